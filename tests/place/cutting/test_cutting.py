"""Whatever a run was cut off in, the next one begins: a sample of what ``python -m tests.place.cutting`` cuts."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from unittest import mock

import pytest

from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.emulator.core.interpreter import Interpreter
from atconform.emulator.core.module import Module
from atconform.emulator.families import FAMILIES
from atconform.place.command_mode import to_command_mode
from atconform.place.conversation import Conversation
from atconform.place.file import FromEnvironment, Sim
from atconform.selfcheck.replay import Call, Recorded
from atconform.virtual.transport import power_up
from tests.place.cutting.leftovers import CIP, CIP_DATA, HALF, LEFT, NET, OTHER_ESCAPE, leave
from tests.place.cutting.rig import HOSTS, Port, behind_each_step, on_wire, state_of, usual, wrong

COUNTED = 'AT+CIPSEND=0,{},"116.228.221.51",9600'
DEEP_SLEEP = 'AT+CPSMS=1,,,"01011111","00000001"'


@pytest.mark.parametrize(("number", "family"), list(enumerate(families())))
def test_a_run_begins_on_whatever_a_killed_one_has_left(number, family):
    hosts, told = cycle(HOSTS.items()), {}
    for what, typed in list(LEFT[family].items())[number % 2 :: 2]:
        name, begin = next(hosts)
        told[what, name] = wrong(leave(family, typed), begin)
    assert {case: why for case, why in told.items() if why} == {}


@pytest.mark.parametrize("what", ["counted", "detached", "deregistered", "stopped by XOFF", "sleeps by itself"])
def test_a_module_that_takes_its_time_is_brought_back_as_well(what):
    assert wrong(leave("sim7020", LEFT["sim7020"][what], normal_delays=True)) == ""


def sends(bench, command):
    bench.host.sends(command)


def types(bench, text):
    bench.host.types(text)


STEPS = [
    *(Call(sends, {"command": line}) for line in (*CIP, "AT+CIPSEND=10")),
    *(Call(types, {"text": text}) for text in ("hello", "world")),
]
SCENARIO = Recorded("example", "sim800", (), tuple(STEPS))


@pytest.mark.parametrize("follows", ["wire", "same run"])
def test_a_scenario_can_be_cut_behind_each_step(follows):
    assert behind_each_step(SCENARIO, follows) == [""] * len(STEPS)


def test_a_card_that_waits_for_its_pin_is_opened_where_the_radio_was_off(monkeypatch, tmp_path):
    declared = FAMILIES["sim800"]
    module = Module(replace(declared, figures=declared.figures.varied({"sim.pin": "1234"})))
    transport = power_up(module)
    Conversation(transport).wait(20 * SECOND)
    Conversation(transport).ask("AT+CFUN=0")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("THE_PIN", "1234")
    on_wire(transport, sim=Sim(pin=FromEnvironment("THE_PIN")))
    assert state_of(transport) == usual("sim800")


@pytest.mark.parametrize("typed", [[DEEP_SLEEP], OTHER_ESCAPE], ids=["deep sleep", "another escape character"])
def test_what_nothing_that_is_sent_ends_the_power_switch_ends_and_without_one_a_person_is_told_what_to_do(typed):
    assert wrong(leave("sim7020", typed), HOSTS["power switch"]) == ""
    told = wrong(leave("sim7020", typed))
    assert "does not answer AT" in told
    assert "press its power key or cycle its power" in told


def test_data_mode_with_another_escape_character_is_left_by_dtr_where_it_may_be():
    assert wrong(leave("sim7020", ["AT&D1", *OTHER_ESCAPE])) == ""


def test_a_run_that_is_ended_in_an_entry_leaves_the_module_in_command_mode():
    transport = leave("sim800", [])
    place = on_wire(transport)
    bench = place.begin(place.family)
    for step in STEPS[:-2]:
        step.function(bench, **step.arguments)
    place.end(bench)
    assert not transport.module.interpreter.idle
    assert place.leave() == ""
    assert Conversation(transport).ask("AT") == b"AT\r\r\nOK\r\n"


def test_where_a_run_does_not_begin_the_cutting_tells_it():
    assert wrong(leave("sim7020", [DEEP_SLEEP])).startswith("BenchFault: /dev/ttyX: the module does not answer AT")


# ---- what the ways to command mode do beside


def brought_back(family, typed):
    """Bring a module to command mode; return the command lines that were executed, and what the far end received."""
    port = Port(leave(family, typed))
    with mock.patch.object(Interpreter, "_start", autospec=True, side_effect=Interpreter._start) as started:
        to_command_mode(Conversation(port), SECOND)
    Conversation(port).wait(SECOND)
    return {call.args[1] for call in started.call_args_list} - {"", "E1V1Q0"}, port.arrived


@pytest.mark.parametrize("length", [1, 2, 3, 17, 1024, 1460])
def test_what_fills_an_entry_is_empty_lines_to_its_length_and_no_command(length):
    for family, typed in ("sim800", [*CIP, f"AT+CIPSEND={length}"]), ("sim7x00", [*NET, COUNTED.format(length)]):
        executed, arrived = brought_back(family, typed)
        assert executed == set()
        assert len(arrived) == length
        assert arrived.translate(None, b"ATE1V1Q0+\r\x11\x1b") == b""


@pytest.mark.parametrize("typed", [[*CIP, "AT+CIPSEND"], [*CIP, "AT+CIPSEND", HALF]])
def test_an_entry_that_can_be_cancelled_sends_nothing(typed):
    assert brought_back("sim800", typed) == (set(), b"")


def test_data_mode_that_can_be_left_is_not_filled():
    executed, arrived = brought_back("sim800", CIP_DATA)
    assert (executed, arrived) == (set(), b"ATE1V1Q0\r\x11")


def test_half_a_command_line_is_not_executed_as_it_stands():
    executed, _ = brought_back("sim800", [b"AT+CFUN=0"])
    assert executed == {"+CFUN=0ATE1V1Q0"}
