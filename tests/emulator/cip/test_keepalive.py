"""AT+CIPTKA of a SIM7020, which has values for each connection number (AT command manual, 7.2.25)."""

import pytest

from tests.emulator.cip.rig import Rig


def test_switched_off_only_that_is_told() -> None:
    assert Rig("sim7020").at("AT+CIPTKA?") == ["+CIPTKA: 0", "OK"]


def test_what_is_left_out_has_its_default() -> None:
    assert Rig("sim7020", "AT+CIPTKA=1,60").at("AT+CIPTKA?") == ["+CIPTKA: 1,60,75,9", "OK"]
    assert Rig("sim7020", "AT+CIPTKA=1,60", "AT+CIPTKA=1").at("AT+CIPTKA?") == ["+CIPTKA: 1,7200,75,9", "OK"]


def test_in_multi_connection_mode_each_number_has_its_own() -> None:
    rig = Rig("sim7020", "AT+CIPMUX=1", "AT+CIPTKA=5,1,30,30,1")
    others = [f"+CIPTKA: {number},0" for number in range(5)]
    assert rig.at("AT+CIPTKA?") == [*others, "+CIPTKA: 5,1,30,30,1", "OK"]
    assert rig.at("AT+CIPTKA=?") == ["+CIPTKA: (0-5),(0-1),(30-7200),(30-600),(1-9)", "OK"]


@pytest.mark.parametrize("values", ["2", "1,29", "1,7201", "1,30,29", "1,30,601", "1,30,30,0", "1,30,30,10"])
def test_values_have_ranges(values: str) -> None:
    assert Rig("sim7020").at(f"AT+CIPTKA={values}") == ["ERROR"]
