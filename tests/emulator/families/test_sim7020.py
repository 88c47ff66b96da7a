"""What is a SIM7020's own in the commands that every family has (AT command manual V1.05)."""

import pytest

from tests.emulator.conftest import MS, SECOND

BOOT = ["RDY", "+CFUN: 1", "+CPIN: READY", "SMS Ready"]


@pytest.fixture
def host(new_host):
    return new_host("sim7020")


def test_with_a_fixed_rate_the_module_reports_each_step_of_its_start(host):
    host.say("AT+IPR=115200")
    host.power_cycle()
    assert host.hear(2 * SECOND) == BOOT


def test_with_automatic_detection_of_the_rate_it_starts_in_silence(host):
    assert host.say("AT+IPR?") == ["+IPR: 0", "OK"]
    host.power_cycle()
    assert host.hear(2 * SECOND) == []


def test_the_imei_is_told_by_its_kind_too_as_a_published_client_asks(host):
    assert host.say("AT+CGSN=1") == ["+CGSN: " + host.say("AT+CGSN")[0], "OK"]
    host.say("AT+CMEE=0")
    assert host.say("AT+CGSN=4") == ["ERROR"]


@pytest.mark.parametrize("reset", [1, 2])
def test_a_reset_starts_the_module_anew(host, reset):
    host.say("AT+IPR=115200")
    assert host.say(f"AT+CFUN=1,{reset}", duration=2 * SECOND) == ["OK", *BOOT]


def test_the_functionality_is_not_stored(host):
    assert host.say("AT+CFUN=?") == ["+CFUN: (0,1,4,7),(0-2)", "OK"]
    host.say("AT+CFUN=4")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CFUN?") == ["+CFUN: 1", "OK"]


def test_the_operator_and_the_registration_tell_nb_iot(host):
    assert host.say("AT+COPS?") == ['+COPS: 0,0,"CHINA MOBILE",9', "OK"]
    assert host.say("AT+CGREG=2;+CGREG?") == ['+CGREG: 2,1,"5B57","01A50B1A",9', "OK"]


@pytest.mark.parametrize(("command", "before", "after"), [("E", 1, 1), ("&C", 1, 1), ("&D", 2, 2), ("X", 4, 0)])
def test_echo_and_the_lines_are_not_stored_in_the_profile(host, command, before, after):
    assert f"{command}: {before}" in host.type("AT&V\r")
    host.say(f"AT{command}0;&W")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert f"{command}: {after}" in host.type("AT&V\r")


def test_the_rate_is_stored_at_once(host):
    host.say("AT+IPR=9600")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+IPR?") == ["+IPR: 9600", "OK"]


def test_the_way_of_sleeping_is_stored_at_once(host):
    host.say("AT+CSCLK=2")
    host.power_cycle()
    host.wait(3 * SECOND)
    assert host.type("A", 200 * MS) == ""
    assert host.say("AT+CSCLK?") == ["+CSCLK: 2", "OK"]


def test_a_line_of_2048_characters_is_executed_and_a_longer_one_is_not(host):
    line = "E0" * 1023 + "V1"
    assert host.say(f"AT{line}") == ["OK"]
    assert host.say(f"AT{line}Q0") == ["ERROR"]


def test_there_is_no_command_to_repeat_the_last_line(host):
    host.say("AT+CSQ")
    assert host.say("A/") == []
    assert host.say("AT") == ["OK"]


def test_bad_parameters_have_an_error_of_their_own(host):
    assert host.say("AT+CMEE=1", "AT+CIPMUX=2") == ["+CME ERROR: 50"]
    assert host.say("AT+CMEE=2", "AT+CIPMUX=2") == ["+CME ERROR: Incorrect Parameters"]


@pytest.mark.parametrize(
    ("register", "value"),
    [(0, "0"), (2, "43"), (3, "13"), (4, "10"), (5, "8"), (6, "2"), (7, "60"), (8, "2"), (10, "15"), (12, "050")],
)
def test_registers_are_read_without_leading_zeros_but_for_the_times(host, register, value):
    assert host.say(f"ATS{register}?") == [value, "OK"]


@pytest.mark.parametrize(
    "command",
    [
        *("AT+CIPCCFG?", "AT+CIPDPDP?", "AT+CIPRDTIMER?", "AT+CIPSCONT?", "AT+CIPSGTXT=0", "AT+CIPHEXS=?"),
        *("AT+CIURC?", "AT+GCAP", "AT+SAPBR=0,1", "AT+SNPING4=?", "ATH", "AT+CLIP?", "ATL4", "ATM3", "ATS6=11"),
    ],
)
def test_what_the_manual_does_not_have_is_an_error(host, command):
    assert host.say(command) == ["ERROR"]


def test_the_compatible_stack_begins_with_the_familys_own_settings(host):
    assert host.say("AT+CSTT?") == ['+CSTT: "","",""', "OK"]
    assert host.say("AT+CSTT;+CSTT?") == ['+CSTT: "ctnb","",""', "OK"]
    assert host.say("AT+CDNSCFG?") == ["PrimaryDns: 208.67.222.222", "SecondaryDns: 0.0.0.0", "OK"]
    assert host.say(f'AT+CIPSHUT;+CSTT="{33 * "a"}"') == ["SHUT OK", "ERROR"]
