"""A run that is cut off keeps what it has judged, says why it ended, and ends with exit code 2."""

from __future__ import annotations

import os
import pty
import select
import signal
import tty
from threading import Event, Thread

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, emulated_module, scenarios, started, wait_for_verdicts

PLAY = ["run", *scenarios(requirements=("SIM800-2.2.4-R3", "SIM800-2.2.4-T3")), "--report", "run"]
"""Some scenarios that take some seconds each, and need no modem lines."""
SHORT = ["run", *scenarios("tcp-receives", "escape-in-time", "status-states"), "--report", "run"]
ONE = ["run", *scenarios("status-states[initial]"), "--report", "run"]
IMPATIENT = ["--", "--patience=1"]
BENCH = """
[module.one]
port = '{port}'
power = '{switch}'
[allow]
power_cycles = true
"""


class Bridge:
    """A line between a host and a module that can go wrong: cut, unplugged, or ending at another module."""

    def __init__(self, far):
        self.cut, self.unplug, self.other_firmware, self._closing = Event(), Event(), Event(), Event()
        self._change = (b"", b"")
        self._near, self._slave = pty.openpty()
        self._far = os.open(far, os.O_RDWR | os.O_NOCTTY)
        for end in (self._slave, self._far):
            tty.setraw(end)
        self.port = os.ttyname(self._slave)
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while not self._closing.is_set():
            ready, _, _ = select.select([self._near, self._far], [], [], 0.1)
            for end in ready:
                data = os.read(end, 4096)
                if self.unplug.is_set() and b"AT+CIPSTART" in data:
                    return
                if self.other_firmware.is_set():
                    data = data.replace(b"1418B05", b"1418B06")
                data = self._changed(data)
                if not self.cut.is_set():
                    os.write(self._far if end == self._near else self._near, data)

    def change_next(self, line, to):
        """Change a line that the module says, once."""
        self._change = (line, to)

    def _changed(self, data):
        """Change the line that is to be changed; the emulator hands lines over whole."""
        line, to = self._change
        if not line or line not in data:
            return data
        self._change = (b"", b"")
        return data.replace(line, to)

    def wait_until_unplugged(self):
        self._thread.join()
        os.close(self._near)

    def close(self):
        self._closing.set()
        self._thread.join()
        for end in (self._slave, self._far) if self.unplug.is_set() else (self._near, self._slave, self._far):
            os.close(end)


@pytest.fixture
def module(tmp_path):
    with emulated_module(tmp_path) as (port, process):
        yield port, process


@pytest.fixture
def bridge(module):
    bridge = Bridge(module[0])
    yield bridge
    bridge.close()


