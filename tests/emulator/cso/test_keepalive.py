"""AT+CSOALIVE."""

import pytest

from tests.emulator.cso.rig import Rig

TWO = ("AT+CSOC=1,1,1", "AT+CSOC=1,1,1")


def test_probes_are_off_until_they_are_switched_on() -> None:
    rig = Rig(*TWO)
    assert rig.at("AT+CSOALIVE?") == ["+CSOALIVE: 0,0", "+CSOALIVE: 1,0", "OK"]
    assert rig.at("AT+CSOALIVE=1,1") == ["OK"]
    assert rig.at("AT+CSOALIVE?") == ["+CSOALIVE: 0,0", "+CSOALIVE: 1,1,7200,75,9", "OK"]
    assert rig.at("AT+CSOALIVE=1,0") == ["OK"]
    assert rig.at("AT+CSOALIVE?") == ["+CSOALIVE: 0,0", "+CSOALIVE: 1,0", "OK"]


@pytest.mark.parametrize(("given", "shown"), [("30", "30,75,9"), ("7200,600", "7200,600,9"), ("60,30,1", "60,30,1")])
def test_figures_that_are_left_out_have_their_defaults(given: str, shown: str) -> None:
    rig = Rig("AT+CSOC=1,1,1", f"AT+CSOALIVE=0,1,{given}")
    assert rig.at("AT+CSOALIVE?") == [f"+CSOALIVE: 0,1,{shown}", "OK"]


@pytest.mark.parametrize("rest", ["", ",2", ",1,29", ",1,7201", ",1,30,29", ",1,30,601", ",1,30,30,0", ",1,30,30,10"])
def test_figures_out_of_range_are_refused(rest: str) -> None:
    assert Rig(*TWO).at(f"AT+CSOALIVE=0{rest}") == ["ERROR"]


def test_figures_have_no_place_behind_off() -> None:
    assert Rig(*TWO).at("AT+CSOALIVE=0,0,30") == ["ERROR"]


def test_probes_are_for_tcp() -> None:
    rig = Rig("AT+CSOC=1,2,1")
    assert rig.at("AT+CSOALIVE=0,1") == ["ERROR"]
    assert rig.at("AT+CSOALIVE?") == ["OK"]
