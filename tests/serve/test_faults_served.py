"""The faults of a module that is served: by a plan, by hand, in the log; and what is said where they cannot be had."""

import os
import signal
import subprocess
import sys
import time

import pytest
import serial
from click.testing import CliRunner

from atconform.cli import run
from atconform.commands import emulate, tell
from tests import ROOT


@pytest.fixture
def served(tmp_path):
    """Start an emulator with options; where its port and its control are."""
    started = []

    def start(*options: str):
        link, control = tmp_path / "modem", tmp_path / "control"
        where = ("--link", str(link), "--control", str(control), "--log", str(tmp_path / "log"))
        process = subprocess.Popen(
            [sys.executable, "-m", "atconform", "emulate", "sim800", "--quick", *where, *options],
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}"},
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        return link, control

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        process.stdout.close()
    assert not (tmp_path / "control").exists()


def until(port, end: bytes) -> bytes:
    answer = b""
    while not answer.endswith(end):
        piece = port.read(1)
        assert piece, answer
        answer += piece
    return answer


def test_by_a_plan_and_by_hand(served, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text('[[fault]]\nname = "error"\ncommand = "AT+CSQ"\n')
    link, control = served("--faults", str(plan))
    with serial.Serial(str(link), timeout=5) as port:
        port.write(b"AT+CSQ\r")
        until(port, b"\r\nERROR\r\n")
        told = CliRunner().invoke(tell.command, [str(control), "weak-signal", "rssi=3"]).output
        assert told == "weak-signal rssi=3: acts, 1 so far\n"
        port.write(b"AT+CSQ\r")
        assert b"+CSQ: 3,7" in until(port, b"\r\nOK\r\n")
        shown = CliRunner().invoke(tell.command, [str(control), "show"]).output
        assert "fault: weak-signal rssi=3: acts, 1 so far" in shown
        CliRunner().invoke(tell.command, [str(control), "reboot"])
        end = time.monotonic() + 5
        while "fault    reboot" not in (log := (tmp_path / "log").read_text()):
            assert time.monotonic() < end
    assert "fault    error: AT+CSQ" in log


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (
            ["sim800", "--faults", "nowhere.toml"],
            "nowhere.toml: No such file or directory; name a plan, or random",
        ),
        (["sim7020", "--faults", "{plan}"], "{plan} line 1: call: the emulated sim7020 has no voice calls"),
        (["sim800", "--control", "{plan}"], "there is a file of this name already; name another path"),
        (["--list-faults", "--commands", "nowhere"], "nowhere"),
        ([], "which module?; name a family"),
        (["sim800", "--json"], "--json is the form of a list; add --commands or --list-faults"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(arguments, wrong, tmp_path, capsys):
    plan = tmp_path / "plan.toml"
    plan.write_text('[[fault]]\nname = "call"\n')
    code = run(["emulate", *(argument.format(plan=plan) for argument in arguments)])
    said = capsys.readouterr().err
    assert code == 4
    assert said.count("\n") == 1
    assert wrong.format(plan=plan) in said


def test_a_url_with_a_fault_that_cannot_be_had():
    with pytest.raises(serial.SerialException, match="no such seed or rate"):
        serial.serial_for_url("emulator://sim800?faults=random:x")


def test_the_command_is_listed():
    assert "--list-faults" in CliRunner().invoke(emulate.command, ["--help"]).output
