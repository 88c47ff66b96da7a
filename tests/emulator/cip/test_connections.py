"""Opening and closing connections, single and multi, client and server."""

import pytest

from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way

MULTI = ("AT+CIPMUX=1", *UP)
CONNECTIONS = {"sim800": 6, "sim7000": 8, "sim7020": 6}
"""How many connections multi connection mode has (SIM800 and SIM7000 notes, 1; SIM7020 note, 6.1)."""
COMMA = {"sim800": ", ", "sim7000": ", ", "sim7020": ","}
"""What stands behind a connection number."""


def test_a_connection_from_ip_initial_brings_the_bearer_up_by_itself(family: str) -> None:
    rig = Rig(family)
    server = rig.server()
    assert rig.at(f'AT+CIPSTART="TCP","{server.ip}","{server.port}"', 10_000) == ["OK"]
    assert rig.state() == "IP CONFIG"
    assert rig.later() == ["CONNECT OK"]
    assert rig.at("AT+CIFSR") == ["10.78.245.128"]


def test_a_refused_bearer_fails_the_connection_and_tells_the_state(family: str) -> None:
    rig = Rig(family)
    rig.network_does("refuse-context")
    assert rig.at('AT+CIPSTART="TCP","116.228.221.51",8500') == ["OK", "STATE: PDP DEACT", "CONNECT FAIL"]


def test_a_refused_connection_tells_the_state_first(family: str) -> None:
    rig = Rig(family, *UP)
    assert rig.at('AT+CIPSTART="TCP","116.228.221.51",1') == ["OK", "STATE: IP STATUS", "CONNECT FAIL"]


def test_a_name_that_nobody_has_fails_the_connection(family: str) -> None:
    rig = Rig(family, *UP)
    assert rig.at('AT+CIPSTART="TCP","nowhere.test",80') == ["OK", "STATE: IP STATUS", "CONNECT FAIL"]


def test_a_server_that_never_answers_fails_the_connection_after_75_s(family: str) -> None:
    rig = Rig(family, *UP)
    server = rig.server()
    rig.acknowledging(False)
    assert rig.at(f'AT+CIPSTART="TCP","{server.ip}",{server.port}', 74_000_000) == ["OK"]
    assert rig.later(2_000_000) == ["STATE: IP STATUS", "CONNECT FAIL"]


def test_a_server_that_answers_late_is_connected_late(family: str) -> None:
    rig = Rig(family, *UP)
    server = rig.server()
    rig.acknowledging(False)
    assert rig.at(f'AT+CIPSTART="TCP","{server.ip}",{server.port}') == ["OK"]
    rig.acknowledging(True)
    assert rig.later() == ["CONNECT OK"]


def test_a_second_connection_is_refused_with_the_reason(family: str) -> None:
    rig = connected(family)
    assert rig.at('AT+CIPSTART="TCP","116.228.221.51",8500') == ["ERROR", "ALREADY CONNECT"]


