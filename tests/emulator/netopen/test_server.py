"""AT+SERVERSTART, AT+SERVERSTOP, and clients (SIM7X00 note, 2.3.4; manual, 11.2.14 and 11.2.15)."""

from tests.emulator.netopen.rig import connected, opened


def test_four_servers_listen_and_tell_which_of_them_has_a_client() -> None:
    rig = opened()
    for index, port in enumerate((8080, 9090, 7070, 6060)):
        assert rig.at(f"AT+SERVERSTART={port},{index}") == ["OK"]
    assert rig.at("AT+SERVERSTART?") == [
        *("+SERVERSTART: 0,8080", "+SERVERSTART: 1,9090", "+SERVERSTART: 2,7070", "+SERVERSTART: 3,6060", "OK")
    ]
    assert rig.client(9090) == ["+CLIENT: 0,1,10.78.103.220:2020"]
    assert rig.at("AT+CIPOPEN?")[:2] == ['+CIPOPEN: 0,"TCP","10.78.103.220",2020,1', "+CIPOPEN: 1"]
    assert rig.send(b"HELLO") == ["OK", "+CIPSEND: 0,5,5"]
    assert rig.received("client") == b"HELLO"


def test_an_accepted_link_sends_by_length_only() -> None:
    rig = connected()
    rig.at("AT+SERVERSTART=80,0")
    rig.client(80)
    assert rig.at("AT+CIPSEND=1,") == ["+CIPERROR: 4", "ERROR"]
    assert rig.send(b"HELLO", 1) == ["OK", "+CIPSEND: 1,5,5"]
    assert rig.at("AT+CIPSEND=0,") == [">"]


def test_a_client_gets_the_lowest_free_link() -> None:
    rig = connected("AT+CIPSRIP=0")
    rig.open(2)
    rig.at("AT+SERVERSTART=80,3")
    assert rig.client(80) == ["+CLIENT: 1,3,10.78.103.220:2020"]
    assert rig.client(80) == ["+CLIENT: 3,3,10.78.103.220:2020"]
    assert rig.peer_sends(b"hi", "client", 2) == b"\r\n+IPD2\r\nhi"


def test_a_client_beyond_the_tenth_link_is_turned_away() -> None:
    rig = opened("AT+CIPHEAD=1")
    rig.at("AT+SERVERSTART=80,0")
    for number in range(10):
        assert rig.client(80) == [f"+CLIENT: {number},0,10.78.103.220:2020"]
    assert rig.client(80) == []
    assert rig.seen("client")[-1] == "rst"


def test_a_server_is_not_started_twice_nor_on_a_port_that_is_taken() -> None:
    rig = opened()
    rig.at("AT+SERVERSTART=80,0")
    assert rig.at("AT+SERVERSTART=81,0") == ["+CIPERROR: 7", "ERROR"]
    assert rig.at("AT+SERVERSTART=80,1") == ["+CIPERROR: 6", "ERROR"]
    assert rig.at("AT+SERVERSTART=81,4") == ["+CIPERROR: 3", "ERROR"]
    assert rig.at("AT+SERVERSTART=0,1") == ["+CIPERROR: 3", "ERROR"]


def test_a_server_is_stopped_when_its_clients_have_been_closed() -> None:
    rig = opened()
    rig.at("AT+SERVERSTART=80,1")
    rig.client(80)
    assert rig.at("AT+SERVERSTOP=1") == ["+SERVERSTOP: 1,9", "ERROR"]
    assert rig.at("AT+CIPCLOSE=0") == ["OK", "+CIPCLOSE: 0,0"]
    assert rig.at("AT+SERVERSTOP=1") == ["+SERVERSTOP: 1,0", "OK"]
    assert rig.client(80, "late") == []
    assert rig.seen("late") == ["refused"]


def test_a_server_that_does_not_listen_cannot_be_stopped() -> None:
    assert opened().at("AT+SERVERSTOP=0") == ["+SERVERSTOP: 0,4", "ERROR"]
    assert opened().at("AT+SERVERSTOP=4") == ["+SERVERSTOP: 4,3", "ERROR"]


def test_without_an_index_server_0_is_stopped() -> None:
    rig = opened()
    rig.at("AT+SERVERSTART=80,0")
    assert rig.at("AT+SERVERSTOP") == ["+SERVERSTOP: 0,0", "OK"]
    assert rig.at("AT+SERVERSTART=80,0") == ["OK"]
