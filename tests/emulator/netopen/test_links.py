"""Opening, listing and closing links (SIM7X00 note, 2.3.1, 2.3.2, 2.3.5)."""

import pytest

from atconform.base.units import MS, SECOND
from tests.emulator.netopen.rig import Rig, connected, opened

FREE = [f"+CIPOPEN: {number}" for number in range(10)]


def test_a_tcp_link_answers_ok_first_both_ways() -> None:
    rig = opened()
    assert rig.open() == ["OK", "+CIPOPEN: 0,0"]
    assert rig.at("AT+CIPOPEN?") == ['+CIPOPEN: 0,"TCP","116.228.221.51",8500,-1', *FREE[1:], "OK"]
    assert rig.at("AT+CIPCLOSE?") == ["+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0", "OK"]
    assert rig.at("AT+CIPCLOSE=0") == ["OK", "+CIPCLOSE: 0,0"]
    assert rig.seen() == ["connected", "fin"]
    assert rig.at("AT+CIPOPEN?") == [*FREE, "OK"]


def test_a_udp_link_tells_before_ok_both_ways() -> None:
    rig = opened()
    assert rig.at('AT+CIPOPEN=5,"UDP",,,9000') == ["+CIPOPEN: 5,0", "OK"]
    assert rig.at("AT+CIPOPEN?")[5] == '+CIPOPEN: 5,"UDP","0.0.0.0",0,-1'
    assert rig.at("AT+CIPCLOSE=5") == ["+CIPCLOSE: 5,0", "OK"]


def test_ten_links_are_open_at_once_and_there_is_no_eleventh() -> None:
    rig = opened()
    for number in range(10):
        assert rig.open(number) == ["OK", f"+CIPOPEN: {number},0"]
    assert rig.open(10) == ["+IP ERROR: Invalid parameter", "ERROR"]
    assert rig.at("AT+CIPCLOSE?") == ["+CIPCLOSE: 1,1,1,1,1,1,1,1,1,1", "OK"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ('AT+CIPOPEN=0,"TCP","1.2.3.4",1', 4),
        ('AT+CIPOPEN=1,"TCP"', 3),
        ('AT+CIPOPEN=1,"TCP","1.2.3.4"', 3),
        ('AT+CIPOPEN=1,"UDP","1.2.3.4",1', 3),
    ],
    ids=["open already", "no far end", "no port", "no local port"],
)
def test_what_cannot_be_opened_tells_why(command: str, why: int) -> None:
    number = command[len("AT+CIPOPEN=")]
    assert connected().at(command) == [f"+CIPOPEN: {number},{why}", "ERROR"]


@pytest.mark.parametrize(("number", "why"), [(1, 4), (10, 3)])
def test_a_link_that_is_not_open_cannot_be_closed(number: int, why: int) -> None:
    assert connected().at(f"AT+CIPCLOSE={number}") == [f"+CIPCLOSE: {number},{why}", "ERROR"]


def test_a_far_end_that_is_not_there_fails_the_link() -> None:
    rig = opened()
    assert rig.at('AT+CIPOPEN=0,"TCP","116.228.221.51",1') == ["OK", "+CIPOPEN: 0,1"]
    assert rig.at('AT+CIPOPEN=0,"TCP","nowhere.test",1') == ["OK", "+CIPOPEN: 0,11"]
    rig.at('AT+CIPOPEN=1,"UDP",,,9000')
    assert rig.at('AT+CIPOPEN=2,"UDP",,,9000') == ["+CIPOPEN: 2,6", "ERROR"]


@pytest.mark.parametrize(("setting", "timeout"), [("AT+CIPTIMEOUT=,30000", 30_000), ("AT", 120_000)])
def test_connecting_takes_no_longer_than_was_set(setting: str, timeout: int) -> None:
    rig = opened(setting)
    rig.server()
    rig.acknowledging(False)
    asked = rig.transport.now() // MS
    rig.open()
    rig.later(150 * SECOND)
    assert rig.times("+CIPOPEN: 0,10") == [asked + 2 + timeout]


def test_a_link_is_opened_by_name() -> None:
    rig = opened()
    rig.server()
    assert rig.at('AT+CIPOPEN=0,"TCP","www.sim.com",8500') == ["OK", "+CIPOPEN: 0,0"]
    assert rig.at("AT+CIPOPEN?")[0] == '+CIPOPEN: 0,"TCP","116.228.221.51",8500,-1'


def test_the_far_end_that_closes_or_resets_is_reported_with_its_reason() -> None:
    rig = connected()
    rig.open(1)
    assert rig.peer_closes() == ["+IPCLOSE: 0,1"]
    assert rig.peer_resets(connection=2) == ["+IPCLOSE: 1,3"]
    assert rig.at("AT+CIPOPEN?") == [*FREE, "OK"]
    assert rig.open() == ["OK", "+CIPOPEN: 0,0"]


def test_a_far_end_that_resets_while_the_link_closes_closes_it() -> None:
    rig = connected()
    rig.acknowledging(False)
    assert rig.at("AT+CIPCLOSE=0") == ["OK"]
    assert rig.peer_resets() == ["+CIPCLOSE: 0,0"]


def test_the_network_that_closes_completes_a_close() -> None:
    rig = connected()
    rig.acknowledging(False)
    rig.at("AT+CIPCLOSE=0")
    assert rig.at("AT+NETCLOSE") == ["OK", "+CIPCLOSE: 0,0", "+NETCLOSE: 0"]


def test_a_new_module_has_ten_free_links() -> None:
    assert Rig().at("AT+CIPOPEN?") == [*FREE, "OK"]
