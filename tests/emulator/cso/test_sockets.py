"""AT+CSOC, AT+CSOCL: making, listing and closing sockets."""

import pytest

from atconform.base.units import MS
from tests.emulator.cso.rig import Rig, connected

CREATE = "AT+CSOC=1,1,1"


def test_there_are_five_sockets_with_the_numbers_from_0() -> None:
    rig = Rig()
    assert [rig.at(CREATE)[0] for _ in range(5)] == [f"+CSOC: {number}" for number in range(5)]
    assert rig.at(CREATE) == ["ERROR"]


def test_a_new_socket_gets_the_lowest_free_number() -> None:
    rig = Rig(*[CREATE] * 4, "AT+CSOCL=1", "AT+CSOCL=2")
    assert rig.at(CREATE) == ["+CSOC: 1", "OK"]


def test_the_sockets_are_listed_as_they_were_made() -> None:
    rig = Rig()
    assert rig.at("AT+CSOC?") == ["OK"]
    rig.at(CREATE)
    rig.at("AT+CSOC=1,2,1,1")
    assert rig.at("AT+CSOC?") == ["+CSOC: 0,1,1,1", "+CSOC: 1,1,2,1", "OK"]


def test_a_socket_is_made_while_there_is_no_bearer() -> None:
    assert Rig("AT+CFUN=0").at(CREATE) == ["+CSOC: 0", "OK"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("AT+CSOC=2,1,1", 4),  # IPv6
        ("AT+CSOC=1,3,2", 4),  # raw
        ("AT+CSOC=1,1,2", 50),
        ("AT+CSOC=0,1,1", 50),
        ("AT+CSOC=1,4,1", 50),
        ("AT+CSOC=1,1", 50),
        ("AT+CSOC=1,1,1,2", 50),
        ("AT+CSOC=1,1,1,1,1", 50),
    ],
)
def test_what_there_is_no_network_for_is_refused(command: str, code: int) -> None:
    rig = Rig("AT+CMEE=1")
    assert rig.at(command) == [f"+CME ERROR: {code}"]
    assert rig.at("AT+CSOC?") == ["OK"]


@pytest.mark.parametrize(
    "command",
    [
        "AT+CSOCL=0",
        'AT+CSOCON=0,80,"10.0.0.1"',
        "AT+CSOB=0,80",
        "AT+CSOLIS=0",
        'AT+CSOSEND=0,0,"x"',
        "AT+CSODSEND=0",
        "AT+CSOACK=0",
        "AT+CSOALIVE=0,1",
    ],
)
def test_a_socket_that_does_not_exist_can_do_nothing(command: str) -> None:
    rig = Rig("AT+CMEE=1")
    assert rig.at(command) == ["+CME ERROR: 50"]
    assert rig.at(command.replace("=0", "=7", 1)) == ["+CME ERROR: 50"]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("+CSOC", ["+CSOC: (1-2),(1-3),(1-2)"]),
        ("+CSOCON", []),
        ("+CSOB", []),
        ("+CSOLIS", []),
        ("+RETENTION", ["+RETENTION: (0-1)"]),
        ("+CSOSEND", []),
        ("+CSODSEND", []),
        ("+CSOCL", []),
        ("+CSOSENDFLAG", ["+CSOSENDFLAG: (0,1)"]),
        ("+CSORCVFLAG", ["+CSORCVFLAG: (0,1)"]),
        ("+CSOSTATUS", ["+CSOSTATUS: (0-4)"]),
        ("+CSOACK", ["+CSOACK: (0-4)"]),
        ("+CSOALIVE", ["+CSOALIVE: (0-4),(0-1),(30-7200),(30-600),(1-9)"]),
        ("+CSORXGET", ["+CSORXGET: (0-4),(0-4),(1-1460)"]),
    ],
)
def test_every_command_lists_what_it_takes(name: str, listed: list[str]) -> None:
    assert Rig().at(f"AT{name}=?") == [*listed, "OK"]


def test_closing_a_connected_socket_tells_the_far_end() -> None:
    rig = connected()
    assert rig.at("AT+CSOCL=0") == ["OK"]
    assert rig.seen() == ["connected", "fin"]


def test_closing_frees_the_number_before_the_far_end_has_answered() -> None:
    rig = connected()
    assert rig.at("AT+CSOCL=0", 10 * MS) == ["OK"]
    assert rig.at(CREATE) == ["+CSOC: 0", "OK"]
    assert rig.at("AT+CSOSTATUS=0") == ["+CSOSTATUS: 0,1", "OK"]


def test_closing_a_socket_that_is_being_connected_fails_the_connecting() -> None:
    rig = Rig(CREATE)
    server = rig.server()
    rig.at(f'AT+CSOCON=0,{server.port},"{server.ip}"', 10 * MS)
    assert rig.at("AT+CSOCL=0") == ["OK", "ERROR"]
    assert rig.at("AT+CSOC?") == ["OK"]


def test_the_sockets_share_nothing_with_the_connections_of_the_other_commands() -> None:
    rig = connected()
    rig.server("other")
    for line in ("AT+CSTT", "AT+CIICR", "AT+CIFSR"):
        rig.at(line)
    other = rig.network.peers.named("other").address
    assert rig.at(f'AT+CIPSTART="TCP","{other.ip}",{other.port}') == ["OK", "CONNECT OK"]
    assert rig.peer_sends(b"1") == b"\r\n+CSONMI: 0,2,31\r\n"
    assert rig.peer_sends(b"2", "other") == b"2"
    assert rig.at("AT+CSOCL=0") == ["OK"]
    assert rig.state() == "CONNECT OK"
