"""Opening and closing the network, its settings, its loss (SIM7X00 note, 2.2 and 2.7)."""

import pytest

from atconform.base.units import MS, SECOND
from tests.emulator.netopen.rig import MODULE_IP, Rig, connected, opened


def test_opening_and_closing_answer_ok_first() -> None:
    rig = Rig('AT+CGSOCKCONT=1,"IP","CMNET"', "AT+CSOCKSETPN=1")
    assert rig.at("AT+NETOPEN?") == ["+NETOPEN: 0", "OK"]
    for _ in range(2):
        assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]
        assert rig.at("AT+NETOPEN?") == ["+NETOPEN: 1", "OK"]
        assert rig.at("AT+IPADDR") == [f"+IPADDR: {MODULE_IP}", "OK"]
        assert rig.at("AT+NETCLOSE") == ["OK", "+NETCLOSE: 0"]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT+NETCLOSE", "+NETCLOSE: 2"),
        ("AT+IPADDR", "+IP ERROR: Network not opened"),
        ('AT+CIPOPEN=0,"TCP","1.2.3.4",1', "+CIPOPEN: 0,2"),
        ("AT+CIPCLOSE=0", "+CIPCLOSE: 0,2"),
        ("AT+CIPSEND=0,5", "+CIPERROR: 2"),
        ("AT+SERVERSTART=80,0", "+CIPERROR: 2"),
        ("AT+SERVERSTART?", "+CIPERROR: 2"),
        ("AT+SERVERSTOP=0", "+SERVERSTOP: 0,2"),
        ("AT+CIPACK=0", "+IP ERROR: Network not opened"),
    ],
)
def test_without_network_each_command_tells_its_own_error(command: str, answer: str) -> None:
    assert Rig().at(command) == [answer, "ERROR"]


def test_an_open_network_is_not_opened_again() -> None:
    rig = Rig()
    assert rig.at("AT+NETOPEN", 10 * MS) == ["OK"]
    assert rig.at("AT+NETOPEN", 10 * MS) == ["+IP ERROR: Network is already opened", "ERROR"]
    assert rig.later() == ["+NETOPEN: 0"]
    assert rig.at("AT+NETOPEN") == ["+IP ERROR: Network is already opened", "ERROR"]


def test_errors_are_numbers_if_asked_for() -> None:
    assert Rig("AT+CIPCCFG=,,,0").at("AT+IPADDR") == ["+IP ERROR: 8", "ERROR"]


def test_without_the_packet_service_or_a_context_the_network_cannot_even_begin_to_open() -> None:
    assert Rig("AT+CGATT=0").at("AT+NETOPEN") == ["ERROR"]
    assert Rig("AT+CSOCKSETPN=3").at("AT+NETOPEN") == ["ERROR"]
    assert Rig('AT+CGSOCKCONT=3,"IP","CMNET"', "AT+CSOCKSETPN=3").at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]


def test_a_network_that_refuses_is_an_error_behind_ok() -> None:
    rig = Rig()
    rig.network_does("refuse-context")
    assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 1"]
    assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]


@pytest.mark.parametrize("timeout", [3_000, 40_000])
def test_opening_takes_no_longer_than_was_set(timeout: int) -> None:
    rig = Rig(f"AT+CIPTIMEOUT={timeout}")
    rig.network_does("delay-context", 200 * SECOND)
    asked = rig.transport.now() // MS
    rig.at("AT+NETOPEN", 250 * SECOND)
    assert rig.times("+NETOPEN: 10") == [asked + 2 + timeout]
    assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]


def test_the_network_that_takes_the_context_away_is_reported_once_and_ends_everything() -> None:
    rig = connected("AT+CIPRXGET=1")
    rig.at("AT+SERVERSTART=80,0")
    rig.peer_sends(b"hello")
    assert rig.network_does("withdraw-context") == ["+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"]
    assert rig.at("AT+CIPCLOSE?") == ["+CIPCLOSE: 0,0,0,0,0,0,0,0,0,0", "OK"]
    assert rig.at("AT+CIPRXGET=2,0") == ["+IP ERROR: No data", "ERROR"]
    assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]
    assert rig.at("AT+SERVERSTART?") == ["OK"]


