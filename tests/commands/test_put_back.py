"""A run leaves a module as it found it, whatever it ended by, and says what it could not put back."""

from __future__ import annotations

import re
import signal
from functools import partial

import pytest
import serial

from atconform.results.records import read_run
from tests.commands.terminal import atconform, emulated_module, scenarios, started, wait_for_verdicts

PLAY = ["run", *scenarios("tcp-receives", "attached", "status-states[initial]"), "--report", "run"]
LONG = [*PLAY, "--repeat", "20"]
"""A run that is not over by itself while it is ended."""
STORED = ("AT+CMEE=2", "AT+IFC=2,2", "AT&C0", "AT+CREG=2", "AT+CMGF=1", "AT+CNMI=2,2", "ATX0", "ATE0V0", "AT&W")
TYPED = ("AT+CIPHEAD=1", "AT+CIPQSEND=1", "AT+CIPMUX=1")
ASKED = ("AT", "AT&V", "AT+CMEE?", "AT+CNMI?", "AT+CREG?", "AT+CIPHEAD?", "AT+CIPQSEND?", "AT+CIPMUX?", "AT+CIPATS?")


RESULT = re.compile(rb"(OK|ERROR)\r\n\Z|(\A|[\r\n])[04]\r\Z")
"""What an answer ends with, in words or in digits."""


def ask(port, *commands):
    """Ask the module, as it is; returns all that it says."""
    with serial.serial_for_url(str(port), timeout=10) as line:
        return "".join(_answer(line, command) for command in commands)


def _answer(line, command):
    line.write(command.encode() + b"\r")
    said = b""
    while not RESULT.search(said):
        more = line.read(max(1, line.in_waiting))
        assert more, said
        said += more
    return said.decode()


@pytest.fixture
def module(tmp_path):
    """A module that a user has set up: its echo, its results, its errors, and more."""
    with emulated_module(tmp_path) as (port, process):
        ask(port, *STORED, *TYPED)
        yield port, process


def test_a_module_that_a_user_has_set_up_passes_and_is_as_before_at_the_end(tmp_path, module):
    before = ask(module[0], *ASKED)
    done = atconform(*PLAY, "--port", module[0], where=tmp_path)
    assert "+CMEE: 2" in before
    assert done.returncode == 0, done.stdout
    assert ask(module[0], *ASKED) == before


def test_after_ctrl_c_it_is_as_before(tmp_path, module):
    before = ask(module[0], *ASKED)
    with started(*LONG, "--port", module[0], where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate()
    assert run.returncode == 2, output
    assert ask(module[0], *ASKED) == before


def test_what_cannot_be_put_back_is_named(tmp_path, module):
    port, emulator = module
    with started(*LONG, "--port", port, "--", "--patience=1", where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        emulator.kill()
        output, _ = run.communicate()
    remark = read_run(tmp_path / "run").footer.remark
    assert "not put back as it was found: " in remark
    for command in ("AT+CMEE=2", "AT+IFC=2,2", "AT&C0", "AT+CIPHEAD=1", "ATE0V0"):
        assert command in remark
    assert "! " in output
    assert "Traceback" not in output


def test_a_module_that_nobody_has_set_up_is_as_before_too(tmp_path):
    with emulated_module(tmp_path) as (port, _):
        asked = partial(ask, port, *ASKED)
        before = asked()
        done = atconform(*PLAY, "--port", port, where=tmp_path)
        assert done.returncode == 0, done.stdout
        assert asked() == before
