"""Power-up, functionality levels, power-down, the SIM card."""

import pytest

from atconform.emulator.families import FAMILIES, build
from atconform.emulator.general import escape
from atconform.emulator.general.line import AUTO, IPR
from atconform.emulator.general.power import Figures
from tests.emulator.conftest import MS, SECOND, Host, families_that, families_with

BOOT = ["RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"]


def test_with_a_fixed_rate_the_module_reports_each_step_of_its_start(host):
    host.say("AT+IPR=115200;&W")
    host.power_cycle()
    assert host.hear(2 * SECOND) == BOOT


@families_that(lambda family: family.settings[IPR.name].default == AUTO)
def test_while_it_finds_out_the_rate_the_module_starts_in_silence(any_host):
    assert any_host.say("AT+IPR?") == ["+IPR: 0", "OK"]
    any_host.power_cycle()
    assert any_host.hear(2 * SECOND) == []


def test_the_host_can_switch_the_reports_of_the_start_off(host):
    host.say("AT+CIURC=0;+IPR=115200;&W")
    host.power_cycle()
    assert host.hear(2 * SECOND) == [line for line in BOOT if line != "Call Ready"]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_what_is_typed_during_the_start_is_lost(family):
    host = Host(family)
    assert host.type("AT+CGMM\r", 300 * MS) == ""
    assert "AT+CGMM" not in host.wait(SECOND)
    assert host.say("AT+CGSN")[-2:] == [host.module.identity["imei"], "OK"]


def test_a_module_that_finds_out_the_rate_speaks_after_the_first_command():
    host = Host()
    assert host.hear(450 * MS) == []
    assert host.say("AT", duration=2 * SECOND) == ["OK", "+CPIN: READY", "Call Ready", "SMS Ready"]


def test_without_a_command_a_module_that_finds_out_the_rate_tells_nothing_at_all(host):
    host.say("AT+CREG=1;&W")
    host.power_cycle()
    assert host.hear(3 * SECOND) == []
    assert host.say("AT+CREG?") == ["+CREG: 1,1", "OK"]


@pytest.mark.parametrize(
    ("family", "restart"), [("sim800", "AT+CFUN=1,1"), ("sim7x00", "AT+CRESET"), ("sim7x00", "AT+CFUN=6")]
)
@pytest.mark.parametrize("typed", ["{0}\rAT\r", "{0}\r\nAT\r\n"])
def test_nothing_is_answered_between_the_ok_of_a_restart_and_the_start(new_host, family, restart, typed):
    host = new_host(family)
    host.say("ATE0")
    assert host.type(typed.format(restart), 10 * MS) == "\r\nOK\r\n"
    assert host.type("AT\r", 15 * MS) == ""


@pytest.mark.parametrize(("family", "off"), [("sim800", "AT+CPOWD=1"), ("sim7x00", "AT+CPOF")])
def test_what_is_typed_behind_power_down_is_not_answered(new_host, family, off):
    host = new_host(family)
    host.say("ATE0")
    assert host.type(f"{off}\rAT\r").count("OK") == (family == "sim7x00")


def test_the_module_is_registered_and_attached_after_its_start(any_host):
    assert any_host.say("AT+CREG?;+CGATT?") == ["+CREG: 0,1", "+CGATT: 1", "OK"]


def test_minimum_functionality_takes_the_card_and_the_network_away(host):
    assert host.say("AT+CREG=1", "AT+CFUN=0") == ["+CPIN: NOT READY", "OK", "+CREG: 0"]
    assert host.say("AT+CFUN?;+CGATT?") == ["+CFUN: 0", "+CGATT: 0", "OK"]
    assert host.say("AT+CIMI") == ["ERROR"]
    assert host.say("AT+CMEE=1", "AT+CPIN?") == ["+CME ERROR: 14"]


def test_full_functionality_brings_them_back(host):
    host.say("AT+CFUN=0")
    assert host.say("AT+CFUN=1") == ["OK", "+CPIN: READY", "Call Ready", "SMS Ready"]
    assert host.say("AT+CIMI;+CGATT?") == ["460001357924680", "+CGATT: 1", "OK"]


def test_flight_mode_takes_only_the_network_away(any_host):
    any_host.say("AT+CFUN=4")
    assert any_host.say("AT+CIMI;+CGATT?;+CREG?") == ["460001357924680", "+CGATT: 0", "+CREG: 0,0", "OK"]
    assert any_host.say("AT+CIICR") == ["ERROR"]


def test_minimum_functionality_and_flight_mode_do_not_lead_to_each_other(host):
    host.say("AT+CFUN=0")
    assert host.say("AT+CFUN=4") == ["ERROR"]
    host.say("AT+CFUN=1", "AT+CFUN=4")
    assert host.say("AT+CFUN=0") == ["ERROR"]


def test_a_level_that_is_set_during_the_start_changes_its_rest():
    host = Host()
    host.wait(450 * MS)
    assert host.say("AT+CFUN=4", duration=2 * SECOND) == ["OK", "+CPIN: READY"]
    assert host.say("AT+CFUN=1") == ["OK", "Call Ready", "SMS Ready"]