def test_detaching_closes_the_network_too() -> None:
    rig = opened()
    assert rig.at("AT+CGATT=0") == ["+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY", "OK"]


def test_closing_the_network_closes_links_in_order() -> None:
    rig = connected()
    assert rig.at("AT+NETCLOSE") == ["OK", "+NETCLOSE: 0"]
    assert rig.seen() == ["connected", "fin"]


def test_a_link_that_is_being_opened_fails_with_the_network() -> None:
    rig = opened()
    rig.server()
    rig.acknowledging(False)
    assert rig.open() == ["OK"]
    assert rig.at("AT+NETCLOSE") == ["OK", "+CIPOPEN: 0,1", "+NETCLOSE: 0"]


def test_the_mode_is_chosen_before_the_network_is_opened() -> None:
    rig = opened()
    assert rig.at("AT+CIPMODE=1") == ["ERROR"]
    rig.at("AT+NETCLOSE")
    assert rig.at("AT+CIPMODE=1") == ["OK"]
    assert rig.at("AT+CIPMODE?") == ["+CIPMODE: 1", "OK"]
    assert rig.at("AT+CIPMODE") == ["OK"]
    assert rig.at("AT+CIPMODE?") == ["+CIPMODE: 0", "OK"]


@pytest.mark.parametrize("name", ["+CGSOCKQREQ", "+CGSOCKEQREQ", "+CGSOCKQMIN", "+CGSOCKEQMIN", "+CSOCKAUTH"])
def test_the_commands_that_the_note_only_names_exist(name: str) -> None:
    assert Rig().at(f"AT{name}=?")[-1] == "OK"


def test_contexts_are_defined_shown_and_taken_away() -> None:
    rig = Rig('AT+CGSOCKCONT=2,"IP","three.co"', 'AT+CSOCKAUTH=2,1,"user","password"')
    assert rig.at("AT+CGSOCKCONT?") == [
        '+CGSOCKCONT: 1,"IP","","0.0.0.0",0,0',
        '+CGSOCKCONT: 2,"IP","three.co","0.0.0.0",0,0',
        "OK",
    ]
    assert rig.at("AT+CSOCKAUTH?") == ["+CSOCKAUTH: 1,0", "+CSOCKAUTH: 2,1", "OK"]
    assert rig.at("AT+CGSOCKCONT=2") == ["OK"]
    assert rig.at("AT+CGSOCKCONT?") == ['+CGSOCKCONT: 1,"IP","","0.0.0.0",0,0', "OK"]


def test_settings_keep_what_is_left_empty() -> None:
    rig = Rig("AT+CIPTIMEOUT=40000, 30000, 25000", "AT+CIPTIMEOUT=,20000", "AT+CIPCCFG=3", "AT+CIPCCFG=,,,,,,10000")
    rig.at("AT+CIPDNSSET=0,30000, 5")
    assert rig.at("AT+CIPTIMEOUT?") == ["+CIPTIMEOUT: 40000,20000,25000", "OK"]
    assert rig.at("AT+CIPCCFG?") == ["+CIPCCFG: 3,0,0,1,0,0,10000", "OK"]
    assert rig.at("AT+CIPDNSSET?") == ["+CIPDNSSET: 0,30000,5", "OK"]
    assert rig.at("AT+CIPCCFG") == ["OK"]
    assert rig.at("AT+CIPCCFG?") == ["+CIPCCFG: 10,0,0,1,0,0,500", "OK"]


@pytest.mark.parametrize(
    "command", ["AT+CIPTIMEOUT=2999", "AT+CIPCCFG=11", "AT+CIPCCFG=,,1", "AT+CIPDNSSET=4", "AT+CIPHEAD=2"]
)
def test_values_out_of_range_are_errors(command: str) -> None:
    assert Rig().at(command) == ["ERROR"]
