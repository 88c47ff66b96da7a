"""What goes wrong with a module of a test, by the names of the faults."""

import pytest

from atconform.base.errors import UsageError
from atconform.testing import PtyModule, VirtualModule
from tests.testing.tracker import Link, Tracker


def test_a_context_that_is_lost_is_asked_for_again(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    lost = sim800.faults.context_lost(after_command="AT+CIPSEND")
    assert tracker.report(b"21.5")
    assert lost.struck == 1
    assert b"21.5" in server.received
    assert "fault" in sim800.transcript


@pytest.mark.atconform(started=False)
def test_a_module_that_never_finds_a_network_is_given_up(sim7000):
    sim7000.faults.registration_denied()
    sim7000.sleep(60)
    assert "not registered" in sim7000.state


def test_an_error_stands_in_the_place_of_an_answer_that_the_test_has_stated(sim800):
    sim800.faults.error(command="AT+CBC", answer="+CME ERROR: 3")
    sim800.knows("AT+CBC", "+CBC: 0,5,3400")
    sim800.serial.timeout = 1
    sim800.serial.write(b"AT+CBC\rAT+CBC\r")
    said = sim800.serial.read_until(b"OK\r\n")
    assert said.index(b"+CME ERROR: 3") < said.index(b"+CBC: 0,5,3400")


def test_faults_know_what_was_before_there_were_any(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    sim800.faults.server_closes()
    link.until(b"CLOSED")


def test_a_module_that_hangs_starts_anew_with_a_power_cycle(sim800):
    sim800.faults.freeze()
    sim800.serial.write(b"AT\r")
    assert sim800.serial.read(1) == b""
    sim800.power_cycle()
    sim800.sleep(5)
    sim800.serial.write(b"AT\r")
    assert b"OK" in sim800.serial.read_until(b"OK\r\n")


def test_faults_at_random_are_the_same_with_the_same_seed():
    def conversation(seed):
        with VirtualModule("sim800") as module:
            module.network.tcp_server("report.example", 80)
            module.faults.at_random(seed, 600)
            tracker = Tracker(module.serial, sleep=module.sleep, monotonic=module.monotonic)
            for _ in range(5):
                tracker.report(b"21.5")
            return module.transcript

    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)


def test_a_plan_goes_with_the_module(tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text('[[fault]]\nname = "weak-signal"\n')
    with VirtualModule("sim800", faults=str(plan)) as module:
        module.serial.timeout = 1
        module.serial.write(b"AT+CSQ\r")
        assert b"+CSQ: 2," in module.serial.read_until(b"OK\r\n")


def test_a_name_that_no_fault_has_is_told(sim800):
    with pytest.raises(UsageError, match=r"context-lost"):
        sim800.faults.begin("context-los")


@pytest.mark.parametrize("data", [b"DATA", b"AT+CIPSHUT\r"])
def test_a_command_behind_data_is_met_and_data_is_not(sim800, link, data):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    met = sim800.faults.error(command="AT+CIPSHUT")
    assert link.send(data)
    assert not met.struck
    assert link.ask("AT+CIPSHUT").endswith(b"ERROR\r\n")
    assert met.struck == 1
    assert sim800.commands[-2:] == [f"AT+CIPSEND={len(data)}", "AT+CIPSHUT"]


def test_a_command_behind_data_that_came_before_the_prompt_is_met(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    met = sim800.faults.error(command="AT+CIPSHUT")
    sim800.serial.write(b"AT+CIPSEND=4\r")
    sim800.serial.write(b"DATA")
    link.until(b"SEND OK\r\n")
    link.ask("AT+CIPSHUT")
    assert met.struck == 1
    assert sim800.commands[-2:] == ["AT+CIPSEND=4", "AT+CIPSHUT"]


@pytest.mark.parametrize("name", ["sim800", "sim7000"])
def test_data_that_ends_with_ctrl_z_hides_no_command_from_a_fault(name):
    with VirtualModule(name) as module:
        module.network.tcp_server("a.example", 80)
        link = Link(module.serial, module.sleep, module.monotonic)
        link.go_online()
        link.connect("a.example", 80)
        late = module.faults.answer_late(command="AT+CSQ", by=5)
        link.ask("AT+CIPSEND", b"> ")
        module.serial.write(b"21.5\x1a")
        link.until(b"SEND OK\r\n")
        link.ask("AT+CSQ")
        assert late.struck == 1


def test_what_follows_from_the_end_of_a_fault_comes_by_itself(sim800, link):
    link.ask("AT+CREG=1")
    flap = sim800.faults.no_network()
    link.until(b"+CREG: 2")
    link.listen(100)
    flap.end()
    assert flap.over
    sim800.serial.timeout = None
    assert sim800.serial.read(11) == b"\r\n+CREG: 1\r"


def test_what_a_failed_assertion_shows_of_a_fault(sim800):
    assert repr(sim800.faults.no_network(lasts=30)) == "<no-network lasts=30s: acts, 1 so far>"


def test_a_call_that_no_fault_has_is_told(sim800):
    with pytest.raises(AttributeError, match="there is no fault contxt_lost; did you mean context_lost"):
        sim800.faults.contxt_lost()


@pytest.mark.parametrize(("seed", "rate"), [("x", 12), (-1, 12), (7, 0), (7, -3), (7, 1.5)])
def test_a_seed_or_a_rate_that_is_none_is_told_when_it_is_given(sim800, seed, rate):
    with pytest.raises(UsageError, match=r"random: (seed|rate)=.*: no such"):
        sim800.faults.at_random(seed, rate)


def test_in_real_time_they_go_by_the_same_names():
    with PtyModule("sim800") as module:
        module.faults.error(command="AT+CGMM", answer="ERROR")
        module.serial.write(b"AT+CGMM\r")
        assert b"ERROR" in module.serial.read_until(b"ERROR\r\n")
