"""In what the SIM7000 differs from the SIM800 (SIM7000 note V1.01, AT command manual V1.06)."""

from __future__ import annotations

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import MS, SECOND, Host

BOOT = ["RDY", "+CFUN: 1", "+CPIN: READY", "SMS Ready"]


@pytest.fixture
def host(new_host) -> Host:
    return new_host("sim7000")


# --- command lines, registers, what is stored


def test_a_line_has_at_most_559_characters(host):
    assert host.say("AT" + "S0=1".ljust(559)) == ["OK"]
    assert host.say("AT" + "S0=2".ljust(560)) == ["ERROR"]
    assert host.say("ATS0?") == ["001", "OK"]


def test_a_line_has_at_most_39_commands_and_none_of_more_is_executed(host):
    assert host.say("AT" + "S0=1" * 39) == ["OK"]
    assert host.say("AT" + "S0=2" * 40) == ["ERROR"]
    assert host.say("ATS0?") == ["001", "OK"]


@pytest.mark.parametrize(
    ("command", "good", "bad"), [("S7=", 0, 256), ("S10=", 255, 0), ("L", 3, 4), ("M", 2, 3), ("&E", 1, 2)]
)
def test_basic_commands_have_the_ranges_of_the_manual(host, command, good, bad):
    assert host.say(f"AT{command}{good}") == ["OK"]
    assert host.say(f"AT{command}{bad}") == ["ERROR"]


def test_the_delay_before_disconnecting_is_1400_ms(host):
    assert host.say("ATS10?") == ["014", "OK"]


@pytest.mark.parametrize(
    "command",
    ["&W1", "A", "P", "T", "+CLIP=1", "+CIURC=0", "+CIPSCONT", "+CIPSCONT?", '+CIPPING="www.sim.com"', "+CSCLK=2"],
)
def test_what_the_manual_does_not_have_is_an_error(host, command):
    assert host.say(f"AT{command}") == ["ERROR"]


def test_settings_are_lost_without_power_or_kept_at_once(host):
    kept = ["+IPR: 115200", "+CSCLK: 1", "+CNMP: 38", "+CMNB: 2"]
    host.say("AT+IPR=115200;+CSCLK=1;+CNMP=38;+CMNB=2;+CMEE=1;+CGREG=1")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+IPR?;+CSCLK?;+CNMP?;+CMNB?;+CMEE?;+CGREG?") == [*kept, "+CMEE: 0", "+CGREG: 0,1", "OK"]


def test_z_and_f_both_lead_to_the_defaults(host):
    for reset in ("ATZ", "AT&F"):
        host.say("AT+CMEE=1;S0=3", reset)
        assert host.say("AT+CMEE?;S0?") == ["+CMEE: 0", "000", "OK"]


def test_the_present_configuration_shows_no_command_that_there_is_not(host):
    shown = [line.partition(":")[0] for line in host.say("AT&V")]
    assert {"E", "S10", "&C", "+CSCLK"} <= set(shown)
    assert "+CIURC" not in shown


# --- power and functionality


def test_the_start_is_reported_without_call_ready(host):
    host.say("AT+IPR=115200")
    host.power_cycle()
    assert host.hear(2 * SECOND) == BOOT


@pytest.mark.parametrize(
    ("level", "operation"), [(4, "Low Power Mode"), (5, "Factory Test Mode"), (7, "Offline"), (0, "Low Power Mode")]
)
def test_every_level_but_full_takes_the_network_away(host, level, operation):
    assert host.say(f"AT+CFUN={level}")[-1] == "OK"
    assert host.say("AT+CFUN?;+CGATT?;+CPSI?") == [
        f"+CFUN: {level}",
        "+CGATT: 0",
        f"+CPSI: NO SERVICE,{operation}",
        "OK",
    ]
    assert host.say("AT+CFUN=1")[0] == "OK"
    assert host.say("AT+CGATT?") == ["+CGATT: 1", "OK"]


