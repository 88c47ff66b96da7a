"""Transparent mode of a SIM7020: AT+CIPCHAN leads into it, the S-parameters 2 and 12 say how to leave (note, 6.14)."""

import pytest

from tests.emulator.cip.rig import MS, UP, Rig, connected

S = 1000 * MS


def in_command_mode(*setup: str, protocol: str = "TCP") -> Rig:
    """Make a rig that is connected in transparent mode, and still in command mode."""
    return connected("sim7020", "AT+CIPMODE=1", *setup, protocol=protocol)


def in_data_mode(*setup: str) -> Rig:
    rig = in_command_mode(*setup)
    assert rig.at("AT+CIPCHAN") == ["CONNECT"]
    return rig


def escape(rig: Rig, character: bytes = b"+") -> list[str]:
    rig.later(1_001 * MS)
    return rig.type(character * 3, 1_001 * MS)


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_connection_of_transparent_mode_comes_up_in_command_mode(protocol: str) -> None:
    rig = Rig("sim7020", "AT+CIPMODE=1", *UP)
    server = rig.server(protocol=protocol)
    assert rig.at(f'AT+CIPSTART="{protocol}","{server.ip}",{server.port}') == ["OK", "CONNECT OK"]
    assert rig.at("AT") == ["OK"]
    assert rig.dcd == []


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_the_channel_carries_data_both_ways(protocol: str) -> None:
    rig = in_command_mode(protocol=protocol)
    assert rig.at("AT+CIPCHAN") == ["CONNECT"]
    assert rig.dcd == [False]
    assert rig.type(b"AT\r") == []
    assert rig.received() == b"AT\r"
    assert rig.peer_sends(b"\r\nOK\r\n") == b"\r\nOK\r\n"


def test_before_the_channel_data_comes_as_in_command_mode() -> None:
    rig = in_command_mode("AT+CIPHEAD=1")
    assert rig.peer_sends(b"early") == b"\r\n+IPD,5:early"


def test_after_the_escape_data_waits_for_ato() -> None:
    rig = in_data_mode()
    assert escape(rig) == ["OK"]
    assert rig.peer_sends(b"hello") == b""
    assert rig.type_raw(b"ATO\r") == b"\r\nCONNECT\r\nhello"


def test_ato_needs_the_channel_to_have_been_open() -> None:
    assert in_command_mode().at("ATO") == ["ERROR"]


def test_the_channel_can_be_entered_again_after_the_escape() -> None:
    rig = in_data_mode()
    escape(rig)
    assert rig.at("AT+CIPCHAN") == ["CONNECT"]
    rig.type(b"hello")
    assert rig.received() == b"hello"


def test_the_far_end_that_closes_ends_the_channel() -> None:
    rig = in_data_mode()
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.dcd == [False, True]
    assert rig.at("AT+CIPCHAN") == ["ERROR"]


def test_losing_the_context_ends_the_channel() -> None:
    rig = in_data_mode()
    assert rig.network_does("withdraw-context") == ["+PDP: DEACT"]
    assert rig.at("AT+CIPSTATUS") == ["OK", "STATE: PDP DEACT"]


def test_without_a_connection_there_is_no_channel() -> None:
    rig = Rig("sim7020", "AT+CIPMODE=1")
    assert rig.at("AT+CIPCHAN") == ["ERROR"]
    assert Rig("sim7020", "AT+CIPMODE=1", *UP).at("AT+CIPCHAN") == ["ERROR"]


def test_a_refused_channel_leaves_no_trace_on_the_next_connection() -> None:
    rig = Rig("sim7020", "AT+CIPMODE=1", *UP)
    rig.at("AT+CIPCHAN")
    server = rig.server()
    rig.at(f'AT+CIPSTART="TCP","{server.ip}",{server.port}')
    assert rig.peer_sends(b"hello") == b"hello"
    assert rig.at("ATO") == ["ERROR"]


def test_without_transparent_mode_there_is_no_channel() -> None:
    assert connected("sim7020").at("AT+CIPCHAN") == ["ERROR"]


def test_in_multi_connection_mode_there_is_no_channel() -> None:
    rig = Rig("sim7020", "AT+CIPMUX=1", *UP)
    server = rig.server()
    rig.at(f'AT+CIPSTART=0,"TCP","{server.ip}",{server.port}')
    assert rig.at("AT+CIPCHAN") == ["ERROR"]
    assert rig.at("AT+CIPMODE=1") == ["ERROR"]


def test_there_is_no_server_in_transparent_mode() -> None:
    assert Rig("sim7020", "AT+CIPMODE=1", *UP).at("AT+CIPSERVER=1,1234") == ["ERROR"]
    assert Rig("sim7020", *UP, "AT+CIPSERVER=1,1234").at("AT+CIPMODE=1") == ["ERROR"]


def test_the_mode_is_set_only_in_the_initial_state_and_after_a_connection() -> None:
    rig = Rig("sim7020", "AT+CSTT")
    assert rig.at("AT+CIPMODE=1") == ["ERROR"]
    closed = connected("sim7020")
    closed.at("AT+CIPCLOSE")
    assert closed.at("AT+CIPMODE=1") == ["OK"]


@pytest.mark.parametrize(("before", "after"), [(999, 1_001), (1_001, 999)])
def test_too_little_silence_round_the_escape_makes_it_data(before: int, after: int) -> None:
    rig = in_data_mode()
    rig.type(b"x", before * MS)
    assert rig.type(b"+++", after * MS) == []
    rig.type(b"y")
    assert rig.received() == b"x+++y"


@pytest.mark.parametrize(("gap", "answer"), [(1_000, ["OK"]), (1_001, [])])
def test_plus_signs_belong_together_when_no_second_lies_between_them(gap: int, answer: list[str]) -> None:
    rig = in_data_mode()
    rig.later(1_001 * MS)
    rig.type(b"++", gap * MS)
    assert rig.type(b"+", 1_001 * MS) == answer


@pytest.mark.parametrize(("silence", "answer"), [(200, ["OK"]), (199, [])])
def test_register_12_sets_the_silence_in_steps_of_20_ms(silence: int, answer: list[str]) -> None:
    rig = in_data_mode("ATS12=10")
    rig.type(b"x", silence * MS)
    assert rig.type(b"+++", 200 * MS) == answer


def test_register_2_sets_the_character() -> None:
    rig = in_data_mode("ATS2=42")
    assert escape(rig) == []
    assert rig.received() == b"+++"
    assert escape(rig, b"*") == ["OK"]


def test_the_registers_are_stored_in_the_profile() -> None:
    rig = Rig("sim7020", "ATS2=42", "ATS12=100;&W")
    assert rig.at("AT&F;S2?") == ["43", "OK"]
    assert rig.at("ATZ;S2?;S12?") == ["42", "100", "OK"]


def test_other_families_do_not_have_it() -> None:
    rig = connected("sim800", "AT+CIPMODE=1")
    escape(rig)
    assert rig.at("AT+CIPCHAN") == ["ERROR"]
    assert rig.at("ATS12=10") == ["ERROR"]
