"""Command lines, echo, result codes, profiles, identity."""

import pytest

from tests.emulator.conftest import MS


def test_echo_comes_back_without_the_line_feed(any_host):
    assert any_host.type("AT\r\n") == "AT\r\r\nOK\r\n"


def test_without_echo_only_the_answer_comes(any_host):
    any_host.type("ATE0\r")
    assert any_host.type("AT\r") == "\r\nOK\r\n"


def test_results_are_numbers_and_information_has_no_leading_line_end_without_verbose_results(any_host):
    any_host.say("ATV0")
    assert any_host.type("AT+CSQ\r") == "+CSQ: 20,0\r\n0\r"
    assert any_host.type("AT+NO\r") == "4\r"


def test_a_quiet_module_gives_information_but_no_results(any_host):
    assert any_host.say("ATQ1") == []
    assert any_host.say("AT+CSQ") == ["+CSQ: 20,0"]
    assert any_host.say("ATQ0") == ["OK"]


def test_commands_on_one_line_have_one_result(host):
    assert host.say("ATE0Q0S0=1+CSQ;+CREG?;S0?") == ["+CSQ: 20,0", "+CREG: 0,1", "001", "OK"]


@pytest.mark.parametrize(
    "line", ["AT+ CSQ", "AT + CSQ", "AT+CSQ ", "AT +CREG ?;+CSQ", "AT+CSQ = ?", "AT + CMEE = 0 ; + CSQ"]
)
def test_blanks_between_the_parts_of_a_command_mean_nothing(any_host, line):
    assert any_host.say(line)[-2].startswith("+CSQ: ")
    assert any_host.say(line)[-1] == "OK"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("ATS 0 = 3; S0?", ["003", "OK"]),
        ("AT E 0 V 1 S0 ?", ["000", "OK"]),
        ("AT & D 1 & F", ["OK"]),
        ("ATE 2", ["ERROR"]),
    ],
)
def test_blanks_mean_nothing_in_basic_commands_and_registers_either(host, line, answer):
    assert host.say(line) == answer


def test_an_error_ends_the_line(any_host):
    assert any_host.say("AT+NO;+CMEE=1") == ["ERROR"]
    assert any_host.say("AT+CMEE?") == ["+CMEE: 0", "OK"]


def test_a_line_of_556_characters_is_executed_and_a_longer_one_is_not(host):
    assert host.say("AT" + "S0=1" * 139) == ["OK"]
    assert host.say("AT" + "S0=2" * 139 + "E") == ["ERROR"]
    assert host.say("ATS0?") == ["001", "OK"]


def test_backspace_takes_back_a_character(host):
    assert host.say("ATS0=5\b7", "ATS0?") == ["007", "OK"]


def test_a_slash_repeats_the_last_line_without_waiting_for_a_return(host):
    host.say("AT+CSQ")
    assert host.type("A/") == "\r\n+CSQ: 20,0\r\n\r\nOK\r\n"


@pytest.mark.parametrize(
    ("number", "default", "good", "bad"),
    [
        (0, "000", "255", "256"),
        (3, "013", "13", "10"),
        (4, "010", "10", "13"),
        (5, "008", "127", "128"),
        (6, "002", "999", "1000"),
        (7, "060", "255", "0"),
        (8, "002", "0", "256"),
        (10, "015", "254", "255"),
    ],
)
def test_registers_have_a_default_and_a_range(host, number, default, good, bad):
    assert host.say(f"ATS{number}?") == [default, "OK"]
    assert host.say(f"ATS{number}={good}") == ["OK"]
    assert host.say(f"ATS{number}={bad}") == ["ERROR"]
    assert host.say(f"ATS{number}?") == [f"{int(good):03}", "OK"]
    assert host.say(f"ATS{number}=", f"ATS{number}?") == [default, "OK"]


def test_errors_are_spelt_as_cmee_asks(host):
    assert host.say("AT+NO") == ["ERROR"]
    assert host.say("AT+CMEE=1", "AT+NO") == ["+CME ERROR: 100"]
    assert host.say("AT+CREG=7") == ["+CME ERROR: 3"]
    assert host.say("AT+CMEE=2", "AT+NO") == ["+CME ERROR: unknown"]
    assert host.say("AT+CREG=7") == ["+CME ERROR: operation not allowed"]


