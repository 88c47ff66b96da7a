"""AT+CSOSEND, AT+CSODSEND, AT+CSOSENDFLAG, AT+CSOACK."""

import pytest

from atconform.base.units import MS, SECOND
from tests.emulator.cso.rig import Rig, connected

# --- on the command line


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
@pytest.mark.parametrize(
    ("what", "data"),
    [
        ('0,"Hello World"', b"Hello World"),
        ('0,"3132"', b"3132"),
        ('0," a,b; c "', b" a,b; c "),
        ('10,"3132333435"', b"12345"),
        ("10,3132333435", b"12345"),
        ("4,FfaB", b"\xff\xab"),
    ],
)
def test_text_and_digits_are_sent(protocol: str, what: str, data: bytes) -> None:
    rig = connected(protocol=protocol)
    assert rig.at(f"AT+CSOSEND=0,{what}") == ["OK"]
    assert rig.received() == data


@pytest.mark.parametrize(
    "what",
    [
        "0,Hello",
        '0,""',
        '0,"Hello',
        '10,"31323334"',
        '8,"3132333435"',
        '3,"313"',
        '1,"3"',
        '4,"31G2"',
        "0",
        "",
        '0,"a",1',
    ],
)
def test_data_that_is_not_what_its_length_says_is_refused(what: str) -> None:
    rig = connected("AT+CMEE=1")
    assert rig.at(f"AT+CSOSEND=0,{what}") == ["+CME ERROR: 50"]
    assert rig.received() == b""


def test_512_bytes_are_the_most_that_one_command_sends() -> None:
    rig = connected()
    assert rig.at(f'AT+CSOSEND=0,0,"{"a" * 512}"') == ["OK"]
    assert rig.at(f'AT+CSOSEND=0,0,"{"a" * 513}"') == ["ERROR"]
    assert rig.at(f"AT+CSOSEND=0,1024,{'61' * 512}") == ["OK"]
    assert rig.at(f"AT+CSOSEND=0,1026,{'61' * 513}") == ["ERROR"]
    assert rig.received() == b"a" * 1024


def test_each_udp_command_is_a_datagram() -> None:
    rig = connected(protocol="UDP")
    rig.at('AT+CSOSEND=0,0,"one"')
    rig.at('AT+CSOSEND=0,0,"two"')
    assert [event.data for event in rig.heard] == [b"one", b"two"]


@pytest.mark.parametrize("command", ['AT+CSOSEND=0,0,"x"', "AT+CSODSEND=0", "AT+CSODSEND=0,5"])
def test_a_socket_that_is_not_connected_sends_nothing(command: str) -> None:
    assert Rig("AT+CSOC=1,1,1").at(command) == ["ERROR", "+CSOERR: 0,4"]


# --- after a prompt


def test_data_of_a_length_is_typed_after_the_prompt() -> None:
    rig = connected()
    assert rig.type_raw(b"AT+CSODSEND=0,5\r") == b"\r\n> "
    assert rig.type(b"he\x1a\x1bo") == ["DATA ACCEPT: 5"]
    assert rig.received() == b"he\x1a\x1bo"


def test_data_is_typed_up_to_ctrl_z() -> None:
    rig = connected()
    rig.at("AT+CSODSEND=0")
    assert rig.type(b"hello\x1a") == ["DATA ACCEPT: 5"]
    assert rig.received() == b"hello"


def test_esc_takes_the_data_back() -> None:
    rig = connected()
    rig.at("AT+CSODSEND=0")
    assert rig.type(b"hello\x1b") == ["OK"]
    assert rig.received() == b""


def test_nothing_typed_is_nothing_to_send() -> None:
    rig = connected("AT+CMEE=1")
    rig.at("AT+CSODSEND=0")
    assert rig.type(b"\x1a") == ["+CME ERROR: 50"]


@pytest.mark.parametrize("rest", [",0", ",1461", ",x", ",5,5"])
def test_a_length_that_cannot_be_typed_is_refused(rest: str) -> None:
    assert connected("AT+CMEE=1").at(f"AT+CSODSEND=0{rest}") == ["+CME ERROR: 50"]


def test_more_than_the_most_is_not_sent() -> None:
    rig = connected("AT+CMEE=1")
    rig.at("AT+CSODSEND=0")
    assert rig.type(b"a" * 1461 + b"\x1a") == ["+CME ERROR: 50"]
    assert rig.received() == b""


def test_a_connection_that_ends_while_data_is_typed_takes_none() -> None:
    rig = connected()
    rig.at("AT+CSODSEND=0")
    assert rig.peer_closes() == []
    assert rig.type(b"hello\x1a") == ["ERROR", "+CSOERR: 0,4", "+CSOERR: 0,4"]


# --- acknowledgements


def test_acknowledged_data_is_reported_if_asked_for() -> None:
    rig = connected("AT+CSOSENDFLAG=1")
    assert rig.at('AT+CSOSEND=0,0,"Hello World"', 50 * MS) == ["OK"]
    assert rig.later() == ["SEND: 0,11"]
    rig.at("AT+CSODSEND=0,3")
    assert rig.type(b"abc") == ["DATA ACCEPT: 3", "SEND: 0,3"]


def test_digits_are_reported_as_bytes() -> None:
    assert connected("AT+CSOSENDFLAG=1").at("AT+CSOSEND=0,6,313233") == ["OK", "SEND: 0,3"]


def test_nothing_is_reported_before_it_is_acknowledged() -> None:
    rig = connected("AT+CSOSENDFLAG=1")
    rig.acknowledging(False)
    rig.at('AT+CSOSEND=0,0,"one"')
    assert rig.at('AT+CSOSEND=0,0,"three"') == ["OK"]
    assert rig.at("AT+CSOACK=0") == ["+CSOACK: 0,8,0,8", "OK"]
    rig.acknowledging(True)
    assert rig.later(10 * SECOND) == ["SEND: 0,3", "SEND: 0,5"]
    assert rig.at("AT+CSOACK=0") == ["+CSOACK: 0,8,8,0", "OK"]


def test_udp_data_is_never_reported() -> None:
    rig = connected("AT+CSOSENDFLAG=1", protocol="UDP")
    assert rig.at('AT+CSOSEND=0,0,"abc"') == ["OK"]
    assert rig.at("AT+CSOACK=0") == ["+CSOACK: 0,3,0,3", "OK"]


def test_the_amounts_of_all_sockets_are_told() -> None:
    rig = connected()
    rig.at("AT+CSOC=1,2,1")
    rig.at('AT+CSOSEND=0,0,"abc"')
    assert rig.at("AT+CSOACK") == ["+CSOACK: 0,3,3,0", "+CSOACK: 1,0,0,0", "OK"]


@pytest.mark.parametrize("name", ["CSOSENDFLAG", "CSORCVFLAG"])
def test_the_flags_outlive_a_power_cycle(name: str) -> None:
    rig = Rig()
    assert rig.at(f"AT+{name}?") == [f"+{name}: 0", "OK"]
    assert rig.at(f"AT+{name}=1") == ["OK"]
    assert rig.at(f"AT+{name}=2") == ["ERROR"]
    rig.transport.power_cycle()
    rig.later(5 * SECOND)
    assert rig.at(f"AT+{name}?")[-2:] == [f"+{name}: 1", "OK"]
