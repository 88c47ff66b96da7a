"""Data mode on link 0, the ways in and out, CONNECT (SIM7X00 note, 2.4 and 2.5)."""

import pytest

from atconform.base.units import MS, SECOND
from tests.emulator.netopen.rig import JUST_LONGER, Rig, connected, in_data_mode, opened

JUST_SHORTER = 999 * MS
GAP = 900 * MS


def test_a_tcp_client_enters_data_mode_with_connect_alone() -> None:
    rig = opened("AT+CIPMODE=1")
    assert rig.open() == ["CONNECT 115200"]
    assert rig.dcd == [False]
    assert rig.type_raw(b"AT\r\x1a\x03") == b""
    assert rig.received() == b"AT\r\x1a\x03"
    assert rig.peer_sends(b"\r\nOK\r\n") == b"\r\nOK\r\n"


def test_data_mode_is_left_entered_again_and_closed() -> None:
    rig = in_data_mode()
    for _ in range(2):
        assert rig.escape() == ["OK"]
        assert rig.at("ATO") == ["CONNECT 115200"]
    rig.escape()
    assert rig.at("AT+CIPCLOSE=0") == ["OK", "CLOSED", "+CIPCLOSE: 0,0"]
    assert rig.dcd == [False, True]
    assert rig.at("ATO") == ["NO CARRIER"]
    assert rig.seen() == ["connected", "fin"]


def test_udp_enters_data_mode_and_tells_its_close_before_ok() -> None:
    rig = opened("AT+CIPMODE=1")
    server = rig.server("server", "UDP")
    assert rig.at('AT+CIPOPEN=0,"UDP",,,8080') == ["+CIPOPEN: 0,3", "ERROR"]
    assert rig.at(f'AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080') == ["CONNECT 115200"]
    rig.type(b"hello")
    assert rig.received() == b"hello"
    assert rig.peer_sends(b"hi") == b"hi"
    assert rig.escape() == ["OK"]
    assert rig.type_raw(b"AT+CIPCLOSE=0\r") == b"\r\nCLOSED\r\n\r\n+CIPCLOSE: 0,0\r\n\r\nOK\r\n"


def test_a_far_end_that_is_not_there_fails_the_connection() -> None:
    rig = opened("AT+CIPMODE=1")
    assert rig.at('AT+CIPOPEN=0,"TCP","116.228.221.51",1') == ["CONNECT FAIL"]
    assert rig.open() == ["CONNECT 115200"]


def test_the_other_links_stay_in_command_mode() -> None:
    rig = in_data_mode("AT+CIPSRIP=0")
    rig.escape()
    assert rig.open(1) == ["OK", "+CIPOPEN: 1,0"]
    assert rig.send(b"one", 1) == ["OK", "+CIPSEND: 1,3,3"]
    assert rig.at("AT+CIPSEND=0,3") == ["+CIPERROR: 4", "ERROR"]
    rig.at("ATO")
    assert rig.peer_sends(b"two", connection=2) == b""
    assert rig.peer_sends(b"zero") == b"zero"
    rig.later(JUST_LONGER)
    assert rig.type_raw(b"+++", JUST_LONGER) == b"\r\nOK\r\n\r\n+IPD3\r\ntwo"


def test_data_that_arrives_in_command_mode_waits_for_ato() -> None:
    rig = in_data_mode()
    rig.escape()
    assert rig.peer_sends(b"hello") == b""
    assert rig.type_raw(b"ATO\r") == b"\r\nCONNECT 115200\r\nhello"


def test_the_far_end_that_closes_ends_data_mode() -> None:
    rig = in_data_mode()
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.dcd == [False, True]
    assert rig.at("AT") == ["OK"]


def test_losing_the_network_ends_data_mode() -> None:
    rig = in_data_mode()
    assert rig.network_does("withdraw-context") == ["+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"]
    assert rig.at("AT+NETOPEN?") == ["+NETOPEN: 0", "OK"]


# --- the server


def serving(*setup: str) -> Rig:
    rig = opened("AT+CIPMODE=1", *setup)
    rig.at("AT+SERVERSTART=8080,0")
    rig.at("AT+SERVERSTART=9090,1")
    return rig


def test_a_client_of_server_0_leads_to_data_mode() -> None:
    rig = serving("ATS0=7")
    assert rig.client(8080) == ["+CLIENT: 0,0,10.78.103.220:2020", "CONNECT 115200"]
    rig.type(b"hello")
    assert rig.received("client") == b"hello"
    assert rig.escape() == ["OK"]
    assert rig.at("AT+CIPCLOSE=0") == ["OK", "CLOSED", "+CIPCLOSE: 0,0"]
    assert rig.at("AT+SERVERSTOP=0") == ["+SERVERSTOP: 0,0", "OK"]


