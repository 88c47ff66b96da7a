"""AT+CIPPING of a SIM7020: OK first, the lines as the replies come (note, 4.2)."""

import pytest

from tests.emulator.cip.rig import SECOND, Rig

UNREACHABLE = "192.0.2.1"


def test_four_echo_requests_are_told_after_the_ok() -> None:
    rig = Rig("sim7020")
    lines = [f"+CIPPING: {number},116.228.221.51,1,245" for number in range(1, 5)]
    assert rig.at('AT+CIPPING="116.228.221.51"') == ["OK", *lines]


def test_the_address_may_stand_without_quotation_marks_as_published_programs_send_it() -> None:
    assert Rig("sim7020").at("AT+CIPPING=116.228.221.51,1") == ["OK", "+CIPPING: 1,116.228.221.51,1,245"]


def test_a_lost_request_is_told_with_the_time_that_was_waited() -> None:
    rig = Rig("sim7020")
    assert rig.at(f'AT+CIPPING="{UNREACHABLE}",1,32,20') == ["OK"]
    assert rig.later(2 * SECOND) == [f"+CIPPING: 1,{UNREACHABLE},20,255"]


def test_a_second_command_finds_the_first_busy() -> None:
    rig = Rig("sim7020")
    rig.at(f'AT+CIPPING="{UNREACHABLE}",1,32,20')
    assert rig.at('AT+CIPPING="116.228.221.51"') == ["BUSY"]
    rig.later(2 * SECOND)
    assert rig.at('AT+CIPPING="116.228.221.51",1') == ["OK", "+CIPPING: 1,116.228.221.51,1,245"]


def test_other_commands_are_taken_meanwhile() -> None:
    rig = Rig("sim7020")
    rig.at(f'AT+CIPPING="{UNREACHABLE}"')
    assert rig.at("AT") == ["OK"]


def test_losing_the_bearer_ends_it() -> None:
    rig = Rig("sim7020")
    rig.at(f'AT+CIPPING="{UNREACHABLE}"')
    rig.network_does("detach")
    assert rig.later(60 * SECOND) == []
    assert rig.at(f'AT+CIPPING="{UNREACHABLE}"') == ["ERROR"]


@pytest.mark.parametrize(
    "arguments",
    ["", '"www.sim.com"', '"192.0.2.1",0', '"192.0.2.1",1,5121', '"192.0.2.1",1,1,601', '"192.0.2.1",1,1,1,1'],
)
def test_it_takes_an_address_and_three_numbers_in_their_ranges(arguments: str) -> None:
    assert Rig("sim7020").at(f"AT+CIPPING={arguments}") == ["ERROR"]


def test_its_ranges_and_defaults_are_told() -> None:
    rig = Rig("sim7020")
    assert rig.at("AT+CIPPING=?") == ["+CIPPING: (1-100),(0-5120),(1-600)", "OK"]
    assert rig.at("AT+CIPPING?") == ["+CIPPING: 4,32,100", "OK"]