def test_a_connection_is_made_again_after_it_was_closed(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CIPCLOSE") == ["CLOSE OK"]
    assert rig.at('AT+CIPSTART="TCP","116.228.221.51",8500') == ["OK", "CONNECT OK"]


def test_slow_closing_waits_for_the_far_end(family: str) -> None:
    rig = connected(family)
    rig.acknowledging(False)
    assert rig.at("AT+CIPCLOSE=0", 2_000_000) == []
    rig.acknowledging(True)
    assert rig.later(2_000_000) == ["CLOSE OK"]
    assert rig.seen()[-2:] == ["fin", "resend"]


def test_quick_closing_resets_and_waits_for_nobody(family: str) -> None:
    rig = connected(family)
    rig.acknowledging(False)
    assert rig.at("AT+CIPCLOSE=1", 3_000) == ["CLOSE OK"]
    rig.later()
    assert rig.seen()[-1] == "rst"


def test_a_far_end_that_closes_is_reported_and_answered_with_a_fin(family: str) -> None:
    rig = connected(family)
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.seen() == ["connected", "fin"]
    assert rig.state() == "TCP CLOSED"


def test_a_reset_is_reported_as_closed(family: str) -> None:
    rig = connected(family)
    assert rig.peer_resets() == ["CLOSED"]


def test_shutting_lets_the_far_end_see_the_close(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]
    assert rig.seen() == ["connected", "fin"]


def test_closing_without_a_connection_is_refused(family: str) -> None:
    assert Rig(family, *UP).at("AT+CIPCLOSE") == ["ERROR"]
    assert Rig(family, *MULTI).at("AT+CIPCLOSE=0") == ["ERROR"]
    assert Rig(family, *MULTI).at("AT+CIPCLOSE") == ["ERROR"]


def test_as_many_connections_are_open_at_the_same_time_as_the_note_says(family: str) -> None:
    rig, most = Rig(family, *MULTI), CONNECTIONS[family]
    server, udp = rig.server(), rig.server("udp", "UDP")
    for number in range(most):
        protocol, far = ("UDP", udp) if number % 2 else ("TCP", server)
        answer = rig.at(f'AT+CIPSTART={number},"{protocol}","{far.ip}",{far.port}')
        assert answer == ["OK", f"{number}{COMMA[family]}CONNECT OK"]
    assert rig.at(f'AT+CIPSTART={most},"TCP","{server.ip}",{server.port}') == ["ERROR"]
    assert rig.at(f'AT+CIPSTART=5,"TCP","{server.ip}",{server.port}') == ["ERROR", f"5{COMMA[family]}ALREADY CONNECT"]


def test_the_status_lists_every_number_with_what_it_was_connected_to_last(family: str) -> None:
    rig = Rig(family, *MULTI)
    server = rig.server()
    rig.at(f'AT+CIPSTART=1,"TCP","{server.ip}",{server.port}')
    rig.peer_closes()
    assert rig.at("AT+CIPSTATUS") == [
        "OK",
        "STATE: IP STATUS",
        'C: 0,,"","","","INITIAL"',
        'C: 1,0,"TCP","116.228.221.51","8500","CLOSED"',
        *(f'C: {number},,"","","","INITIAL"' for number in range(2, CONNECTIONS[family])),
    ]
    assert rig.at("AT+CIPSTATUS=1") == ['+CIPSTATUS: 1,0,"TCP","116.228.221.51","8500","CLOSED"', "OK"]


def test_a_connection_by_name_shows_its_address(family: str) -> None:
    rig = Rig(family, *MULTI)
    rig.network.conditions.names["server.test"] = ("116.228.221.51",)
    rig.server()
    assert rig.at('AT+CIPSTART=0,"TCP","SERVER.TEST",8500') == ["OK", f"0{COMMA[family]}CONNECT OK"]
    assert rig.at("AT+CIPSTATUS=0")[0] == '+CIPSTATUS: 0,0,"TCP","116.228.221.51","8500","CONNECTED"'


# --- local ports


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_single_connection_comes_from_the_port_that_was_set(family: str, protocol: str) -> None:
    rig = connected(family, f'AT+CLPORT="{protocol}",8888', protocol=protocol)
    rig.at("AT+CIPSEND=1")
    rig.type(b"x")
    assert {event.address.port for event in rig.heard if event.address} == {8888}


def test_local_ports_have_no_effect_in_multi_connection_mode(family: str) -> None:
    rig = Rig(family, 'AT+CLPORT="TCP",8888', "AT+CIPMUX=1", 'AT+CLPORT=0,"TCP",8888', *UP)
    server = rig.server()
    rig.at(f'AT+CIPSTART=0,"TCP","{server.ip}",{server.port}')
    assert [event.address.port for event in rig.heard if event.address] != [8888]
    assert rig.at("AT+CLPORT?")[0] == "+CLPORT: 0,8888,0"


# --- server


def test_a_single_connection_server_starts_from_ip_initial(family: str) -> None:
    rig = Rig(family)
    assert rig.at("AT+CIPSERVER=1,1234") == ["OK", "SERVER OK"]
    assert rig.state() == "SERVER LISTENING"
    assert rig.at("AT+CIPSERVER?") == ["+CIPSERVER: 1,1234,0,0", "OK"]


def test_a_single_connection_server_accepts_one_client_and_refuses_the_next(family: str) -> None:
    rig = Rig(family, *UP, "AT+CIPSERVER=1,1234")
    assert rig.client(1234) == ["REMOTE IP: 10.78.103.220"]
    assert rig.state() == "CONNECT OK"
    assert rig.client(1234, "other") == []
    assert rig.seen("other")[-1] == "rst"
    assert rig.peer_sends(b"hello", "client") == b"hello"


def test_closing_the_server_leaves_the_client_connected(family: str) -> None:
    rig = Rig(family, *UP, "AT+CIPSERVER=1,1234")
    rig.client(1234)
    assert rig.at("AT+CIPSERVER=0") == ["OK", "SERVER CLOSE"]
    assert rig.peer_sends(b"still here", "client") == b"still here"
    assert rig.client(1234, "late") == []
    assert rig.seen("late") == ["refused"]
    assert rig.at("AT+CIPCLOSE") == ["CLOSE OK"]


def test_the_server_listens_again_when_its_client_has_gone(family: str) -> None:
    rig = Rig(family, *UP, "AT+CIPSERVER=1,1234")
    rig.client(1234)
    assert rig.peer_closes("client") == ["CLOSED"]
    assert rig.state() == "SERVER LISTENING"
    assert rig.client(1234) == ["REMOTE IP: 10.78.103.220"]


def test_closing_without_a_client_closes_the_listening_server(family: str) -> None:
    rig = Rig(family, *UP, "AT+CIPSERVER=1,1234")
    assert rig.at("AT+CIPCLOSE") == ["CLOSE OK"]
    assert rig.state() == "TCP CLOSED"
    rig.client(1234)
    assert rig.seen("client") == ["refused"]


def test_clients_get_the_lowest_free_numbers_and_the_server_takes_the_place_of_one(family: str) -> None:
    rig, most = Rig(family, *MULTI), CONNECTIONS[family]
    server = rig.server()
    rig.at(f'AT+CIPSTART=1,"TCP","{server.ip}",{server.port}')
    assert rig.at("AT+CIPSERVER=1,8888") == ["OK", "SERVER OK"]
    numbers = [int(rig.client(8888)[0][0]) for _ in range(most - 2)]
    assert numbers == [0, *range(2, most - 1)]
    assert rig.client(8888) == []
    assert rig.seen("client")[-1] == "rst"
    assert rig.at(f'AT+CIPSTART={most - 1},"TCP","{server.ip}",{server.port}') == ["ERROR"]


def test_the_status_shows_the_server_between_the_state_and_the_connections(family: str) -> None:
    rig = Rig(family, *MULTI, "AT+CIPSERVER=1,8888")
    rig.client(8888)
    shown = rig.at("AT+CIPSTATUS")
    assert shown[1:4] == [
        "STATE: IP PROCESSING",
        'S: 0,0,"8888","LISTENING"',
        'C: 0,0,"TCP","10.78.103.220","2020","CONNECTED"',
    ]


def test_the_status_stands_with_one_empty_line_between_its_parts(family: str) -> None:
    rig = Rig(family, *MULTI, "AT+CIPSERVER=1,8888")
    unused = b"".join(b'C: %d,,"","","","INITIAL"\r\n' % number for number in range(CONNECTIONS[family]))
    server = b'\r\nS: 0,0,"8888","LISTENING"\r\n'
    expected = b"\r\nOK\r\n\r\nSTATE: IP PROCESSING\r\n" + server + b"\r\n" + unused
    assert rig.type_raw(b"AT+CIPSTATUS\r") == expected


def test_a_server_in_multi_connection_mode_needs_the_bearer(family: str) -> None:
    assert Rig(family, "AT+CIPMUX=1").at("AT+CIPSERVER=1,8888") == ["ERROR"]


# --- two contexts


@in_sim800s_way
def test_each_context_has_a_state_an_address_and_connections_of_its_own(family: str) -> None:
    rig = Rig(family, *MULTI)
    server = rig.server()
    rig.at(f'AT+CIPSTART=0,"TCP","{server.ip}",{server.port}')
    assert rig.at("AT+CIPSGTXT=1") == ["OK"]
    assert rig.state() == "IP INITIAL"
    assert [rig.at(line) for line in ('AT+CSTT="CMWAP"', "AT+CIICR", "AT+CIFSR")][2] == ["10.204.70.11"]
    rig.at(f'AT+CIPSTART=1,"TCP","{server.ip}",{server.port}')
    assert rig.at("AT+CIPSTATUS=1")[0].startswith("+CIPSTATUS: 1,1,")
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]
    assert rig.at("AT+CIPSTATUS=0")[0].endswith('"CONNECTED"')
    assert rig.at("AT+CIPCLOSE=0") == ["0, CLOSE OK"]


