"""The general commands as the SIM7X00 has them (SIM7500/SIM7600 AT command manual V3.00)."""

import pytest

from atconform.base.units import SECOND
from tests.emulator.netopen.rig import Rig

BOOT = ["RDY", "+CPIN: READY", "SMS DONE", "PB DONE"]


def test_the_start_is_reported_at_the_usual_rate() -> None:
    rig = Rig()
    rig.transport.power_cycle()
    assert rig.later(5 * SECOND) == BOOT
    assert "".join(rig.at("AT+CRESET", 5 * SECOND)).endswith("".join(BOOT))


def test_switched_off_the_module_says_nothing() -> None:
    rig = Rig()
    assert rig.at("AT+CPOF") == ["OK"]
    assert rig.at("AT") == []


def test_what_nobody_knows_is_a_plain_error_and_other_errors_have_a_text() -> None:
    rig = Rig()
    assert rig.at("AT+CMEE?") == ["+CMEE: 2", "OK"]
    assert rig.at("AT+NONSENSE") == ["ERROR"]
    assert rig.at("AT+CREG=7") == ["ERROR"]
    assert rig.at('AT+CPIN="1234"') == ["+CME ERROR: operation not allowed"]


@pytest.mark.parametrize(
    "command",
    ["P", "T", "+CCID", "+CPOWD=1", "+CIPSTART", "+CIICR", "+CIPSHUT", "+CSTT", "+IFC=1,1", "+CSCLK=2"],
)
def test_what_the_manual_does_not_have_is_an_error(command: str) -> None:
    assert Rig().at(f"AT{command}") == ["ERROR"]


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("ATS0=7", ("ATS0?", "007")),
        ("AT+CREG", ("AT+CREG?", "+CREG: 0,1")),
        ("AT+CSCLK", ("AT+CSCLK?", "+CSCLK: 0")),
        ("AT+CMEE", ("AT+CMEE?", "+CMEE: 2")),
        ("AT+CVHU", ("AT+CVHU?", "+CVHU: 1")),
        ("AT+IFC", ("AT+IFC?", "+IFC: 0,0")),
        ("AT+ICF", ("AT+ICF?", "+ICF: 3,3")),
        ("AT+IPR", ("AT+IPR?", "+IPR: 115200")),
    ],
)
def test_a_command_alone_means_its_default(command: str, shown: tuple[str, str]) -> None:
    rig = Rig("AT+CREG=2;+CSCLK=1;+CMEE=0;+CVHU=0;+IFC=2,2;+ICF=2,1;+IPR=9600")
    assert rig.at(command) == ["OK"]
    assert rig.at(shown[0]) == [shown[1], "OK"]


def test_the_product_is_told_in_five_lines() -> None:
    assert [line.partition(":")[0] for line in Rig().at("ATI")] == [
        *("Manufacturer", "Model", "Revision", "IMEI", "+GCAP", "OK"),
    ]
    assert Rig().at("AT+CICCID") == ["+ICCID: 898600810906F8048812", "OK"]


def test_identities_are_told_to_published_clients_by_names_that_the_manual_does_not_have() -> None:
    rig = Rig()
    assert rig.at("AT+ICCID") == rig.at("AT+CICCID")
    assert rig.at("AT+GSN") == rig.at("AT+CGSN")


def test_tcp_ip_settings_are_lost_without_power() -> None:
    rig = Rig("AT+CIPMODE=1", "AT+CIPHEAD=0", "AT+CIPRXGET=1", "AT+CIPCCFG=3")
    rig.transport.power_cycle()
    rig.later(5 * SECOND)
    rig.at("ATE0")
    shown = rig.at("AT+CIPMODE?;+CIPHEAD?;+CIPRXGET?;+CIPCCFG?")
    assert shown == ["+CIPMODE: 0", "+CIPHEAD: 1", "+CIPRXGET: 0", "+CIPCCFG: 10,0,0,1,0,0,500", "OK"]
    rig.at("ATE0")
    shown = rig.at("AT+CIPMODE?;+CIPHEAD?;+CIPRXGET?;+CIPCCFG?")
    assert shown == ["+CIPMODE: 0", "+CIPHEAD: 1", "+CIPRXGET: 0", "+CIPCCFG: 10,0,0,1,0,0,500", "OK"]


def test_the_revision_has_a_prefix() -> None:
    assert Rig().at("AT+CGMR") == ["+CGMR: SIM7600E_V1.0", "OK"]


def test_the_present_settings_stand_several_on_a_line() -> None:
    first, *others = Rig().at("AT&V")
    assert first.startswith("E: 0; Q: 0; V: 1; X: 4; S0: 0;")
    assert others[-1] == "OK"
    assert all(line.endswith(";") and len(line) <= 70 for line in (first, *others[:-1]))
