"""AT+CIPPING and AT+SNPING4: echo requests, spelt in the way of each family."""

from __future__ import annotations

import pytest

from tests.emulator.cip.rig import UP, Rig, in_sim800s_way

UNREACHABLE = "192.0.2.1"


def test_echo_requests_are_told_one_by_one_before_the_ok() -> None:
    rig = Rig("sim800", *UP)
    reply = ',"116.228.221.51",1,54'
    assert rig.at('AT+CIPPING="www.sim.com",2') == [f"+CIPPING: 1{reply}", f"+CIPPING: 2{reply}", "OK"]


def test_the_host_may_stand_without_quotation_marks_as_published_drivers_send_it() -> None:
    rig = Rig("sim800", *UP)
    assert rig.at("AT+CIPPING=116.228.221.51,1,32,100,64") == ['+CIPPING: 1,"116.228.221.51",1,54', "OK"]


def test_a_lost_echo_request_is_told_by_600_and_255() -> None:
    rig = Rig("sim800", *UP)
    assert rig.at(f'AT+CIPPING="{UNREACHABLE}",1,32,20', 1_900_000) == []
    assert rig.later() == [f'+CIPPING: 1,"{UNREACHABLE}",600,255', "OK"]


def test_snping4_tells_times_in_milliseconds() -> None:
    rig = Rig("sim7000", *UP)
    first, second, result = rig.at('AT+SNPING4="www.sim.com",2,32,1000')
    assert (first[: first.rindex(",")], result) == ("+SNPING4: 1,116.228.221.51", "OK")
    assert second == first.replace(" 1,", " 2,")
    assert 1 < int(first.rpartition(",")[2]) < 100


def test_snping4_waits_for_the_time_given_and_tells_a_lost_request_by_60000() -> None:
    rig = Rig("sim7000", *UP)
    assert rig.at(f'AT+SNPING4="{UNREACHABLE}",1,32,2000', 1_900_000) == []
    assert rig.later() == [f"+SNPING4: 1,{UNREACHABLE},60000", "OK"]


@pytest.mark.parametrize(
    "arguments", ['"www.sim.com"', '"a",0,32,1000', '"a",501,32,1000', '"a",1,1401,1', '"a",1,1,60001']
)
def test_snping4_needs_all_four_parameters_in_their_ranges(arguments: str) -> None:
    assert Rig("sim7000", *UP).at(f"AT+SNPING4={arguments}") == ["ERROR"]


COMMANDS = {"sim800": f'AT+CIPPING="{UNREACHABLE}"', "sim7000": f'AT+SNPING4="{UNREACHABLE}",4,32,10000'}


@in_sim800s_way
def test_losing_the_context_ends_the_echo_requests(family: str) -> None:
    rig = Rig(family, *UP)
    rig.at(COMMANDS[family])
    assert sorted(rig.network_does("withdraw-context")) == ["+PDP: DEACT", "ERROR"]
    assert rig.later(60_000_000) == []


@in_sim800s_way
def test_without_a_context_nothing_can_be_asked(family: str) -> None:
    assert Rig(family).at(COMMANDS[family]) == ["ERROR"]


@in_sim800s_way
def test_one_command_is_at_work_at_a_time(family: str) -> None:
    rig = Rig(family, *UP)
    rig.at(COMMANDS[family])
    assert rig.at(COMMANDS[family]) == ["ERROR"]
