"""Run records that are broken or crafted, before the commands that read them.

A command ends by an exit code and with words, never with a traceback, and puts no control character on the terminal.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any, NamedTuple

from atconform import cli
from atconform.base.exitcodes import ExitCode
from tests.fuzz.attack import Complaint, Subject
from tests.fuzz.chance import many, one_of, some_bytes


class Line(NamedTuple):
    """A line of ``run.jsonl``."""

    content: bytes


class Transcript(NamedTuple):
    """What stands in the transcript of the scenarios."""

    content: bytes


class Command(NamedTuple):
    """A command that reads the run ``new``, and perhaps ``old``, which is whole."""

    words: tuple[str, ...]


Item = Line | Transcript | Command

TRANSCRIPT = "transcripts/a.txt"
HEADER: dict[str, Any] = {
    "kind": "header",
    "format": 1,
    "run": "new",
    "started": "2026-01-02T03:04:05+00:00",
    "suite": "0.1.0",
    "catalogue": "c1",
    "modules": [{"unit": "left", "family": "sim800", "emulated": True, "transport": "memory", "uncertainty": 0}],
    "scenarios": 2,
    "strict": False,
    "basis": "own",
    "bench": {"file": "bench.toml", "baudrate": 115200, "delays": "normal"},
}
SCENARIO: dict[str, Any] = {
    "kind": "scenario",
    "id": "escape",
    "case": "first",
    "family": "sim800",
    "unit": "left",
    "title": "Escape",
    "verdict": "fail",
    "reason": "said [ERROR], expected [OK]",
    "basis": "note",
    "rests_on": ["SIM800-2.2.4-T1"],
    "known": "",
    "remarks": ["no space after the comma: 0,CONNECT OK"],
    "broken": [{"basis": "own", "rests_on": ["G01"], "text": "it took 2 s"}],
    "requirements": ["SIM800-2.2.4-T1"],
    "figures": [{"name": "escape.before", "unit": "us", "earliest": 1, "latest": 2, "limit": "at least 1 s"}],
    "module_seconds": 1.5,
    "wall_seconds": 0.5,
    "attempt": 1,
    "transcript": TRANSCRIPT,
    "file": "features/a.feature",
    "line": 3,
    "section": "SIM800 2.2.4",
    "steps": ["the host sends AT"],
}
FOOTER: dict[str, Any] = {
    "kind": "footer",
    "ended": "2026-01-02T03:05:05+00:00",
    "verdicts": {"fail": 1},
    "exit_code": 1,
    "known": 0,
    "known_faults": ["no such scenario"],
    "wall_seconds": 2.5,
    "remark": "",
}
SAID = b"   0.000000  >  AT<CR>\n   0.250000  <  <CR><LF>OK<CR><LF>\n"
TEXTS = (
    *("", " ", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "\x9b31m", "back\b\b", "a\rb", "a\nb", "a\x00b"),
    *("\u202eabc", "\u2028", "\ud800", "[bold]", "[/]", "[link=file:///]x[/link]", "<script>alert(1)</script>", "]]>"),
    *(
        "../../../../etc/passwd",
        "/etc/passwd",
        "transcripts",
        ".",
        "C:\\secret\\a.txt",
        "~/a",
        "|a|`b`",
        "--help",
        "x" * 9000,
    ),
    *(
        "sim9999",
        "sim800@none",
        "SIM800 9.9.9",
        "SIM800 x",
        "note",
        "pass",
        "2026-13-45T99:99:99",
        "yesterday",
        "\u8fd0",
    ),
)
NUMBERS = (0, -1, 1, 2, 2**31, 2**63 - 1, 2**63, 2**64, 10**30, 1e308, -1e308, 0.5, 1e-300)
OTHERS = (None, True, False, [], {}, [[]], [None], {"": {}})


COMMANDS = (
    ("show", "new"),
    ("show", "new", "escape"),
    ("show", "new", "escape[first]"),
    ("show", "new/run.jsonl", "\x1b[31m"),
    ("compare", "old", "new"),
    ("compare", "new", "old"),
    ("compare", "new", "new", "--force"),
    ("compare", "old", "new", "old", "--force"),
    ("compare", "old", "new", "--json"),
    ("compare", "old", "new", "--markdown"),
    ("compare", "old", "new", "--html", "out.html"),
    ("report", "new", "--output", "out.html"),
    ("report", "old", "new", "--output", "out.html"),
    ("report", "new", "--markdown"),
    ("report", "new", "old", "--bundle", "out.zip"),
    ("known-failures", "--from", "new"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
CODES = (ExitCode.PASSED, ExitCode.FAILED, ExitCode.WRONG_USE)


def _places(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Name every place in a value of JSON by the keys that lead there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, below in inner for place in [(*before, key), *_places(below, (*before, key))]]


def _with(record: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Copy a record with another value in one place."""
    copied = json.loads(json.dumps(record))
    inner = copied
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return copied  # type: ignore[no-any-return]