def test_level_6_starts_the_module_anew_at_the_level_it_had(host):
    assert host.say("AT+IPR=115200;+CMEE=2;+CFUN=6", duration=3 * SECOND) == ["OK", *BOOT]
    assert host.say("AT+CFUN?;+CMEE?") == ["+CFUN: 1", "+CMEE: 0", "OK"]


def test_minimum_functionality_leads_to_flight_mode_and_back(host):
    assert host.say("AT+CFUN=0", "AT+CFUN=4") == ["OK", "+CPIN: READY"]
    assert host.say("AT+CFUN=0") == ["+CPIN: NOT READY", "OK"]


# --- the network


def test_registration_and_operator_tell_the_access_technology(host):
    host.say("AT+CREG=2;+CGREG=4;+CEREG=2")
    where = '"18D8","6B3F",9'
    assert host.say("AT+CREG?;+CGREG?;+CEREG?;+COPS?") == [
        f"+CREG: 2,1,{where}",
        f"+CGREG: 4,1,{where}",
        '+CEREG: 2,1,"18D8",,"6B3F",9',
        '+COPS: 0,0,"CHINA MOBILE",9',
        "OK",
    ]
    assert host.say("AT+COPS=?") == ['+COPS: (2,"CHINA MOBILE","CMCC","46000",9),,(0-4),(0-2)', "OK"]


def test_a_change_of_registration_is_reported_with_the_access_technology(host):
    host.say("AT+CREG=2;+CGREG=1;+CEREG=1")
    host.happens(net.Registration(5))
    assert host.hear() == ['+CREG: 5,"18D8","6B3F",9', "+CGREG: 5", "+CEREG: 5"]


def test_a_module_that_was_told_to_leave_the_network_stays_away_after_a_restart(host):
    host.say("AT+COPS=2")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+COPS?;+CREG?") == ["+COPS: 2", "+CREG: 0,0", "OK"]
    assert host.say("AT+COPS=0", "AT+CREG?") == ["+CREG: 0,1", "OK"]


def test_the_serving_cell_names_the_operator_and_the_signal(host):
    cell = "LTE NB-IOT,Online,460-00,0x18D8,27455,457,EUTRAN-BAND8,3702,0,0,-7,-83,-73,14"
    assert host.say("AT+CPSI?") == [f"+CPSI: {cell}", "OK"]
    host.happens(net.Signal(10, 0))
    host.happens(net.Operator("T-Mobile D", "TMO D", "26201"))
    host.hear()
    assert host.say("AT+CPSI?")[0].startswith("+CPSI: LTE NB-IOT,Online,262-01,")
    assert host.say("AT+CPSI?")[0].endswith(",-103,-93,14")


def test_the_network_gives_an_access_point_name_to_a_module_that_is_attached(host):
    assert host.say("AT+CGNAPN") == ['+CGNAPN: 1,"CMNET"', "OK"]
    assert host.say("AT+CGATT=0", "AT+CGNAPN") == ['+CGNAPN: 0,""', "OK"]


@pytest.mark.parametrize("command", ["+CNMP=3", "+CMNB=0", "+CMNB=4"])
def test_a_radio_system_that_does_not_exist_cannot_be_preferred(host, command):
    assert host.say(f"AT{command}") == ["ERROR"]


def test_24_contexts_of_four_types_can_be_defined(host):
    assert host.say("AT+CGDCONT=?") == [
        *(f'+CGDCONT: (1-24),"{kind}",,,(0-2),(0-4),(0-1),(0-1)' for kind in ("IP", "PPP", "IPV6", "IPV4V6")),
        "OK",
    ]
    assert host.say('AT+CGDCONT=24,"IPV4V6","CMNET"', "AT+CGDCONT?") == [
        '+CGDCONT: 1,"IP","","",0,0,0,0',
        '+CGDCONT: 24,"IPV4V6","CMNET","",0,0,0,0',
        "OK",
    ]
    assert host.say("AT+CGACT=1,24", "AT+CGACT?") == ["+CGACT: 1,1", "+CGACT: 24,1", "OK"]
    assert host.say('AT+CGDCONT=25,"IP"') == ["ERROR"]


