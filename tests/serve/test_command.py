from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from atconform.base.errors import UsageError
from atconform.serve.command import read_address, serve
from atconform.serve.network import read_mapping
from atconform.serve.options import Setup
from tests import ROOT
from tests.serve.stub import OK, StubModule

PROGRAM = """
import sys
from pathlib import Path
from atconform.serve.command import serve
from atconform.serve.options import Setup
from tests.serve.stub import StubModule

class Busy(StubModule):
    def _command(self, line, now):
        super()._command(line, now)
        if line == "AT+WORK":
            print("works", flush=True)
            while True:
                pass

sys.exit(serve(Busy(), "sim800", Setup(log=Path(sys.argv[2])), link=Path(sys.argv[1])))
"""
SIGNALS = [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)]


@pytest.fixture(autouse=True)
def hangups_end():
    """A machine that runs tests without a terminal may have them ignored, and what is started inherits that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@contextmanager
def serving(link: Path, log: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, link, log], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watchdog = threading.Timer(30, process.kill)
    watchdog.start()
    assert process.stdout.readline() == f"sim800 on {link} (Ctrl-C ends it)\n"
    with serial.Serial(str(link), timeout=5) as port:
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
        yield process
    output, errors = process.communicate(timeout=30)
    watchdog.cancel()
    assert (process.returncode, output, errors) == (0, "", "")
    assert not link.is_symlink()
    assert "host     AT<CR>" in log.read_text()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_it_cleanly(tmp_path, number):
    with serving(tmp_path / "modem", tmp_path / "log.txt") as process:
        process.send_signal(number)


def test_a_signal_is_heard_in_the_middle_of_work_that_does_not_end(tmp_path):
    link = tmp_path / "modem"
    with serving(link, tmp_path / "log.txt") as process:
        link.write_bytes(b"AT+WORK\r")
        assert process.stdout.readline() == "works\n"
        process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"tcp": "0", "rfc2217": "0"}, "exclude each other"),
        ({"tcp": "0", "link": Path("modem")}, "goes with --pty only"),
        ({"tcp": "0.0.0.0:0"}, "add --allow-network"),
        ({"rfc2217": "some.where:0"}, "add --allow-network"),
        ({"tcp": "[::]:0"}, "add --allow-network"),
        ({"tcp": "localhost.:0"}, "add --allow-network"),
        ({"port": "socket://192.0.2.7:7000"}, "leads to another machine; add --allow-network"),
        ({"port": "rfc2217://me:secret@some.where:7000"}, "^--port rfc2217://some.where:7000 leads to another machine"),
        ({"port": "loop://"}, "nothing a module can stand on"),
        (
            {"setup": Setup(maps=(read_mapping("127.0.0.1:5001=0.0.0.0:5001"),))},
            "0.0.0.0 is not this machine alone; add --allow-network",
        ),
        ({"tcp": "seven"}, r"not \[HOST:\]PORT"),
        ({"port": "/dev/no-such-port"}, "there is no such port"),
        (
            {"setup": Setup(log=Path("/no/such/directory/log"))},
            "--log /no/such/directory/log: No such file or directory",
        ),
        ({"tcp": "0", "setup": Setup(power_key="dtr")}, "this line has no modem lines; use --rfc2217 or --port"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(options, says):
    with pytest.raises(UsageError, match=says) as caught:
        serve(StubModule(), "sim800", **options)
    assert "\n" not in str(caught.value)


def test_a_port_without_a_host_is_on_this_machine_alone():
    assert read_address("7000") == ("127.0.0.1", 7000)
    assert read_address("localhost:7000") == ("localhost", 7000)