@pytest.mark.parametrize(("level", "after"), [(0, 1), (4, 4)])
def test_every_level_but_the_minimum_outlives_a_power_cycle(host, level, after):
    host.say(f"AT+CFUN={level}")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CFUN?") == [f"+CFUN: {after}", "OK"]


def test_a_reset_forgets_what_was_not_stored(host):
    host.say("AT+IPR=115200;&W;+CMEE=2")
    assert host.say("AT+CFUN=1,1", duration=3 * SECOND) == ["OK", *BOOT]
    assert host.say("AT+CMEE?") == ["+CMEE: 0", "OK"]


@families_with("+CPOWD")
def test_the_module_says_that_it_powers_down_and_is_silent_then(any_host):
    assert any_host.say("AT+CPOWD=1") == ["NORMAL POWER DOWN"]
    assert any_host.say("AT") == []
    assert (any_host.lines["CTS"], any_host.lines["DCD"]) == (True, True)
    any_host.power_cycle()
    any_host.wait(2 * SECOND)
    assert any_host.say("AT") == ["OK"]


@families_with("+CPOWD")
def test_the_module_can_be_powered_down_without_a_word(any_host):
    assert any_host.say("AT+CPOWD=0") == []
    assert any_host.say("AT") == []


def test_a_card_without_a_pin_asks_for_none(any_host):
    assert any_host.say("AT+CPIN?") == ["+CPIN: READY", "OK"]
    assert any_host.say('AT+CPIN="1234"') == ["ERROR"]


def test_a_card_with_a_pin_keeps_the_module_from_the_network_until_it_is_entered(new_host):
    host = new_host(figures={"sim.pin": "1234"})
    assert host.say("AT+CPIN?;+CREG?") == ["+CPIN: SIM PIN", "+CREG: 0,0", "OK"]
    assert host.say('AT+CPIN="1234"') == ["OK", "+CPIN: READY", "Call Ready", "SMS Ready"]
    assert host.say("AT+CREG?") == ["+CREG: 0,1", "OK"]


def test_after_three_wrong_pins_the_card_asks_for_the_puk_and_a_new_pin(new_host):
    host = new_host(figures={"sim.pin": "1234", "sim.puk": "87654321"})
    host.say("AT+CMEE=1")
    for _ in range(3):
        assert host.say("AT+CPIN=0000") == ["+CME ERROR: 16"]
    assert host.say("AT+CPIN?") == ["+CPIN: SIM PUK", "OK"]
    assert host.say("AT+CPIN=87654321") == ["+CME ERROR: 16"]
    assert host.say("AT+CPIN=87654321,4321")[0] == "OK"


def test_a_module_that_stands_alone_takes_its_time():
    short, normal = build("sim800"), build("sim800", "normal")
    assert normal.figures[Figures].boot_delay > short.figures[Figures].boot_delay
    assert normal.dialect.command_delay > short.dialect.command_delay
    assert normal.figures[escape.Figures] == short.figures[escape.Figures]


def test_the_power_key_starts_a_module_that_is_off_and_means_nothing_to_one_that_works(host):
    host.say("AT+IPR=115200;&W")
    host.press_power_key()
    assert host.hear(2 * SECOND) == []
    assert host.say("AT+CPOWD=1") == ["NORMAL POWER DOWN"]
    assert host.type("AT\r") == ""
    host.press_power_key()
    assert host.hear(2 * SECOND) == BOOT


@families_that(lambda family: "+CPOF" in family.commands)
def test_the_power_key_starts_a_module_that_was_switched_off_without_a_word(any_host):
    assert any_host.say("AT+CPOF") == ["OK"]
    assert any_host.type("AT\r") == ""
    any_host.press_power_key()
    any_host.wait(2 * SECOND)
    assert any_host.say("AT+CREG?") == ["+CREG: 0,1", "OK"]


def test_a_blocked_card_asks_for_its_puk_and_takes_a_new_pin(new_host):
    host = new_host("sim800", {"sim.blocked": True, "sim.puk": "87654321"})
    assert host.say("AT+CPIN?") == ["+CPIN: SIM PUK", "OK"]
    assert host.say('AT+CPIN="87654321"') == ["ERROR"]
    assert host.say('AT+CPIN="11111111","1234"') == ["ERROR"]
    assert host.say('AT+CPIN="87654321","1234"', duration=2 * SECOND)[:2] == ["OK", "+CPIN: READY"]
    assert host.say("AT+CREG?") == ["+CREG: 0,1", "OK"]


def test_without_a_card_the_start_says_so_and_nothing_of_a_card_is_told(new_host):
    host = new_host("sim800", {"sim.inserted": False})
    host.say("AT+IPR=115200;+CMEE=1;&W")
    host.power_cycle()
    assert host.hear(2 * SECOND) == ["RDY", "+CFUN: 1", "+CPIN: NOT INSERTED"]
    for command in ("AT+CPIN?", "AT+CPIN=1234", "AT+CIMI", "AT+CCID", "AT+CNUM"):
        assert host.say(command) == ["+CME ERROR: 10"]
    assert host.say("AT+CREG?") == ["+CREG: 0,0", "OK"]
    assert host.say("AT+CFUN=0") == ["OK"]
    assert host.say("AT+CFUN=1", duration=2 * SECOND) == ["OK", "+CPIN: NOT INSERTED"]
