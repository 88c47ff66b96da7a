"""AT+CSOB, AT+CSOLIS: local ports and the server."""

import pytest

from atconform.protocol.peer import Address
from tests.emulator.cip.rig import UP
from tests.emulator.cso.rig import MODULE_IP, Rig, connected, listening


def test_a_client_is_a_socket_of_its_own_with_data_of_its_own() -> None:
    rig = listening()
    assert rig.client(5678) == ["+NEW CLIENT CONNEC: 1"]
    assert rig.at("AT+CSOSTATUS=1") == ["+CSOSTATUS: 1,2", "OK"]
    assert rig.at('AT+CSOSEND=1,0,"Hello World"') == ["OK"]
    assert rig.received("client") == b"Hello World"
    assert rig.peer_sends(b"123", "client") == b"\r\n+CSONMI: 1,6,313233\r\n"


def test_closing_the_server_leaves_its_client() -> None:
    rig = listening()
    rig.client(5678)
    assert rig.at("AT+CSOCL=0") == ["OK"]
    assert rig.peer_sends(b"1", "client") == b"\r\n+CSONMI: 1,2,31\r\n"
    rig.client(5678, "late")
    assert rig.seen("late") == ["refused"]
    assert rig.at("AT+CSOCL=1") == ["OK"]
    assert rig.seen("client") == ["connected", "fin"]


def test_the_server_goes_on_when_a_client_has_gone() -> None:
    rig = listening()
    rig.client(5678)
    assert rig.peer_closes("client") == ["+CSOERR: 1,4"]
    rig.at("AT+CSOCL=1")
    assert rig.client(5678, "next") == ["+NEW CLIENT CONNEC: 1"]


def test_the_server_and_four_clients_are_all_there_can_be() -> None:
    rig = listening()
    for number in range(1, 5):
        assert rig.client(5678, f"client{number}") == [f"+NEW CLIENT CONNEC: {number}"]
    assert rig.client(5678, "fifth") == []
    assert rig.seen("fifth")[-1] == "rst"


def test_there_is_one_server() -> None:
    rig = listening()
    rig.at("AT+CSOC=1,1,1")
    rig.at("AT+CSOB=1,5679")
    assert rig.at("AT+CSOLIS=1") == ["ERROR"]
    rig.at("AT+CSOCL=0")
    assert rig.at("AT+CSOLIS=1") == ["OK"]


@pytest.mark.parametrize("setup", [("AT+CSOC=1,1,1",), ("AT+CSOC=1,2,1", "AT+CSOB=0,5678")])
def test_only_a_bound_tcp_socket_can_listen(setup: tuple[str, ...]) -> None:
    assert Rig(*setup).at("AT+CSOLIS=0") == ["ERROR"]


def test_listening_needs_the_bearer() -> None:
    assert Rig("AT+CSOC=1,1,1", "AT+CSOB=0,5678", "AT+CFUN=0").at("AT+CSOLIS=0") == ["ERROR", "+CSOERR: 0,11"]


def test_a_port_that_the_other_commands_listen_on_is_in_use() -> None:
    rig = Rig("AT+CIPMUX=1", "AT+CSTT", "AT+CIICR", "AT+CIFSR")
    assert rig.at("AT+CIPSERVER=1,5678") == ["OK", "SERVER OK"]
    rig.at("AT+CSOC=1,1,1")
    rig.at("AT+CSOB=0,5678")
    assert rig.at("AT+CSOLIS=0") == ["ERROR", "+CSOERR: 0,8"]
    assert rig.at("AT+CSOSTATUS=0") == ["+CSOSTATUS: 0,1", "OK"]


def test_each_server_has_its_own_clients() -> None:
    rig = Rig("AT+CIPMUX=1", "AT+CSTT", "AT+CIICR", "AT+CIFSR", "AT+CIPSERVER=1,1234")
    rig.at("AT+CSOC=1,1,1")
    rig.at("AT+CSOB=0,5678")
    rig.at("AT+CSOLIS=0")
    assert rig.client(5678, "one") == ["+NEW CLIENT CONNEC: 1"]
    assert rig.client(1234, "two")[0].endswith("REMOTE IP: 10.78.103.221")
    assert rig.seen("one") == rig.seen("two") == ["connected"]


def test_a_bound_socket_calls_from_its_port() -> None:
    rig = Rig("AT+CSOC=1,1,1", f'AT+CSOB=0,8888,"{MODULE_IP}"')
    rig.connect()
    assert [event.address for event in rig.heard if event.address] == [Address(MODULE_IP, 8888)]


def test_a_port_is_bound_by_one_socket_of_its_kind() -> None:
    rig = Rig("AT+CSOC=1,1,1", "AT+CSOC=1,1,1", "AT+CSOC=1,2,1", "AT+CSOB=0,5678")
    assert rig.at("AT+CSOB=1,5678") == ["ERROR", "+CSOERR: 1,8"]
    assert rig.at("AT+CSOB=2,5678") == ["OK"]
    assert rig.at("AT+CSOB=0,5679") == ["OK"]
    assert rig.at("AT+CSOB=1,5678") == ["OK"]


def test_only_the_modules_own_address_can_be_bound() -> None:
    rig = Rig("AT+CSOC=1,1,1")
    assert rig.at('AT+CSOB=0,5678,"10.0.0.1"') == ["ERROR", "+CSOERR: 0,12"]
    assert rig.at(f'AT+CSOB=0,5678,"{MODULE_IP}"') == ["OK"]


def test_a_connected_socket_cannot_be_bound_any_more() -> None:
    assert connected().at("AT+CSOB=0,5678") == ["ERROR", "+CSOERR: 0,5"]


@pytest.mark.parametrize("rest", ["", ",0", ",65536", ',"80"', ",80,10.0.0.1", ',80,"here"'])
def test_a_port_that_is_not_well_described_is_refused(rest: str) -> None:
    assert Rig("AT+CMEE=1", "AT+CSOC=1,1,1").at(f"AT+CSOB=0{rest}") == ["+CME ERROR: 50"]


@pytest.mark.parametrize("command", ["AT+CSOB?", "AT+CSOLIS?"])
def test_the_read_forms_of_the_server_commands_tell_nothing(command: str) -> None:
    assert listening().at(command) == ["OK"]


@pytest.mark.parametrize("mode", ["AT+CIPMUX=0", "AT+CIPMUX=1"], ids=["single", "multi"])
def test_a_port_that_a_socket_listens_on_is_not_to_be_had_by_the_other_stack(mode: str) -> None:
    rig = Rig("AT+CSOC=1,1,1", "AT+CSOB=0,1234", "AT+CSOLIS=0", mode, *UP)
    assert rig.at("AT+CIPSERVER=1,1234") == ["OK", "SERVER CLOSE"]
    assert rig.at("AT+CIPSERVER?") == ["+CIPSERVER: 0", "OK"]
    assert rig.state() == "IP STATUS"
    assert rig.at("AT+CIPSERVER=1,1235") == ["OK", "SERVER OK"]