def _line(record: dict[str, Any]) -> Line:
    return Line(json.dumps(record).encode())


def _value(rng: Random) -> Any:
    return one_of(
        rng, (4, lambda: rng.choice(TEXTS)), (1, lambda: rng.choice(NUMBERS)), (1, lambda: rng.choice(OTHERS))
    )


def _crafted(record: dict[str, Any], rng: Random) -> Line:
    """Draw a line of a record: with other values in it, or without one, cut, garbled, or as it is."""
    whole, names = _line(record).content, sorted(record)
    place, left_out = rng.randrange(len(whole)), rng.choice(names)
    return one_of(
        rng,
        (6, lambda: _line(_with(record, rng.choice(_places(record)), _value(rng)))),
        (2, lambda: _line(_with(_with(record, (rng.choice(names),), _value(rng)), (rng.choice(names),), _value(rng)))),
        (1, lambda: Line(whole[:place])),
        (1, lambda: Line(whole[:place] + some_bytes(rng, 3) + whole[place + 1 :])),
        (1, lambda: _line({key: value for key, value in record.items() if key != left_out})),
        (2, lambda: Line(whole)),
    )


NOISE = (b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 5000, b'{"kind":"other"}', b"\x00" * 100, b"\xef\xbb\xbf")
SPOKEN = (
    *(SAID, b"", SAID * 500, b"\x1b[2J\x07\x9b", b"\xff\xfe\x00", "\u202e\u2028".encode(), b"x" * 20000, b"a\rb"),
    *(b"   0.000000  >", b"<CR>" * 2000, b"[bold]x[/bold]", b"   9e999  <  x\n", b"</script>"),
)


def draw(rng: Random) -> list[Item]:
    """Draw a run and what is done to it; mostly with a header that is one."""

    def other() -> Line:
        return one_of(
            rng,
            (5, lambda: _crafted(SCENARIO, rng)),
            (1, lambda: _crafted(FOOTER, rng)),
            (1, lambda: Line(rng.choice(NOISE))),
            (1, lambda: _crafted(HEADER, rng)),
        )

    return [
        _line(HEADER) if rng.random() < 0.6 else _crafted(HEADER, rng),
        *many(rng, 5, other),
        Transcript(one_of(rng, (2, lambda: rng.choice(SPOKEN)), (1, lambda: some_bytes(rng, 60)), (2, lambda: SAID))),
        *many(rng, 2, lambda: Command(rng.choice(COMMANDS)), least=1),
    ]


def check(case: list[Item]) -> None:
    """Hold the commands to their exit codes and to what a terminal can bear."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _write(folder / "old", [_line(HEADER | {"run": "old"}), _line(SCENARIO | {"verdict": "pass"}), _line(FOOTER)])
        _write(folder / "new", case)
        for item in case:
            if isinstance(item, Command):
                _run(folder, item)


def _write(run: Path, items: list[Item]) -> None:
    (run / TRANSCRIPT).parent.mkdir(parents=True)
    lines = [item.content for item in items if isinstance(item, Line)]
    (run / "run.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    spoken = [item.content for item in items if isinstance(item, Transcript)] or [SAID]
    (run / TRANSCRIPT).write_bytes(spoken[0])


def _run(folder: Path, command: Command) -> None:
    """Run a command as a user does, with what it names in a folder."""
    name, output = command.words[0], io.BytesIO()
    words = [str(folder / word) if re.match(r"(old|new|out)\b", word) else word for word in command.words]
    with io.TextIOWrapper(output, "utf-8", errors="backslashreplace") as terminal:
        with redirect_stdout(terminal), redirect_stderr(terminal):
            code = cli.run(words)
        terminal.flush()
        told = output.getvalue().decode()
    if code not in CODES:
        raise Complaint(f"{name} ends with the exit code {code}")
    if code == ExitCode.WRONG_USE and not told.startswith("atconform: "):
        raise Complaint(f"{name} does not say what is wrong", told[-200:])
    if "--json" not in command.words and (found := CONTROL.search(told)):
        around = told[max(0, found.start() - 40) : found.end() + 10]
        raise Complaint(f"{name} puts control characters on the terminal", repr(around))
    archive = folder / "out.zip"
    if archive.is_file():
        for entry in zipfile.ZipFile(archive).namelist():
            if PurePosixPath(entry).is_absolute() or ".." in PurePosixPath(entry).parts or CONTROL.search(entry):
                raise Complaint(f"{name} makes an archive with a name that leads elsewhere", repr(entry))


SUBJECTS = [Subject("records", draw, check, slow=10)]
