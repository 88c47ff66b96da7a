"""+CSONMI, AT+CSORCVFLAG, AT+CSORXGET."""

import pytest

from tests.emulator.cso.rig import Rig, connected


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_data_is_shown_in_digits_and_their_number(protocol: str) -> None:
    rig = connected(protocol=protocol)
    rig.at('AT+CSOSEND=0,0,"x"')
    assert rig.peer_sends(b"\x00Hi\xff") == b"\r\n+CSONMI: 0,8,004869FF\r\n"


def test_data_is_shown_as_it_is_if_asked_for() -> None:
    rig = connected("AT+CSORCVFLAG=1")
    assert rig.peer_sends(b"a\r\n\xff") == b"\r\n+CSONMI: 0,4,a\r\n\xff\r\n"


def test_data_does_not_come_between_a_prompt_and_what_is_typed() -> None:
    rig = connected()
    rig.at("AT+CSODSEND=0,2")
    assert rig.peer_sends(b"1") == b""
    assert rig.type(b"ab") == ["DATA ACCEPT: 2", "+CSONMI: 0,2,31"]


# --- fetching


def test_waiting_data_is_told_of_once_and_fetched_in_pieces() -> None:
    rig = connected("AT+CSORXGET=1")
    assert rig.peer_sends(b"a" * 1000) == b"\r\n+CSORXGET: 1,0\r\n"
    assert rig.peer_sends(b"b" * 700) == b""
    assert rig.at("AT+CSORXGET=4,0") == ["+CSORXGET: 4,0,1700", "OK"]
    assert rig.type_raw(b"AT+CSORXGET=2,0,1000\r") == b"\r\n+CSORXGET: 2,0,1000,700\r\n" + b"a" * 1000 + b"\r\nOK\r\n"
    assert rig.at("AT+CSORXGET=3,0,700") == ["+CSORXGET: 3,0,700,0", "62" * 700, "OK"]
    assert rig.at("AT+CSORXGET=3,0,700") == ["+CSORXGET: 3,0,0,0", "OK"]
    assert rig.peer_sends(b"c") == b"\r\n+CSORXGET: 1,0\r\n"


def test_each_mode_has_a_limit_of_its_own() -> None:
    rig = connected("AT+CSORXGET=1")
    rig.peer_sends(b"a" * 3000)
    assert rig.at("AT+CSORXGET=2,0,1461") == ["ERROR"]
    assert rig.at("AT+CSORXGET=3,0,731") == ["ERROR"]
    assert rig.at("AT+CSORXGET=2,0")[0] == "+CSORXGET: 2,0,1460,1540"
    assert rig.at("AT+CSORXGET=3,0")[0] == "+CSORXGET: 3,0,730,810"
    assert rig.at("AT+CSORXGET=3,0,730")[0] == "+CSORXGET: 3,0,730,80"


def test_data_waits_after_its_connection_has_ended() -> None:
    rig = connected("AT+CSORXGET=1")
    rig.peer_sends(b"last")
    rig.peer_closes()
    assert rig.at("AT+CSORXGET=2,0,10") == ["+CSORXGET: 2,0,4,0", "last", "OK"]


def test_what_waits_is_put_out_when_nobody_is_to_fetch_it_any_more() -> None:
    rig = connected("AT+CSORXGET=1")
    rig.peer_sends(b"1")
    assert rig.at("AT+CSORXGET=0") == ["OK", "+CSONMI: 0,2,31"]
    assert rig.at("AT+CSORXGET?") == ["+CSORXGET: 0", "OK"]
    assert rig.peer_sends(b"2") == b"\r\n+CSONMI: 0,2,32\r\n"


def test_there_is_nothing_to_fetch_while_data_is_pushed() -> None:
    rig = connected()
    for mode in (2, 3, 4):
        assert rig.at(f"AT+CSORXGET={mode},0") == ["ERROR"]


@pytest.mark.parametrize("rest", ["1,0", "2", "2,1", "2,0,0", "5,0", "2,0,10,10"])
def test_a_request_that_is_not_well_described_is_refused(rest: str) -> None:
    rig = connected("AT+CMEE=1", "AT+CSORXGET=1")
    assert rig.at(f"AT+CSORXGET={rest}") == ["+CME ERROR: 50"]


def test_fetching_is_forgotten_at_power_off() -> None:
    rig = Rig("AT+CSORXGET=1")
    rig.transport.power_cycle()
    rig.later(5_000_000)
    assert rig.at("AT+CSORXGET?")[-2:] == ["+CSORXGET: 0", "OK"]
