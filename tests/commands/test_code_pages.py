"""Standard output in a code page, as in pipes and files on Windows: what it lacks is written as well as it can be."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from atconform.base import streams
from atconform.cli import run
from tests.commands.small_run import SHORT, play

CODE_PAGES = ("cp1252", "cp437")
BENCH = '[module.left]\nport = "emulator://sim800?nothing"\nfamily = "sim800"\n'
ESCAPED = re.compile(r"\\u[0-9a-f]{4}")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a run that is made where standard output lacks nearly everything."""
    where = tmp_path_factory.mktemp("pages")
    done = play(SHORT, where, encoding="cp437", env={"PYTHONIOENCODING": "cp437"})
    assert (done.returncode, done.stderr) == (0, "")
    assert not ESCAPED.search(done.stdout)
    return where / "run"


def printed(code_page: str, *arguments: object) -> bytes:
    """What a command writes to a standard output in a code page; it has nothing to complain of."""
    written = io.BytesIO()
    out = streams.Stream("standard output", io.TextIOWrapper(written, encoding=code_page, newline=""))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        assert run([str(argument) for argument in arguments]) in (0, 1)
    out.flush()
    return written.getvalue()


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        "show RUN mini-steady",
        "compare RUN RUN",
        "compare RUN RUN -v",
        "requirements --note SIM7020ZH",
        "emulate sim800 --commands",
        "bench init",
    ],
)
def test_what_a_code_page_lacks_is_written_in_its_letters(recorded: Path, code_page: str, arguments: str) -> None:
    text = printed(code_page, *arguments.replace("RUN", str(recorded)).split()).decode(code_page)
    assert text.strip()
    assert not ESCAPED.search(text)


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_what_a_bench_check_finds_bad_has_a_mark(tmp_path: Path, code_page: str) -> None:
    file = tmp_path / "bench.toml"
    file.write_text(BENCH, encoding="utf-8")
    assert "\nx port " in printed(code_page, "bench", "check", file).decode(code_page)


def test_chinese_is_written_by_numbers() -> None:
    written = io.BytesIO()
    out = streams.Stream("standard output", io.TextIOWrapper(written, encoding="cp1252", newline=""))
    out.write("✓ 模块 €\n")
    out.flush()
    assert written.getvalue() == b"+ \\u6a21\\u5757 \x80\n"


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_what_other_programs_read_is_utf8(recorded: Path, code_page: str) -> None:
    assert "✓" in printed(code_page, "report", recorded, "--markdown").decode()
    assert "固件" in printed(code_page, "docs", "zh").decode()
    assert json.loads(printed(code_page, "emulate", "sim800", "--commands", "--json").decode())


def test_files_are_utf8_whatever_the_code_page_is(recorded: Path) -> None:
    for file in (recorded / "run.jsonl", recorded / "junit.xml"):
        file.read_text(encoding="utf-8")
    printed("cp437", "report", recorded)
    assert "✓" in (recorded / "report.html").read_text(encoding="utf-8")