def test_a_module_that_stays_away_ends_the_run_and_leaves_the_rest_unjudged(tmp_path, bridge):
    with started(*PLAY, "--port", bridge.port, *IMPATIENT, where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        bridge.unplug.set()
        bridge.wait_until_unplugged()
        output, _ = run.communicate()
    record = read_run(tmp_path / "run")
    assert run.returncode == record.footer.exit_code == 2
    verdicts = [scenario.verdict for scenario in record.scenarios]
    played = verdicts.index("none")
    assert set(verdicts[: played - 2]) == {"pass"}
    assert verdicts[played - 2 : played] == ["error"] * 2, "the one that was cut off, and the one that waited in vain"
    assert set(verdicts[played:]) == {"none"}
    assert f"{bridge.port} went away" in record.scenarios[played - 2].reason
    assert f"{bridge.port} went away" in record.footer.remark
    assert record.footer.verdicts["none"] == len(verdicts) - played
    assert "check cable and power, then play the rest" in output
    assert "not played" in output
    assert "Traceback" not in output


def assert_only_the_moment_was_lost(record, output):
    """A module that came back is played on; at most the scenario in which it went has no verdict."""
    verdicts = [scenario.verdict for scenario in record.scenarios]
    assert verdicts[-1] == "pass", output
    assert verdicts.count("error") <= 1
    assert set(verdicts) <= {"pass", "error"}
    assert record.footer.exit_code == ("error" in verdicts)


def test_a_module_that_is_plugged_in_again_as_another_device_is_played_on(tmp_path, module):
    port, emulator = module
    with started(*SHORT, "--port", port, where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        emulator.kill()
        with emulated_module(tmp_path):
            output, _ = run.communicate()
    assert_only_the_moment_was_lost(read_run(tmp_path / "run"), output)


@pytest.mark.waits
def test_a_module_that_hangs_is_brought_back_by_the_power_switch(tmp_path, module):
    port, emulator = module
    (tmp_path / "bench.toml").write_text(BENCH.format(port=port, switch=f"kill -9 {emulator.pid}"))
    with started(*SHORT, "--bench", "bench.toml", where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        emulator.send_signal(signal.SIGSTOP)
        emulator.wait()
        with emulated_module(tmp_path):
            output, _ = run.communicate()
    assert_only_the_moment_was_lost(read_run(tmp_path / "run"), output)


def test_an_emulator_that_is_killed_is_a_module_that_was_unplugged(tmp_path, module):
    port, emulator = module
    with started(*PLAY, "--port", port, *IMPATIENT, where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        emulator.kill()
        output, _ = run.communicate()
    record = read_run(tmp_path / "run")
    assert run.returncode == record.footer.exit_code == 2
    assert record.scenarios[0].verdict == "pass"
    assert "modem went away" in output


@pytest.mark.waits
def test_a_module_that_stays_silent_ends_the_run(tmp_path, bridge):
    with started(*PLAY, "--port", bridge.port, *IMPATIENT, where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        bridge.cut.set()
        output, _ = run.communicate()
    record = read_run(tmp_path / "run")
    assert run.returncode == record.footer.exit_code == 2
    judged = [scenario for scenario in record.scenarios if scenario.verdict != "none"]
    assert [scenario.verdict for scenario in judged].count("error") <= 2, "the one that was cut off, and one recovery"
    assert judged[-1].verdict == "error"
    assert "the module does not answer AT" in judged[-1].reason
    assert "; so for " in record.footer.remark
    assert "check cable and power, then play the rest" in record.footer.remark
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("instead", "verdict", "reason", "code"),
    [
        (b"STATE: I\xd0 INITIAL", "inconc", "garbage came (STATE: I<0xD0> INITIAL): ", 6),
        (b"RDY", "fail", "the module started by itself (RDY); no 'STATE: IP INITIAL'", 1),
        (b"SMS Ready", "fail", "no 'STATE: IP INITIAL'", 1),  # it may have been switched on for the run
    ],
)
def test_what_others_did_makes_a_scenario_inconclusive_and_a_start_is_the_modules(
    tmp_path, bridge, instead, verdict, reason, code
):
    bridge.change_next(b"STATE: IP INITIAL", instead)
    done = atconform(*ONE, "--port", bridge.port, where=tmp_path)
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert scenario.verdict == verdict
    assert scenario.reason.startswith(reason)
    assert done.returncode == code


def test_a_wrong_line_is_a_failure_on_a_wire_too(tmp_path, bridge):
    bridge.change_next(b"STATE: IP INITIAL", b"STATE: IP START")
    done = atconform(*ONE, "--port", bridge.port, where=tmp_path)
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert scenario.verdict == "fail"
    assert done.returncode == 1


def test_a_failure_that_does_not_come_again_is_inconclusive_where_that_is_asked_for(tmp_path, bridge):
    bridge.change_next(b"STATE: IP INITIAL", b"STATE: IP START")
    done = atconform(*ONE, "--confirm", "--port", bridge.port, where=tmp_path)
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert scenario.verdict == "inconc"
    assert scenario.reason.startswith("failed, but passed when it was played again: said [STATE: IP START]")
    assert "STATE: IP START" in (tmp_path / "run" / scenario.transcript).read_text()
    assert (
        "STATE: IP START"
        not in (tmp_path / "run" / "transcripts" / "status-states.initial.sim800.again.txt").read_text()
    )
    assert (tmp_path / "run" / "junit.xml").read_text().count("<testcase") == 1
    assert done.returncode == 6


def test_a_failure_that_comes_again_stays_one(tmp_path):
    only = [*scenarios("escape-too-early", "attached"), "--confirm", "--report", "run"]
    done = atconform("run", "--module", "sim800@short-guard", *only, where=tmp_path)
    verdicts = {scenario.id: scenario.verdict for scenario in read_run(tmp_path / "run").scenarios}
    assert verdicts == {"attached": "pass", "escape-too-early": "fail"}
    assert done.returncode == 1


def test_a_failure_of_another_module_than_the_one_at_first_is_no_failure_of_that(tmp_path, bridge):
    bridge.change_next(b"STATE: IP INITIAL", b"STATE: IP START")
    with started(*ONE, "--port", bridge.port, where=tmp_path) as run:
        assert "1 scenario" in run.stdout.readline()
        bridge.other_firmware.set()
        run.communicate()
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert scenario.verdict == "error"
    assert "then the module said that it is" in scenario.reason
    assert "1418B06" in scenario.reason


def test_ctrl_c_keeps_what_was_judged(tmp_path, module):
    with started(*PLAY, "--port", module[0], where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate()
    record = read_run(tmp_path / "run")
    assert run.returncode == record.footer.exit_code == 2
    first, *rest = [scenario.verdict for scenario in record.scenarios]
    assert (first, set(rest)) == ("pass", {"none"})
    assert record.footer.remark == "cut off by Ctrl-C"
    assert "records: run" in output
    assert "Traceback" not in output
    assert ".py:" not in output


def test_a_module_that_is_another_one_at_the_end_is_remarked(tmp_path, bridge):
    with started(*ONE, "--port", bridge.port, where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        bridge.other_firmware.set()
        output, _ = run.communicate()
    record = read_run(tmp_path / "run")
    assert run.returncode == record.footer.exit_code == 0
    assert "at the end the module said that it is" in record.footer.remark
    assert "1418B06" in record.footer.remark
    assert "! at the end the module said" in output


def test_a_module_that_stays_the_same_is_not_remarked(tmp_path, module):
    done = atconform(*ONE, "--port", module[0], where=tmp_path)
    record = read_run(tmp_path / "run")
    assert (done.returncode, record.footer.remark) == (0, "")
    assert record.header.bench["baudrate"] == 115200