def test_there_is_one_context_in_single_connection_mode(family: str) -> None:
    assert Rig(family).at("AT+CIPSGTXT=1") == ["ERROR"]


# --- modes


def test_the_connection_mode_is_changed_in_ip_initial_only(family: str) -> None:
    rig = Rig(family, "AT+CSTT")
    assert rig.at("AT+CIPMUX=1") == ["ERROR"]
    rig.at("AT+CIPSHUT")
    assert rig.at("AT+CIPMUX=1") == ["OK"]
    rig.at("AT+CSTT")
    assert rig.at("AT+CIPMUX=0") == ["ERROR"]


@in_sim800s_way
def test_transparent_mode_is_not_for_multi_connection_mode(family: str) -> None:
    rig = Rig(family, "AT+CIPMODE=1", *MULTI)
    server = rig.server()
    assert rig.at("AT+CIPMODE=1") == ["ERROR"]
    assert rig.at(f'AT+CIPSTART=0,"TCP","{server.ip}",{server.port}') == ["OK", "0, CONNECT OK"]


# --- the local address


def test_the_extended_answer_names_the_address_and_ends_with_ok() -> None:
    rig = Rig("sim7000", 'AT+CSTT="CMNET"')
    assert rig.at("AT+CIFSREX") == ["ERROR"]
    rig.at("AT+CIICR")
    assert rig.at("AT+CIFSREX") == ["+CIFSREX: 10.78.245.128", "OK"]
    assert rig.state() == "IP STATUS"
