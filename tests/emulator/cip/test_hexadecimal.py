"""Data as hexadecimal digits: AT+CIPSENDHEX and AT+CIPHEXS."""

from __future__ import annotations

import pytest

from tests.emulator.cip.rig import UP, Rig, connected


@pytest.mark.parametrize("typed", [b"68656C6C6F\x1a", b"68656c6c6f\x1a", b"68 65 6C 6C 6F\x1a"])
def test_digits_that_are_typed_are_sent_as_bytes(typed: bytes) -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1")
    rig.at("AT+CIPSEND")
    assert rig.type(typed) == ["SEND OK"]
    assert rig.received() == b"hello"


@pytest.mark.parametrize("typed", [b"68656C6C6F1A", b"68 65 6c 6c 6f 1a"])
def test_the_digits_of_the_end_mark_end_the_entry(typed: bytes) -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1")
    rig.at("AT+CIPSEND")
    assert rig.type(typed) == ["SEND OK"]
    assert rig.received() == b"hello"


def test_digits_that_stand_in_two_bytes_are_no_end_mark() -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1")
    rig.at("AT+CIPSEND")
    assert rig.type(b"31 A1 1A") == ["SEND OK"]
    assert rig.received() == b"\x31\xa1"


def test_with_a_length_no_digits_end_the_entry() -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1")
    rig.at("AT+CIPSEND=6")
    assert rig.type(b"681A65") == ["SEND OK"]
    assert rig.received() == b"h\x1ae"


def test_without_the_setting_the_digits_are_data() -> None:
    rig = connected("sim7000")
    rig.at("AT+CIPSEND")
    assert rig.type(b"1A\x1a") == ["SEND OK"]
    assert rig.received() == b"1A"


def test_a_length_counts_the_digits_that_are_typed() -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1", "AT+CIPQSEND=1")
    rig.at("AT+CIPSEND=10")
    assert rig.type(b"68656C6C6F") == ["DATA ACCEPT:5"]
    assert rig.received() == b"hello"


@pytest.mark.parametrize("typed", [b"hello\x1a", b"123\x1a", b"\xff\xff\x1a", b"\x1a"])
def test_what_is_no_row_of_bytes_is_refused(typed: bytes) -> None:
    rig = connected("sim7000", "AT+CIPSENDHEX=1")
    rig.at("AT+CIPSEND")
    assert rig.type(typed) == ["ERROR"]
    assert rig.received() == b""


@pytest.mark.parametrize(
    ("settings", "printed"),
    [
        (("AT+CIPHEXS=1",), b"hello"),
        (("AT+CIPHEXS=2",), b"hello"),
        (("AT+CIPHEAD=1", "AT+CIPHEXS=0"), b"\r\n+IPD,5:hello"),
        (("AT+CIPHEAD=1", "AT+CIPHEXS=1"), b"\r\n+IPD,5:hello\r\n"),
        (("AT+CIPHEAD=1", "AT+CIPHEXS=2"), b"\r\n+IPD,5:68656C6C6F\r\n"),
    ],
)
def test_received_data_gets_a_suffix_and_the_form_of_digits_only_with_a_header(
    settings: tuple[str, ...], printed: bytes
) -> None:
    assert connected("sim7000", *settings).peer_sends(b"hello") == printed


def test_what_is_fetched_has_the_form_that_was_fetched() -> None:
    rig = connected("sim7000", "AT+CIPHEAD=1", "AT+CIPHEXS=2", "AT+CIPRXGET=1")
    rig.peer_sends(b"hello")
    assert rig.at("AT+CIPRXGET=2") == ["+CIPRXGET: 2,5,0", "hello", "OK"]


@pytest.mark.parametrize("command", ["AT+CIPSENDHEX", "AT+CIPHEXS"])
def test_neither_setting_can_be_read(command: str) -> None:
    rig = Rig("sim7000", *UP)
    assert rig.at(f"{command}=1") == ["OK"]
    assert rig.at(f"{command}?") == ["ERROR"]
