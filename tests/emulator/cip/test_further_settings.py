"""Settings of the TCP/IP commands that only some families have: AT+CIPSSL, AT+CIPCTL, AT+CIPFLT, AT+CIPBEIPING."""

import pytest

from atconform.base.units import SECOND
from tests.emulator.cip.rig import Rig


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT+CIPSSL=?", ["+CIPSSL: (0,1)", "OK"]),
        ("AT+CIPSSL?", ["+CIPSSL: 0", "OK"]),
        ("AT+CIPSSL=0", ["OK"]),
        ("AT+CIPSSL=1", ["ERROR"]),
        ("AT+CIPSSL=2", ["ERROR"]),
        ("AT+CIPCTL=?", ["+CIPCTL: (0-2)", "OK"]),
        ("AT+CIPCTL?", ["+CIPCTL: 0", "OK"]),
        ("AT+CIPCTL=3", ["ERROR"]),
        ("AT+CIPBEIPING=?", ["+CIPBEIPING: (0,1)", "OK"]),
        ("AT+CIPBEIPING?", ["+CIPBEIPING: 0", "OK"]),
        ("AT+CIPBEIPING=2", ["ERROR"]),
        ("AT+CIPFLT=?", ["+CIPFLT: (0-2),(1-20)", "OK"]),
        ("AT+CIPFLT?", ["OK"]),
        ("AT+CIPFLT=0", ["ERROR"]),
        ("AT+CIPFLT=0,1", ["ERROR"]),
        ("AT+CIPFLT=1,1", ["ERROR"]),
        ('AT+CIPFLT=1,21,"10.0.0.0","255.0.0.0"', ["ERROR"]),
        ('AT+CIPFLT=1,1,"10.0.0.256","255.0.0.0"', ["ERROR"]),
        ("AT+CIPATS=1", ["OK"]),
    ],
)
def test_what_a_sim800_answers(command: str, answer: list[str]) -> None:
    assert Rig("sim800").at(command) == answer


def test_rules_of_the_filter_take_the_first_free_item_and_are_kept() -> None:
    rig = Rig("sim800", 'AT+CIPFLT=1,1,"10.0.0.0","255.0.0.0"', 'AT+CIPFLT=1,,"11.0.0.0","255.0.0.0"', "AT+CIPCTL=2")
    rules = ['+CIPFLT: 1,"10.0.0.0","255.0.0.0"', '+CIPFLT: 2,"11.0.0.0","255.0.0.0"', "OK"]
    assert rig.at("AT+CIPFLT?") == rules
    rig.at("AT+CIPBEIPING=1")
    rig.transport.power_cycle()
    rig.later(5 * SECOND)
    rig.at("ATE0")
    assert rig.at("AT+CIPFLT?") == rules
    assert rig.at("AT+CIPCTL?") == ["+CIPCTL: 2", "OK"]
    assert rig.at("AT+CIPBEIPING?") == ["+CIPBEIPING: 0", "OK"]
    assert rig.at("AT+CIPFLT=0,1") == ["OK"]
    assert rig.at("AT+CIPFLT?") == rules[1:]
    assert rig.at("AT+CIPFLT=2") == ["OK"]
    assert rig.at("AT+CIPFLT?") == ["OK"]


def test_twenty_rules_are_all_that_there_are() -> None:
    rig = Rig("sim800", *['AT+CIPFLT=1,,"10.0.0.0","255.0.0.0"'] * 20)
    assert rig.at('AT+CIPFLT=1,,"10.0.0.0","255.0.0.0"') == ["ERROR"]
    assert rig.at('AT+CIPFLT=1,20,"12.0.0.0","255.0.0.0"') == ["OK"]


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020"])
def test_a_timer_without_a_time_has_the_last_one_or_the_least(family: str) -> None:
    rig = Rig(family, "AT+CIPATS=1")
    assert rig.at("AT+CIPATS?") == ["+CIPATS: 1,1", "OK"]
    assert rig.at("AT+CIPATS=0") == ["OK"]
    rig.at("AT+CIPATS=1,7")
    rig.at("AT+CIPATS=0")
    rig.at("AT+CIPATS=1")
    assert rig.at("AT+CIPATS?") == ["+CIPATS: 1,7", "OK"]