def test_what_was_set_is_lost_without_power_unless_it_was_stored(host):
    host.say("AT+CMEE=1;+CREG=1")
    host.power_cycle()
    host.wait()
    assert host.say("AT+CMEE?;+CREG?") == ["+CMEE: 0", "+CREG: 0,1", "OK"]
    host.say("AT+CMEE=1;+CREG=1;&W")
    host.power_cycle()
    host.wait()
    assert host.say("AT+CMEE?;+CREG?") == ["+CMEE: 1", "+CREG: 1,1", "OK"]


def test_z_goes_back_to_what_was_stored_and_f_to_the_defaults(host):
    host.say("AT+CMEE=1;&W", "AT+CMEE=2", "ATZ")
    assert host.say("AT+CMEE?") == ["+CMEE: 1", "OK"]
    host.say("AT&F")
    assert host.say("AT+CMEE?") == ["+CMEE: 0", "OK"]
    host.say("ATZ")
    assert host.say("AT+CMEE?") == ["+CMEE: 1", "OK"]


def test_neither_z_nor_f_resets_what_belongs_to_the_serial_line(host):
    host.say("AT+IFC=2,2;+IPR=115200;+ICF=2,1;+CSCLK=1")
    for reset in ("ATZ", "AT&F"):
        host.say(reset)
        answer = host.say("AT+IFC?;+IPR?;+ICF?;+CSCLK?")
        assert answer == ["+IFC: 2,2", "+IPR: 115200", "+ICF: 2,1", "+CSCLK: 1", "OK"]


@pytest.mark.parametrize("command", ["ATZ1", "AT&F1", "AT&W1", "ATE2", "ATV2", "ATQ2", "ATX5", "AT&C2", "AT&D3"])
def test_a_value_beyond_the_range_of_a_basic_command_is_an_error(host, command):
    assert host.say(command) == ["ERROR"]


def test_the_present_configuration_is_shown(host):
    shown = host.say("ATX2&V")
    assert {"E: 0", "V: 1", "X: 2", "S3: 13", "&C: 1", "+IFC: 0,0", "OK"} <= set(shown)


def test_a_parity_is_kept_only_by_a_format_that_has_one(host):
    assert host.say("AT+ICF=3,0", "AT+ICF?") == ["+ICF: 3,255", "OK"]
    assert host.say("AT+ICF=2,0", "AT+ICF?") == ["+ICF: 2,0", "OK"]
    assert host.say("AT+ICF=2,2") == ["ERROR"]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("I", "SIM800 R14.18"),
        ("+GMI", "SIMCOM_Ltd"),
        ("+CGMM", "SIMCOM_SIM800L"),
        ("+CGMR", "Revision:1418B05SIM800L24"),
        ("+CGSN", "864713037301317"),
        ("+GOI", "SIM800"),
        ("+GCAP", "+GCAP: +CGSM"),
        ("+CIMI", "460001357924680"),
        ("+CCID", "898600810906F8048812"),
    ],
)
def test_the_module_tells_what_it_is(host, command, line):
    assert host.say(f"AT{command}") == [line, "OK"]


def test_with_hardware_flow_control_nothing_comes_while_rts_is_high(any_host):
    any_host.say("AT+IFC=2,2")
    any_host.set_line("RTS", high=True)
    assert any_host.say("AT+CSQ") == []
    any_host.set_line("RTS", high=False)
    assert any_host.hear() == ["+CSQ: 20,0", "OK"]


def test_without_flow_control_rts_does_not_matter(any_host):
    any_host.set_line("RTS", high=True)
    assert any_host.say("AT") == ["OK"]


@pytest.mark.parametrize("any_host", ["sim7000", "sim7020", "sim800"], indirect=True)
def test_with_software_flow_control_xoff_holds_the_output_back_until_xon(any_host):
    any_host.say("AT+IFC=1,1")
    any_host.type("\x13")
    assert any_host.say("AT") == []
    assert any_host.type("\x11") == "\r\nOK\r\n"


def test_cts_is_low_while_the_module_takes_input(any_host):
    any_host.say("AT+IFC=2,2;+CSCLK=1")
    assert any_host.lines["CTS"] is False
    any_host.set_line("DTR", high=True)
    any_host.wait(1500 * MS)
    assert any_host.lines["CTS"] is True


def test_c0_holds_dcd_low_and_c1_lets_it_follow_the_carrier(any_host):
    assert any_host.lines["DCD"] is True
    any_host.say("AT&C0")
    assert any_host.lines["DCD"] is False
    any_host.say("AT&C1")
    assert any_host.lines["DCD"] is True


def test_a_line_without_an_end_does_not_fill_the_memory(any_host):
    any_host.type("x" * 100_000)
    assert any_host.say("", "AT") == ["OK"]