def test_the_own_number_has_no_service_behind_it(host):
    assert host.say("AT+CNUM") == ['+CNUM: "","13900000000",129', "OK"]


def test_what_a_client_library_usually_begins_with_is_accepted(host):
    beginning = """
        AT ATE0 AT+CMEE=2 AT+GMM AT+CLTS=1 AT+CPIN? AT+CNMP=38 AT+CMNB=3 AT+CEREG? AT+CGREG? AT+CSQ AT+COPS? AT+CPSI?
        AT+CGNAPN AT+CGDCONT=1,"IP","CMNET" AT+CGATT=1 AT+SAPBR=3,1,"Contype","GPRS" AT+SAPBR=3,1,"APN","CMNET"
        AT+SAPBR=1,1 AT+SAPBR=2,1 AT+CIPMUX=1 AT+CIPQSEND=1 AT+CIPRXGET=1 AT+CSTT="CMNET","","" AT+CIICR AT+CIFSR;E0
    """
    for command in beginning.split():
        assert host.say(command)[-1] == "OK", command


# --- power saving mode


def test_power_saving_mode_is_off_or_on_and_kept(host):
    assert host.say("AT+CPSMS?") == ["+CPSMS: 0", "OK"]
    assert host.say('AT+CPSMS=2,,,"01000001","00000001"') == ["ERROR"]
    assert host.say('AT+CPSMS=1,,,"01000001","00100100"') == ["OK"]
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CPSMS?") == ['+CPSMS: 1,,,"01000001","00100100"', "OK"]


def test_the_end_of_deep_sleep_is_indicated_if_asked_for(host):
    assert host.say("AT+CPSMSTATUS?") == ["+CPSMSTATUS: 0", "OK"]
    host.say("AT+CPSMSTATUS=1", 'AT+CPSMS=1,,,"10000101","00000010"')  # 5 x 30 s, after 2 x 2 s
    host.hear(4 * SECOND)
    assert host.say("AT", duration=140 * SECOND) == []
    assert host.hear(12 * SECOND)[-1] == '+CPSMSTATUS: "EXIT PSM"'
    assert host.say("AT+CREG?") == ["+CREG: 0,1", "OK"]


# --- no calls, but short messages


def test_a_call_is_not_noticed_and_nobody_can_be_called(host):
    host.happens(net.IncomingCall("10086"))
    assert (host.hear(5 * SECOND), host.pulses("RI")) == ([], [])
    assert host.say("ATD10086;") == ["NO CARRIER"]
    assert host.say("ATH") == ["OK"]
    host.say("AT+CFUN=4")
    assert host.say("ATD10086") == ["ERROR"]


def test_without_a_network_there_is_no_dial_tone(host):
    host.happens(net.Registration(0))
    host.hear()
    assert host.say("ATD10086") == ["NO DIALTONE"]
    assert host.say("ATX3D10086") == ["NO CARRIER"]


def test_a_short_message_pulses_ri_for_120_ms(host):
    host.happens(net.IncomingMessage("10086", "hello"))
    assert host.hear() == ['+CMTI: "SM",1']
    assert host.pulses("RI") == [120 * MS]


# --- the TCP/IP commands


def test_the_only_bearer_is_the_packet_service(host):
    assert host.say("AT+CIPCSGP=?") == ["+CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD", "OK"]
    assert host.say('AT+CIPCSGP=0,"13900000000"') == ["ERROR"]
    assert host.say('AT+CIPCSGP=1,"internet"', "AT+CIPCSGP?") == ['+CIPCSGP: 1,"internet","",""', "OK"]


def test_the_nagle_algorithm_is_switched_and_told(host):
    assert host.say("AT+CIPOPTION?") == ["+CIPOPTION: 0", "OK"]
    assert host.say("AT+CIPOPTION=1", "AT+CIPOPTION?") == ["+CIPOPTION: 1", "OK"]
    assert host.say("AT+CIPOPTION=2") == ["ERROR"]
