"""A socket's states, by the manual's status numbers and by what each state permits."""

import pytest

from atconform.base.units import MS
from atconform.emulator.cso import socket_states
from tests.emulator.cso.rig import Rig, connected, listening

NONE, CREATED, CONNECTED = ("+CSOSTATUS: 0,0", "OK"), ("+CSOSTATUS: 0,1", "OK"), ("+CSOSTATUS: 0,2", "OK")


def status(rig: Rig) -> tuple[str, ...]:
    return tuple(rig.at("AT+CSOSTATUS=0", 10 * MS))


def test_no_trigger_leads_out_of_the_table() -> None:
    assert set(socket_states.SOCKET.values()) <= {state for state, _ in socket_states.SOCKET}


def test_every_socket_can_be_closed() -> None:
    closable = {state for state, trigger in socket_states.SOCKET if trigger == "CSOCL"}
    assert closable == {state for state, _ in socket_states.SOCKET} - {socket_states.FREE}


def test_a_socket_is_none_then_created_then_connected_then_none() -> None:
    rig = Rig()
    shown = [status(rig)]
    rig.at("AT+CSOC=1,1,1")
    shown.append(status(rig))
    server = rig.server()
    rig.at(f'AT+CSOCON=0,{server.port},"{server.ip}"', 10 * MS)
    shown.append(status(rig))
    assert rig.later() == ["OK"]
    shown.append(status(rig))
    rig.at("AT+CSOCL=0")
    shown.append(status(rig))
    assert shown == [NONE, CREATED, CREATED, CONNECTED, NONE]


def test_a_socket_whose_connection_was_closed_by_the_far_end_is_there_and_can_be_connected_again() -> None:
    rig = connected()
    rig.peer_closes()
    assert status(rig) == CREATED
    assert rig.connect() == ["OK"]
    assert status(rig) == CONNECTED


def test_a_listening_socket_is_not_connected() -> None:
    assert status(listening()) == CREATED


@pytest.mark.parametrize("command", ["AT+CSOSTATUS=5", "AT+CSOSTATUS=", "AT+CSOSTATUS?", "AT+CSOSTATUS"])
def test_the_status_is_asked_for_with_a_number_from_0_to_4(command: str) -> None:
    assert Rig().at(command) == ["ERROR"]
