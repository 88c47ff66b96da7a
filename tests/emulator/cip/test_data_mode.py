"""Transparent mode: into data mode and out of it, and what passes through."""

import pytest

from atconform.base.units import MS
from atconform.protocol.peer import PeerClose, PeerSend
from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way

pytestmark = in_sim800s_way


def in_data_mode(family: str, *setup: str, protocol: str = "TCP") -> Rig:
    return connected(family, "AT+CIPMODE=1", *setup, protocol=protocol)


def escape(rig: Rig) -> list[str]:
    rig.later(1_001 * MS)
    return rig.type(b"+++", 1_001 * MS)


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_client_enters_data_mode_with_connect(family: str, protocol: str) -> None:
    rig = Rig(family, "AT+CIPMODE=1", *UP)
    server = rig.server(protocol=protocol)
    assert rig.at(f'AT+CIPSTART="{protocol}","{server.ip}",{server.port}') == ["OK", "CONNECT"]
    assert rig.dcd == [False]
    assert rig.type_raw(b"AT\r\x1a") == b""
    assert rig.received() == b"AT\r\x1a"
    assert rig.peer_sends(b"\r\nOK\r\n") == b"\r\nOK\r\n"


def test_a_server_enters_data_mode_with_each_client(family: str) -> None:
    rig = Rig(family, "AT+CIPMODE=1", *UP, "AT+CIPSERVER=1,1234")
    assert rig.client(1234) == ["REMOTE IP: 10.78.103.220", "CONNECT"]
    assert rig.peer_closes("client") == ["CLOSED"]
    assert rig.client(1234) == ["REMOTE IP: 10.78.103.220", "CONNECT"]
    rig.type(b"hello")
    assert rig.received("client") == b"hello"


def test_a_client_that_comes_during_a_command_waits_for_its_end(family: str) -> None:
    rig = Rig(family, "AT+CIPMODE=1", *UP, "AT+CIPSERVER=1,1234")
    rig.peers.open("client", "client", "TCP")
    rig.transport.write(b"AT+CMEE=?\r")
    assert rig.client(1234)[-2:] == ["REMOTE IP: 10.78.103.220", "CONNECT"]


def test_data_that_arrives_in_command_mode_waits_for_ato(family: str) -> None:
    rig = in_data_mode(family)
    assert escape(rig) == ["OK"]
    assert rig.peer_sends(b"hello") == b""
    assert rig.type_raw(b"ATO\r") == b"\r\nCONNECT\r\nhello"


def test_ato_needs_the_connection(family: str) -> None:
    rig = in_data_mode(family)
    escape(rig)
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.at("ATO") == ["ERROR"]
    assert Rig(family).at("ATO") == ["ERROR"]


def test_the_far_end_that_closes_ends_data_mode(family: str) -> None:
    rig = in_data_mode(family)
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.dcd == [False, True]
    assert rig.at("AT") == ["OK"]


def test_losing_the_context_ends_data_mode(family: str) -> None:
    rig = in_data_mode(family)
    assert rig.network_does("withdraw-context") == ["+PDP: DEACT"]
    assert rig.dcd == [False, True]
    assert rig.at("AT") == ["OK"]


def test_closing_by_command_after_the_escape_makes_dcd_inactive(family: str) -> None:
    rig = in_data_mode(family)
    escape(rig)
    assert rig.dcd == [False]
    assert rig.at("AT+CIPCLOSE") == ["CLOSE OK"]
    assert rig.dcd == [False, True]


def test_the_escape_sequence_can_be_turned_off(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,2,1024,0")
    assert escape(rig) == []
    assert rig.received() == b"+++"


def test_data_leaves_when_a_block_is_full_or_the_wait_is_over(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,10,4,1")
    rig.type(b"12345", 500 * MS)
    assert rig.received() == b"1234"
    rig.later(600 * MS)
    assert rig.received() == b"12345"


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_more_than_one_block_goes_block_by_block(family: str, protocol: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,10,4,1", protocol=protocol)
    rig.type(b"1234567890", 500 * MS)
    assert [event.data for event in rig.heard if event.kind == "received"] == [b"1234", b"5678"]


def test_the_wait_counts_from_the_last_byte(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,10,1024,1")
    rig.type(b"1", 900 * MS)
    rig.type(b"2", 900 * MS)
    assert rig.received() == b""
    rig.later(200 * MS)
    assert rig.received() == b"12"


def test_what_was_typed_before_the_escape_is_sent(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,10,1024,1")
    rig.type(b"last words", 1_001 * MS)
    rig.type(b"+++", 1_001 * MS)
    rig.later()
    assert rig.received() == b"last words"


def test_received_data_is_put_out_in_portions(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,2,1024,1,1,50,100")
    rig.peers.request(PeerSend("server", 1, bytes(120)))
    assert [len(rig.wait(100 * MS)) for _ in range(4)] == [50, 50, 20, 0]


def test_a_portion_that_arrives_during_the_pause_waits_for_its_end(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,2,1024,1,1,50,500")
    rig.peers.request(PeerSend("server", 1, b"first"))
    assert rig.wait(200 * MS) == b"first"
    rig.peers.request(PeerSend("server", 1, b"second"))
    assert rig.wait(300 * MS) == b""
    assert rig.wait(100 * MS) == b"second"


def test_portions_that_have_not_been_put_out_come_before_the_close(family: str) -> None:
    rig = in_data_mode(family, "AT+CIPCCFG=5,2,1024,1,1,50,1000")
    rig.peers.request(PeerSend("server", 1, b"x" * 120))
    rig.peers.request(PeerClose("server", 1))
    assert rig.wait(500 * MS) == b"x" * 120 + b"\r\nCLOSED\r\n"


@pytest.mark.parametrize(("low", "answer"), [(1_000, ["OK"]), (999, [])])
def test_dtr_leaves_data_mode_after_a_second(family: str, low: int, answer: list[str]) -> None:
    rig = Rig(family, "AT&D1", "AT+CIPMODE=1", *UP)
    rig.transport.set_line("DTR", high=True)
    server = rig.server()
    rig.at(f'AT+CIPSTART="TCP","{server.ip}",{server.port}')
    rig.transport.set_line("DTR", high=False)
    rig.later(low * MS)
    rig.transport.set_line("DTR", high=True)
    assert rig.later() == answer
