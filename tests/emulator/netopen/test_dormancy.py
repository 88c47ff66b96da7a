"""Closing a link while the packet network is dormant, and AT+CNVW (SIM7X00 note, 2.9)."""

import pytest

from atconform.base.units import SECOND
from tests.emulator.netopen.rig import Rig, connected

DORMANT = 40 * SECOND
SET = 'AT+CNVW=1341,0,"01"'


def after_power_cycles(*setup: str, cycles: int = 1) -> Rig:
    """Make settings, take the power away so many times, and connect again."""
    rig = Rig(*setup)
    for _ in range(cycles):
        rig.transport.power_cycle()
        rig.later(5 * SECOND)
    for line in ("ATE0", "AT+NETOPEN"):
        rig.at(line)
    rig.open()
    return rig


def closed(rig: Rig) -> list[str]:
    """Close link 0, and tell what the server saw of it."""
    assert rig.at("AT+CIPCLOSE=0") == ["OK", "+CIPCLOSE: 0,0"]
    return rig.seen()[1:]


def test_in_dormancy_the_far_end_is_not_told() -> None:
    rig = connected()
    rig.later(DORMANT)
    assert closed(rig) == []
    assert rig.open() == ["OK", "+CIPOPEN: 0,0"]


def test_data_in_either_direction_keeps_the_network_from_going_dormant() -> None:
    rig = connected()
    rig.later(DORMANT)
    rig.send(b"hello")
    assert closed(rig) == ["fin"]
    rig = connected()
    rig.later(DORMANT)
    rig.peer_sends(b"hello")
    assert closed(rig) == ["fin"]


def test_the_setting_takes_effect_with_the_next_power_cycle() -> None:
    rig = connected(SET)
    rig.later(DORMANT)
    assert closed(rig) == []


@pytest.mark.parametrize("cycles", [1, 2])
def test_the_setting_outlives_power_cycles(cycles: int) -> None:
    rig = after_power_cycles(SET, cycles=cycles)
    rig.later(DORMANT)
    assert closed(rig) == ["fin"]


def test_the_setting_can_be_taken_back() -> None:
    rig = after_power_cycles(SET, 'AT+CNVW=1341,0,"00"')
    rig.later(DORMANT)
    assert closed(rig) == []


@pytest.mark.parametrize("item", ['1340,0,"01"', '1341,1,"01"', '1341,0,"02"', "1341,0,01"])
def test_no_other_item_and_value_is_known(item: str) -> None:
    assert Rig().at(f"AT+CNVW={item}") == ["ERROR"]
