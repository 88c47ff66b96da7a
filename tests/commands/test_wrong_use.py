"""What wrong input gets: one line that says what is wrong, where, and what to do."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest

from tests.commands.terminal import atconform, scenarios, stub_module

ESCAPE, *_ = scenarios("escape-too-early")
"""One file of the suite: the others are not looked for what is not there either."""
BENCH = """
[module.left]
port = "/dev/no-such-port"
{}
"""


def lines_of(done):
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "sim800"], "run takes no module as an argument: sim800; say --module sim800"),
        (["run", "sim8000"], "sim8000: there is no such file or folder of scenarios; did you mean --module sim800?"),
        (["run", "dns"], "dns: there is no such file or folder of scenarios; a module is named by --module, words of"),
        (["run", "SIM7600E@no-sender"], "say --module SIM7600E@no-sender"),
        (["run", "--module", "sim8000"], "no family 'sim8000'; did you mean sim800?"),
        (
            ["run", "--module", "sim800@nosuch"],
            "has no variant 'nosuch'; atconform emulate sim800 --list-variants lists them",
        ),
        (["run", "--port", "/dev/no-such-port"], "/dev/no-such-port: there is no such port"),
        (["run", "--port", "/dev/null"], "/dev/null: it is not a serial port"),
        (["run", "--port", "socket://127.0.0.1"], "write socket://HOST:PORT"),
        (["run", "--port", "/dev/null", "--baudrate", "0"], "--baudrate 0: name a rate"),
        (["run", "--bench", "missing.toml"], "missing.toml: No such file or directory; name a bench file"),
        (["run", "--report", "/dev/null/x"], "cannot write to /dev/null/x"),
        (["run", "--nonsense"], "No such option '--nonsense'"),
        (["run", "--repeat", "0"], "Invalid value for '--repeat': 0"),
        (["run", "--known", "missing.toml"], "missing.toml: No such file or directory; name a list of known failures"),
        (["known-failures", "--from", "missing"], "'missing' does not exist"),
        (["known-failures"], "Missing option '--from'"),
        (["emulate", "sim8"], "no family 'sim8'"),
        (["emulate", "sim800@nosuch"], "has no variant 'nosuch'; atconform emulate sim800 --list-variants lists them"),
        (["emulate", "sim800", "--pace", "0"], "--pace 0: name a rate in bits a second, for instance 115200"),
        (["emulate", "sim800", "--pace", "fast"], "--pace fast: name a rate"),
        (["show", "missing"], "'missing' does not exist"),
        (["requirements", "--note", "nosuch"], "no note 'nosuch' (known: SIM"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_wrong_use_is_said_in_one_line_with_exit_code_4(tmp_path, arguments, says):
    done = atconform(*arguments, where=tmp_path)
    assert says in done.stdout
    assert len(lines_of(done)) == 1
    assert done.returncode == 4


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("baud = 9600", "[module.left]: the key 'baud' is not known; did you mean baudrate?"),
        ('baudrate = "9600"', "[module.left] baudrate: expected a whole number, not text"),
        ('lines = ["DTS"]', "[module.left] lines[0]: 'DTS' is not one of DTR, RTS"),
        ('family = "sim801"', "[module.left] family: no family 'sim801'"),
        ("[module.right]", "[module.right]: the key 'port' is missing"),
        ("[allow]\ncosts = 1", "[allow] costs: expected true or false, not a whole number"),
        ("[modul]", "the key 'modul' is not known; did you mean module?"),
        ("[", "bench.toml is not TOML"),
        ('[module.right]\nport = "COM1"', "choose one with --module left or right"),
    ],
)
def test_a_fault_in_a_bench_file_is_named_with_its_place(tmp_path, line, says):
    (tmp_path / "bench.toml").write_text(BENCH.format(line))
    done = atconform("run", "--bench", "bench.toml", where=tmp_path)
    assert says in done.stdout
    assert len(lines_of(done)) == 1
    assert done.returncode == 4


def test_wrong_use_leaves_no_folder_behind(tmp_path):
    atconform("run", "--port", "/dev/no-such-port", where=tmp_path)
    atconform("run", ESCAPE, "-k", "nothing_is_called_so", where=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-k", "nothing_is_called_so"], "no scenario fits the selection"),
        (["--section", "tcp"], "no section 'tcp' in the notes; their chapters are 0, 1, 2, 3"),
        (["--section", "2.2.44"], "no section '2.2.44' in the notes; did you mean 2.2.4?"),
        (["--section", "SIM800 2.2.44"], "no section 'SIM800 2.2.44' in the notes; did you mean 2.2.4?"),
        (["--requirement", "SIM800-2.2.4-T9"], "no requirement 'SIM800-2.2.4-T9'; did you mean"),
        (["--scenario", "escape-to-early"], "no scenario 'escape-to-early'; did you mean escape-too-early?"),
        (["--section", "2.2.4", "--section", "2.x"], "no section '2.x' in the notes"),
    ],
)
def test_a_selection_that_matches_nothing_ends_with_5_and_says_why(tmp_path, arguments, says):
    done = atconform("run", ESCAPE, *arguments, where=tmp_path)
    assert f"nothing was played: {says}" in done.stdout
    assert done.returncode == 5


def test_a_record_is_never_written_over(tmp_path):
    again = ["run", *scenarios("escape-too-early"), "--report", "run"]
    assert atconform(*again, where=tmp_path).returncode == 0
    before = (tmp_path / "run" / "run.jsonl").read_bytes()
    done = atconform(*again, where=tmp_path)
    assert (done.returncode, lines_of(done)) == (
        4,
        ["atconform: run holds a run already; name another folder for this one with --report"],
    )
    assert (tmp_path / "run" / "run.jsonl").read_bytes() == before


def test_one_module_is_not_shared_among_processes(tmp_path):
    done = atconform("run", "--port", "/dev/no-such-port", "--", "-n2", where=tmp_path)
    assert "one module cannot be shared among processes" in done.stdout
    assert done.returncode == 4


def identify_as(model):
    answers = {b"ATI": model, b"AT+CGMM": model}
    return lambda line: line + b"\r\r\n" + answers.get(line, b"") + b"\r\nOK\r\n"


@pytest.mark.waits
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda line: b"", "the module does not answer AT; is it on and wired"),
        (lambda line: bytes(range(128, 255)) * 3, "what comes is no answer to AT"),
        (identify_as(b"SIMCOM_SIM7600E"), "'SIMCOM_SIM7600E', which is no sim800"),
        (identify_as(b"SIM7600E IMEI: 864713037301317"), "IMEI: ***********1317', which is no sim800"),
    ],
    ids=["silent", "garbage", "another family", "IMEI"],
)
def test_a_port_where_another_module_or_none_is_gets_one_line(tmp_path, answer, says):
    with stub_module(answer) as port:
        done = atconform("run", "--port", port, "--module", "sim800", where=tmp_path)
    assert f"atconform: {port}: " in done.stdout
    assert says in done.stdout
    assert len(lines_of(done)) == 1
    assert done.returncode == 4


@pytest.mark.parametrize("scheme", ["socket", "rfc2217"])
def test_a_line_that_is_closed_at_once_may_be_somebody_elses(tmp_path, scheme):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=hang_up, args=(server,), daemon=True).start()
        port = f"{scheme}://127.0.0.1:{server.getsockname()[1]}"
        done = atconform("run", "--module", "sim800", "--port", port, "--", "--patience", "1", where=tmp_path)
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"atconform: {port}")
    assert line.endswith("somebody else may be connected to it")
    assert done.returncode == 4


def hang_up(server):
    with contextlib.suppress(OSError):  # the test closes it
        while True:
            server.accept()[0].close()
