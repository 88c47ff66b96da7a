"""AT+CIPSEND and AT+CIPACK (SIM7X00 note, 2.3.1, 2.3.2, 2.7; manual, 11.2.5, 11.2.11, 11.2.16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.units import MS, SECOND
from tests.emulator.netopen.rig import connected, opened

SPECIAL = (0x03, 0x1A, 0x1B)


def test_data_of_a_given_length_is_sent_and_told_behind_ok() -> None:
    rig = connected()
    assert rig.at("AT+CIPSEND=0,5") == [">"]
    assert rig.type_raw(b"HELLO") == b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n"
    assert rig.received() == b"HELLO"


def test_without_a_length_ctrl_z_ends_the_data() -> None:
    rig = connected()
    assert rig.at("AT+CIPSEND=0,") == [">"]
    assert rig.type(b"HELLO\x1a") == ["OK", "+CIPSEND: 0,5,5"]
    assert rig.received() == b"HELLO"


@given(st.binary(min_size=1, max_size=60), st.lists(st.integers(0, 60), max_size=3))
def test_any_byte_can_be_sent_up_to_ctrl_z_with_etx_before_the_special_ones(data: bytes, cuts: list[int]) -> None:
    rig = connected()
    typed = b"".join(b"\x03" * (byte in SPECIAL) + bytes([byte]) for byte in data) + b"\x1a"
    rig.at("AT+CIPSEND=0,")
    said: list[str] = []
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(typed)], strict=True):
        said += rig.type(typed[start:end])
    assert said == ["OK", f"+CIPSEND: 0,{len(data)},{len(data)}"]
    assert rig.received() == data


def test_escape_cancels_the_entry() -> None:
    rig = connected()
    rig.at("AT+CIPSEND=0,")
    assert rig.type(b"HELLO\x1b") == ["ERROR"]
    assert rig.received() == b""


@pytest.mark.parametrize("length", [0, 1501])
def test_at_most_1500_bytes_are_sent_at_once(length: int) -> None:
    assert connected().at(f"AT+CIPSEND=0,{length}") == ["+CIPERROR: 3", "ERROR"]


def test_1500_bytes_are_sent_at_once() -> None:
    rig = connected()
    assert rig.send(b"x" * 1500) == ["OK", "+CIPSEND: 0,1500,1500"]


def test_a_longer_entry_is_refused_when_it_ends() -> None:
    rig = connected()
    rig.at("AT+CIPSEND=0,")
    assert rig.type(b"x" * 1501 + b"\x1a") == ["+CIPERROR: 3", "ERROR"]
    assert rig.received() == b""


def test_a_link_that_was_never_open_and_one_that_is_open_no_longer_are_told_apart() -> None:
    rig = connected()
    rig.peer_closes()
    assert rig.at("AT+CIPSEND=0,5") == ["+CIPERROR: 4", "ERROR"]
    assert rig.at("AT+CIPSEND=1,5") == ["+CIPERROR: 3", "ERROR"]
    assert rig.at("AT+CIPSEND=10,5") == ["+CIPERROR: 3", "ERROR"]


def test_a_link_that_ends_while_data_is_typed_confirms_nothing() -> None:
    rig = connected()
    rig.at("AT+CIPSEND=0,5")
    assert rig.peer_closes() == []
    assert rig.type(b"HELLO") == ["OK", "+IPCLOSE: 0,1", "+CIPSEND: 0,5,-1"]


def test_one_udp_link_sends_to_many_and_hears_them() -> None:
    rig = opened()
    one, two = rig.server("one", "UDP"), rig.server("two", "UDP")
    rig.at('AT+CIPOPEN=0,"UDP",,,9000')
    for address, name in ((one, "one"), (two, "two")):
        assert rig.at(f'AT+CIPSEND=0,5,"{address.ip}",{address.port}') == [">"]
        assert rig.type(b"hello") == ["OK", "+CIPSEND: 0,5,5"]
        assert rig.received(name) == b"hello"
        assert rig.peer_sends(b"hi", name) == f"\r\nRECV FROM:{address.ip}:{address.port}\r\n+IPD2\r\nhi".encode()
    assert rig.at(f'AT+CIPSEND=0,,"{one.ip}",{one.port}') == [">"]
    assert rig.type(b"12345\x1a") == ["OK", "+CIPSEND: 0,5,5"]
    assert rig.received("one") == b"hello12345"


def test_udp_needs_an_address_for_each_datagram_and_tcp_has_none() -> None:
    rig = connected()
    rig.at('AT+CIPOPEN=1,"UDP",,,9000')
    assert rig.at("AT+CIPSEND=1,5") == ["+CIPERROR: 3", "ERROR"]
    assert rig.at('AT+CIPSEND=1,5,"1.2.3.4"') == ["+CIPERROR: 3", "ERROR"]
    assert rig.at('AT+CIPSEND=0,5,"1.2.3.4",5') == ["+CIPERROR: 3", "ERROR"]


def test_the_amounts_are_sent_acknowledged_and_received() -> None:
    rig = connected()
    rig.send(b"hello")
    rig.acknowledging(False)
    rig.send(b"again!")
    rig.peer_sends(b"abc")
    assert rig.at("AT+CIPACK=0") == ["+CIPACK: 11,5,3", "OK"]


@pytest.mark.parametrize(
    ("number", "why"),
    [(1, "Connection is not created"), (2, "Operation not supported"), (10, "Invalid parameter")],
)
def test_the_amounts_are_those_of_a_tcp_link(number: int, why: str) -> None:
    rig = connected()
    rig.at('AT+CIPOPEN=2,"UDP",,,9000')
    assert rig.at(f"AT+CIPACK={number}") == [f"+IP ERROR: {why}", "ERROR"]


def test_if_asked_for_the_result_waits_for_the_acknowledgement() -> None:
    rig = connected("AT+CIPSENDMODE=1")
    assert rig.send(b"hello", duration=70 * MS) == ["OK"]
    assert rig.later(20 * MS) == ["+CIPSEND: 0,5,5"]
    rig.at("AT+CIPSENDMODE=0")
    assert rig.send(b"hello", duration=70 * MS) == ["OK", "+CIPSEND: 0,5,5"]


def test_data_that_is_not_acknowledged_in_the_time_set_ends_the_link() -> None:
    rig = connected("AT+CIPSENDMODE=1", "AT+CIPTIMEOUT=,,25000")
    rig.acknowledging(False)
    rig.send(b"hello", duration=0)
    typed = rig.transport.now() // MS
    rig.later(30 * SECOND)
    assert rig.times("+CIPSEND: 0,5,0") == rig.times("+IPCLOSE: 0,2") == [typed + 25_000]
    assert rig.at("AT+CIPSEND=0,5") == ["+CIPERROR: 4", "ERROR"]


def test_a_link_that_breaks_fails_the_data_that_waits() -> None:
    rig = connected("AT+CIPSENDMODE=1")
    rig.acknowledging(False)
    rig.send(b"hello")
    assert rig.peer_resets() == ["+CIPSEND: 0,5,-1", "+IPCLOSE: 0,3"]
