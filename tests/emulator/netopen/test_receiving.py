"""Received data: headers, and fetching (SIM7X00 note, 2.3.3 and 2.3.6; manual, 11.2.6)."""

import pytest

from atconform.base.units import MS
from tests.emulator.netopen.rig import connected

SOURCE = b"116.228.221.51:8500"


@pytest.mark.parametrize(
    ("head", "source", "header"),
    [
        (1, 1, b"\r\nRECV FROM:" + SOURCE + b"\r\n+IPD5\r\n"),
        (1, 0, b"\r\n+IPD5\r\n"),
        (0, 1, b"\r\nRECV FROM:" + SOURCE + b"\r\n"),
        (0, 0, b""),
    ],
)
def test_data_is_put_out_with_the_headers_asked_for(head: int, source: int, header: bytes) -> None:
    rig = connected()
    rig.at(f"AT+CIPHEAD={head};+CIPSRIP={source}")
    assert rig.peer_sends(b"hello") == header + b"hello"


def test_both_headers_are_on_by_default_and_with_the_command_alone() -> None:
    rig = connected()
    assert rig.peer_sends(b"hello") == b"\r\nRECV FROM:" + SOURCE + b"\r\n+IPD5\r\nhello"
    rig.at("AT+CIPHEAD=0;+CIPSRIP=0")
    assert rig.at("AT+CIPHEAD;+CIPSRIP;+CIPHEAD?;+CIPSRIP?") == ["+CIPHEAD: 1", "+CIPSRIP: 1", "OK"]


def test_the_other_header_names_the_link() -> None:
    rig = connected("AT+CIPCCFG=,,,,1", "AT+CIPSRIP=0")
    assert rig.peer_sends(b"hello") == b"\r\n+RECEIVE,0,5:\r\nhello"


def test_data_can_be_put_out_later() -> None:
    rig = connected("AT+CIPCCFG=,500", "AT+CIPSRIP=0")
    rig.peer_sends(b"hello")
    arrived = rig.transport.now() // MS - 1000 + 40
    assert rig.times("+IPD5") == [arrived + 500]


def test_more_than_1500_bytes_are_put_out_in_pieces() -> None:
    rig = connected("AT+CIPSRIP=0")
    out = rig.peer_sends(b"x" * 1501)
    assert out == b"\r\n+IPD1500\r\n" + b"x" * 1500 + b"\r\n+IPD1\r\nx"


def test_kept_data_is_announced_once_until_all_of_it_has_been_fetched() -> None:
    rig = connected("AT+CIPRXGET=1")
    assert rig.peer_sends(b"hello from pc 2") == b"\r\n+CIPRXGET: 1,0\r\n"
    assert rig.peer_sends(b"more") == b""
    assert rig.at("AT+CIPRXGET=4,0") == ["+CIPRXGET: 4,0,19", "OK"]
    assert rig.at("AT+CIPRXGET=2,0,5") == ["+CIPRXGET: 2,0,5,14", "hello", "OK"]
    assert rig.peer_sends(b"!") == b""
    assert rig.at("AT+CIPRXGET=3,0") == ["+CIPRXGET: 3,0,15,0", b" from pc 2more!".hex().upper(), "OK"]
    assert rig.peer_sends(b"again") == b"\r\n+CIPRXGET: 1,0\r\n"


def test_at_most_1500_bytes_or_750_as_digits_are_fetched_at_once() -> None:
    rig = connected("AT+CIPRXGET=1")
    rig.peer_sends(b"x" * 4000)
    assert rig.at("AT+CIPRXGET=2,0")[0] == "+CIPRXGET: 2,0,1500,2500"
    assert rig.at("AT+CIPRXGET=3,0")[0] == "+CIPRXGET: 3,0,750,1750"
    assert rig.at("AT+CIPRXGET=2,0,1501") == ["+IP ERROR: Invalid parameter", "ERROR"]
    assert rig.at("AT+CIPRXGET=3,0,751") == ["+IP ERROR: Invalid parameter", "ERROR"]


@pytest.mark.parametrize("number", [0, 1])
def test_how_much_waits_can_be_asked_of_a_link_that_is_not_open(number: int) -> None:
    rig = connected("AT+CIPRXGET=1")
    rig.peer_closes()
    assert rig.at(f"AT+CIPRXGET=4,{number}") == [f"+CIPRXGET: 4,{number},0", "OK"]


@pytest.mark.parametrize("command", ["AT+CIPRXGET=2,0", "AT+CIPRXGET=3,0", "AT+CIPRXGET=2,1"])
def test_where_nothing_waits_nothing_is_fetched(command: str) -> None:
    assert connected("AT+CIPRXGET=1").at(command) == ["+IP ERROR: No data", "ERROR"]


def test_an_open_link_has_nothing_waiting_at_first() -> None:
    assert connected("AT+CIPRXGET=1").at("AT+CIPRXGET=4,0") == ["+CIPRXGET: 4,0,0", "OK"]


def test_data_outlives_its_link() -> None:
    rig = connected("AT+CIPRXGET=1")
    rig.peer_sends(b"hello")
    rig.peer_closes()
    assert rig.at("AT+CIPRXGET=2,0") == ["+CIPRXGET: 2,0,5,0", "hello", "OK"]


def test_what_waits_is_put_out_when_nobody_is_to_fetch_it() -> None:
    rig = connected("AT+CIPRXGET=1", "AT+CIPSRIP=0")
    rig.peer_sends(b"x" * 1600)
    assert rig.type_raw(b"AT+CIPRXGET=0\r") == (
        b"\r\nOK\r\n\r\n+IPD1500\r\n" + b"x" * 1500 + b"\r\n+IPD100\r\n" + b"x" * 100
    )
    assert rig.at("AT+CIPRXGET=2,0") == ["+IP ERROR: Operation not supported", "ERROR"]


def test_data_waits_while_a_command_is_worked_on() -> None:
    rig = connected("AT+CIPSRIP=0")
    rig.at("AT+CIPSEND=0,5")
    assert rig.peer_sends(b"hello") == b""
    assert rig.type_raw(b"12345") == b"\r\nOK\r\n\r\n+IPD5\r\nhello\r\n+CIPSEND: 0,5,5\r\n"