def test_without_automatic_answer_ato_leads_to_data_mode() -> None:
    rig = serving()
    assert rig.client(8080) == ["+CLIENT: 0,0,10.78.103.220:2020"]
    assert rig.at("ATO") == ["CONNECT 115200"]


def test_clients_of_other_servers_and_further_ones_stay_in_command_mode() -> None:
    rig = serving("ATS0=7")
    assert rig.client(9090) == ["+CLIENT: 1,1,10.78.103.220:2020"]
    rig.client(8080, "first")
    rig.escape()
    assert rig.client(8080, "second") == ["+CLIENT: 2,0,10.78.104.2:2002"]


def test_a_client_that_comes_during_a_command_waits_for_its_end() -> None:
    rig = serving("ATS0=7")
    rig.peers.open("client", "client", "TCP")
    rig.transport.write(b"AT+CMEE=?\r")
    assert rig.client(8080)[-2:] == ["+CLIENT: 0,0,10.78.103.220:2020", "CONNECT 115200"]


# --- CONNECT


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("ATX0", "CONNECT"),
        ("ATX1&E1", "CONNECT 115200"),
        ("ATX4&E0", "CONNECT 236800"),
        ("AT&E0&E", "CONNECT 115200"),
        ("AT+IPR=9600", "CONNECT 9600"),
    ],
)
def test_connect_tells_the_rate_asked_for(settings: str, text: str) -> None:
    rig = opened("AT+CIPMODE=1", settings)
    assert rig.open() == [text]
    rig.escape()
    assert rig.at("ATO") == [text]


# --- the escape sequence


@pytest.mark.parametrize(
    ("before", "gap", "after", "leaves"),
    [
        (JUST_LONGER, GAP, JUST_LONGER, True),
        (JUST_SHORTER, 0, JUST_LONGER, False),
        (JUST_LONGER, GAP + MS, JUST_LONGER, False),
        (JUST_LONGER, 0, JUST_SHORTER, False),
    ],
    ids=["all kept", "too soon", "too far apart", "followed too soon"],
)
def test_the_three_times_of_the_escape_sequence_are_kept_to(before: int, gap: int, after: int, leaves: bool) -> None:
    rig = in_data_mode()
    rig.type(b"data", before)
    rig.type(b"+", gap)
    rig.type(b"+", gap)
    said = rig.type(b"+", after)
    assert said == (["OK"] if leaves else [])
    rig.type(b"" if leaves else b"more")
    assert rig.received() == (b"data" if leaves else b"data+++more")


def test_silence_before_connect_counts() -> None:
    rig = opened("AT+CIPMODE=1", "AT+CIPTIMEOUT=,30000")
    rig.server()
    rig.acknowledging(False)
    rig.open()
    rig.acknowledging(True)
    assert rig.later(100 * MS) == ["CONNECT 115200"]
    assert rig.type(b"+++", JUST_LONGER) == ["OK"]


# --- DTR


def test_dtr_leads_out_of_data_mode_and_back() -> None:
    rig = in_data_mode()
    rig.transport.set_line("DTR", high=True)
    assert rig.later() == ["OK"]
    assert rig.at("AT+CIPCLOSE?") == ["+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0", "OK"]
    rig.transport.set_line("DTR", high=False)
    assert rig.later() == ["CONNECT 115200"]
    rig.type(b"hello")
    assert rig.received() == b"hello"


def test_without_d1_dtr_does_not_matter() -> None:
    rig = in_data_mode("AT&D0")
    rig.transport.set_line("DTR", high=True)
    assert rig.later() == []
    rig.type(b"hello")
    assert rig.received() == b"hello"


def test_without_a_connection_dtr_does_not_matter() -> None:
    rig = connected()
    rig.transport.set_line("DTR", high=True)
    rig.transport.set_line("DTR", high=False)
    assert rig.later() == []
    assert rig.at("AT") == ["OK"]


def test_with_hardware_flow_control_nothing_is_lost_while_rts_holds_data_back() -> None:
    rig = in_data_mode("AT+IFC=2,2")
    rig.transport.set_line("RTS", high=True)
    assert rig.peer_sends(b"one ") + rig.peer_sends(b"two") == b""
    rig.transport.set_line("RTS", high=False)
    assert rig.wait(SECOND) == b"one two"
