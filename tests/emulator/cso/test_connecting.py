"""AT+CSOCON: connecting, and every way in which that, or the connection, can end."""

import pytest

from atconform.base.units import MS, SECOND
from atconform.emulator.families import sim7020
from tests.emulator.cso.rig import Rig, connected, listening


@pytest.mark.parametrize(("kind", "protocol"), [(1, "TCP"), (2, "UDP")])
def test_ok_comes_when_the_connection_stands(kind: int, protocol: str) -> None:
    rig = Rig(f"AT+CSOC=1,{kind},1")
    server = rig.server(protocol=protocol)
    assert rig.at(f'AT+CSOCON=0,{server.port},"{server.ip}"', 10 * MS) == []
    assert rig.later() == ["OK"]
    assert rig.at("AT+CSOCON?") == [f"+CSOCON: 0,{kind}", "OK"]


def test_no_connection_is_listed_before_there_is_one() -> None:
    assert Rig("AT+CSOC=1,1,1").at("AT+CSOCON?") == ["OK"]


def test_a_socket_is_connected_by_name() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    rig.network.conditions.names["server.test"] = ("116.228.221.51",)
    server = rig.server()
    assert rig.at(f'AT+CSOCON=0,{server.port},"server.test"') == ["OK"]


def test_an_address_may_stand_without_quotation_marks_as_published_drivers_send_it() -> None:
    rig = Rig("AT+CSOC=1,2,1")
    server = rig.server(protocol="UDP")
    assert rig.at(f"AT+CSOCON=0,{server.port},{server.ip}") == ["OK"]


@pytest.mark.parametrize("rest", ["", ",80", ',0,"10.0.0.1"', ',65536,"10.0.0.1"', ',80,""', ',80,"a'])
def test_a_connection_that_is_not_well_described_is_refused(rest: str) -> None:
    rig = Rig("AT+CMEE=1", "AT+CSOC=1,1,1")
    assert rig.at(f"AT+CSOCON=0{rest}") == ["+CME ERROR: 50"]


@pytest.mark.parametrize(("host", "code"), [("192.0.2.1", 3), ("nowhere.test", -1)])
def test_a_connection_that_fails_is_an_error_and_then_its_code(host: str, code: int) -> None:
    rig = Rig("AT+CSOC=1,1,1")
    assert rig.at(f'AT+CSOCON=0,80,"{host}"') == ["ERROR", f"+CSOERR: 0,{code}"]
    assert rig.at("AT+CSOSTATUS=0") == ["+CSOSTATUS: 0,1", "OK"]


def test_a_host_without_a_route_is_a_route_error_until_there_is_one() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    rig.server()
    rig.network_does("cut-route", "server")
    assert rig.connect() == ["ERROR", "+CSOERR: 0,1"]
    rig.network_does("restore-route", "server")
    assert rig.connect() == ["OK"]


def test_a_far_end_that_does_not_answer_is_an_aborted_connection() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    rig.server()
    rig.acknowledging(False)
    assert rig.connect() == []
    assert rig.later(80 * SECOND) == ["ERROR", "+CSOERR: 0,2"]


def test_a_socket_is_connected_once() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    server = rig.server()
    command = f'AT+CSOCON=0,{server.port},"{server.ip}"'
    rig.at(command, 10 * MS)
    assert rig.at(command, 10 * MS) == ["ERROR", "+CSOERR: 0,9"]
    assert rig.later() == ["OK"]
    assert rig.at(command) == ["ERROR", "+CSOERR: 0,10"]
    assert rig.seen() == ["connected"]


def test_the_server_cannot_be_connected() -> None:
    assert listening().connect() == ["ERROR", "+CSOERR: 0,5"]


def test_a_connection_needs_the_bearer() -> None:
    rig = Rig("AT+CSOC=1,1,1", "AT+CFUN=0")
    assert rig.connect() == ["ERROR", "+CSOERR: 0,11"]
    assert rig.at('AT+CSOSEND=0,0,"x"') == ["ERROR", "+CSOERR: 0,11"]


def test_a_socket_is_connected_when_the_pdn_connection_has_come_up_by_itself_again() -> None:
    rig = Rig("AT+CSOC=1,1,1", "AT+CFUN=0", "AT+CFUN=1")
    rig.later(5 * SECOND)
    assert rig.connect() == ["OK"]


def test_the_far_end_closes() -> None:
    rig = connected()
    assert rig.peer_closes() == ["+CSOERR: 0,4"]
    assert rig.seen() == ["connected", "fin"]
    assert rig.at('AT+CSOSEND=0,0,"x"') == ["ERROR", "+CSOERR: 0,4"]


def test_the_far_end_resets() -> None:
    assert connected().peer_resets() == ["+CSOERR: 0,3"]


def test_data_that_is_never_acknowledged_ends_the_connection() -> None:
    rig = connected()
    rig.acknowledging(False)
    assert rig.at('AT+CSOSEND=0,0,"x"') == ["OK"]
    assert rig.later(300 * SECOND) == ["+CSOERR: 0,2"]


@pytest.mark.parametrize("action", ["withdraw-context", "detach"])
def test_losing_the_bearer_ends_every_connection_and_the_server(action: str) -> None:
    rig = listening("AT+CSOC=1,1,1", "AT+CSOCL=0")
    rig.at("AT+CSOC=1,1,1")
    rig.at("AT+CSOC=1,2,1")
    rig.at("AT+CSOC=1,1,1")
    rig.connect(1)
    rig.connect(2, "UDP", "udp")
    assert rig.network_does(action) == ["+CSOERR: 0,11", "+CSOERR: 1,11", "+CSOERR: 2,11"]
    assert rig.at("AT+CSOCON?") == ["OK"]
    assert rig.at("AT+CSOSTATUS=3") == ["+CSOSTATUS: 3,1", "OK"]


def test_losing_the_bearer_fails_the_connection_that_is_being_made() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    server = rig.server()
    rig.at(f'AT+CSOCON=0,{server.port},"{server.ip}"', 10 * MS)
    assert rig.network_does("detach") == ["ERROR", "+CSOERR: 0,11"]


def test_every_event_has_a_code_of_the_manual() -> None:
    assert set(sim7020.SOCKET_ERRORS.values()) <= {-1, *range(1, 13)}
