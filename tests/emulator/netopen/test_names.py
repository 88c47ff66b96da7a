"""Names, name servers that do not answer, echo requests (SIM7X00 note, 2.8; manual, 11.3)."""

import pytest

from atconform.base.units import MS, SECOND
from tests.emulator.netopen.rig import Rig, opened

ASK = 'AT+CDNSGIP="www.baidu.com"'
FAILED = "+CDNSGIP: 0,10"


def silent(*setup: str, rig: Rig | None = None) -> Rig:
    made = rig or opened(*setup)
    made.network_does("silence-name-servers")
    return made


def asked(rig: Rig) -> int:
    """Ask for a name, wait for the end, and tell how long that took, in milliseconds."""
    begin = rig.transport.now() // MS + 2
    rig.at(ASK, 400 * SECOND)
    assert len(rig.times(FAILED)) == 1
    return rig.times(FAILED)[0] - begin


def test_the_address_comes_before_ok() -> None:
    assert opened().at(ASK) == ['+CDNSGIP: 1,"www.baidu.com","119.75.218.77"', "OK"]


def test_a_name_that_nobody_has_is_an_error() -> None:
    assert opened().at('AT+CDNSGIP="nowhere.test"') == [FAILED, "ERROR"]


@pytest.mark.parametrize("name", ["", "-a.test", "a..test", "x" * 64, "a b", ".".join(["abc"] * 64)])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert opened().at(f'AT+CDNSGIP="{name}"') == ["ERROR"]


@pytest.mark.parametrize(
    ("setting", "seconds"),
    [
        ("AT+CIPDNSSET=0,30000,5", 3 + 4 + 5 + 6 + 7 + 8),
        ("AT+CIPDNSSET=0,30000,0", 3),
        ("AT", 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10),
    ],
)
def test_each_query_waits_a_second_longer_than_the_last(setting: str, seconds: int) -> None:
    assert asked(silent(setting)) == seconds * 1000


def test_the_network_is_opened_for_a_query_and_closed_behind_it() -> None:
    rig = Rig()
    assert rig.at(ASK) == ['+CDNSGIP: 1,"www.baidu.com","119.75.218.77"', "OK"]
    assert rig.at("AT+NETOPEN?") == ["+NETOPEN: 0", "OK"]
    assert rig.network.subscriber.active_contexts() == []


def test_63_seconds_are_the_most_that_the_recommended_setting_takes() -> None:
    rig = silent(rig=Rig("AT+CIPDNSSET=0,30000,5"))
    rig.network_does("delay-context", 29 * SECOND)
    taken = asked(rig)
    assert taken == 29_230 + 33_000
    assert taken <= 63_000


def test_a_network_that_does_not_open_fails_the_query_after_its_tries() -> None:
    rig = Rig("AT+CIPDNSSET=0,3000,5")
    rig.network_does("delay-context", 30 * SECOND)
    assert asked(rig) == 3_000


def test_a_network_that_does_not_open_the_first_time_is_tried_again() -> None:
    rig = Rig("AT+CIPDNSSET=1,3000,5")
    rig.network_does("delay-context", 30 * SECOND)
    assert rig.at(ASK, 10 * SECOND) == ['+CDNSGIP: 1,"www.baidu.com","119.75.218.77"', "OK"]


def test_without_the_packet_service_there_is_no_query() -> None:
    assert Rig("AT+CGATT=0").at(ASK) == [FAILED, "ERROR"]


def test_closing_the_network_ends_the_queries() -> None:
    rig = silent()
    assert rig.at(ASK) == []
    assert rig.at("AT+NETCLOSE") == ["OK", FAILED, "ERROR", "+NETCLOSE: 0"]


def test_a_link_by_name_fails_when_nobody_answers() -> None:
    rig = silent("AT+CIPDNSSET=0,30000,1")
    assert rig.at('AT+CIPOPEN=0,"TCP","www.sim.com",8500', 6 * SECOND) == ["OK"]
    assert rig.later(2 * SECOND) == ["+CIPOPEN: 0,11"]


def test_an_answer_to_a_later_query_is_in_time() -> None:
    rig = silent()
    rig.at(ASK)
    rig.network_does("restore-name-servers")
    assert rig.later(3 * SECOND) == ['+CDNSGIP: 1,"www.baidu.com","119.75.218.77"', "OK"]


# --- echo requests


def test_echo_requests_are_told_one_by_one_and_in_sum() -> None:
    rig = opened()
    line = "+CPING: 1,119.75.218.77,32,80,245"
    assert rig.at('AT+CPING="www.baidu.com",1,3,32,1000', 5 * SECOND) == [
        *("OK", line, line, line, "+CPING: 3,3,3,0,80,80,80"),
    ]
    first, second, third = rig.times(line)
    assert (second - first, third - second) == (1_000, 1_000)


def test_lost_requests_are_told_too() -> None:
    rig = opened()
    assert rig.at('AT+CPING="10.1.2.3",1,2', 30 * SECOND) == [
        *("OK", "+CPING: 2", "+CPING: 2", "+CPING: 3,2,0,2,0,0,0"),
    ]


def test_without_network_the_sum_is_all_there_is() -> None:
    assert Rig().at('AT+CPING="www.baidu.com",1') == ["OK", "+CPING: 3,0,0,0,0,0,0"]


def test_a_run_can_be_stopped_and_there_is_one_at_a_time() -> None:
    rig = opened()
    assert rig.at("AT+CPINGSTOP") == ["ERROR"]
    rig.at('AT+CPING="www.baidu.com",1,100', 2080 * MS)
    assert rig.at('AT+CPING="www.baidu.com",1', 10 * MS) == ["ERROR"]
    assert rig.at("AT+CPINGSTOP", 10 * MS) == ["+CPING: 3,2,1,1,80,80,80", "OK"]
    assert rig.later(10 * SECOND) == []


def test_the_name_of_an_address_is_looked_up_with_and_without_an_open_network() -> None:
    rig = Rig()
    assert rig.at("AT+CDNSGHNAME=?") == ["OK"]
    for _ in range(2):
        assert rig.at('AT+CDNSGHNAME="116.228.221.51"') == ['+CDNSGHNAME: 1,"www.sim.com","116.228.221.51"', "OK"]
        assert rig.at('AT+CDNSGHNAME="10.9.8.7"') == ["+CDNSGHNAME: 0,10", "ERROR"]
        rig.at("AT+NETOPEN")


@pytest.mark.parametrize("given", ['"www.sim.com"', "116.228.221.51", '"1.2.3"', ""])
def test_what_is_no_address_has_no_name(given: str) -> None:
    assert Rig().at(f"AT+CDNSGHNAME={given}") == ["ERROR"]
