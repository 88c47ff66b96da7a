"""The bearers of the applications: AT+SAPBR, AT+CNACT, AT+CNETSTART and what belongs to them."""

import pytest

from tests.emulator.conftest import MS, families_with

KEPT = ['AT+SAPBR=3,2,"APN","internet"', "AT+SAPBR=3,2,APN,internet", "AT + SAPBR = 3, 2, Apn, internet"]


@families_with("+SAPBR")
@pytest.mark.parametrize("command", KEPT)
def test_a_bearer_profile_is_set_with_and_without_quotation_marks_and_blanks(any_host, command):
    assert any_host.say(command) == ["OK"]
    assert "APN: internet" in any_host.say("AT+SAPBR=4,2")
    assert "APN: " in any_host.say("AT+SAPBR=4,1")


@families_with("+SAPBR")
@pytest.mark.parametrize(
    "command",
    [
        "AT+SAPBR=5,1",
        "AT+SAPBR=2,0",
        "AT+SAPBR=2,4",
        "AT+SAPBR=3,1",
        'AT+SAPBR=3,1,"NAME","x"',
        'AT+SAPBR=3,1,"CONTYPE","LTE"',
        f'AT+SAPBR=3,1,"USER","{33 * "x"}"',
        f'AT+SAPBR=3,1,"APN","{65 * "x"}"',
    ],
)
def test_what_a_bearer_profile_cannot_be_is_refused(any_host, command):
    assert any_host.say(command) == ["ERROR"]


def test_a_sim7000_has_no_circuit_switched_bearers(new_host):
    assert new_host("sim7000").say("AT+CMEE=0", 'AT+SAPBR=3,1,"RATE","1"') == ["ERROR"]
    assert new_host("sim800").say('AT+SAPBR=3,1,"RATE",1') == ["OK"]
    assert new_host("sim800").say('AT+SAPBR=3,1,"RATE",4') == ["ERROR"]


def test_each_profile_has_a_bearer_of_its_own(host):
    host.say("AT+SAPBR=1,1", "AT+SAPBR=1,3")
    assert host.say("AT+SAPBR=2,2") == ['+SAPBR: 2,3,"0.0.0.0"', "OK"]
    assert host.say("AT+SAPBR=2,3") == ['+SAPBR: 3,1,"10.89.193.3"', "OK"]
    assert host.say('AT+SAPBR=3,3,"APN","other"') == ["OK"]  # also while it is open
    lost = host.say("AT+CGATT=0")
    assert [line for line in lost if "DEACT" in line] == ["+SAPBR 1: DEACT", "+SAPBR 3: DEACT"]


@pytest.mark.parametrize(
    ("family", "command", "told"),
    [
        ("sim800", "AT+CFUN=0", ["+SAPBR 1: DEACT", "+PDP: DEACT", "+CPIN: NOT READY", "OK"]),
        ("sim7000", "AT+CFUN=0", ["+SAPBR 1: DEACT", "+PDP: DEACT", "+CPIN: NOT READY", "OK"]),
        ("sim800", "AT+CFUN=4", ["+SAPBR 1: DEACT", "+PDP: DEACT", "OK"]),
        ("sim800", "AT+CPOWD=1", ["+SAPBR 1: DEACT", "+PDP: DEACT", "NORMAL POWER DOWN"]),
        ("sim800", "AT+CPOWD=0", []),
    ],
)
def test_what_ends_with_the_radio_is_told_before_the_answer(new_host, family, command, told):
    host = new_host(family)
    host.say('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR", "AT+SAPBR=1,1")
    assert host.say(command) == told


def test_a_context_does_not_outlive_the_radio(host):
    host.say('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR", "AT+CFUN=0")
    assert host.say("AT+CIPSTATUS") == ["OK", "STATE: PDP DEACT"]
    assert host.say("AT+CFUN=1", duration=3000 * MS)[-1] == "SMS Ready"
    assert host.say("AT+CIPSHUT", 'AT+CSTT="CMNET"', "AT+CIICR") == ["OK"]


def test_calls_are_ready_when_call_ready_has_been_said(host):
    assert host.say("AT+CCALR?") == ["+CCALR: 1", "OK"]
    assert host.say("AT+CFUN=4", "AT+CCALR?") == ["+CCALR: 0", "OK"]
    host.say("AT+CFUN=1", duration=3000 * MS)
    assert host.say("AT+CCALR?") == ["+CCALR: 1", "OK"]
    assert host.say("AT+CCALR=?") == ["+CCALR: (0,1)", "OK"]


@pytest.fixture
def sim7000(new_host):
    host = new_host("sim7000")
    host.say("AT+CMEE=0")
    return host


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT+CNACT?", ['+CNACT: 0,"0.0.0.0"', "OK"]),
        ("AT+CNACT=3", ["ERROR"]),
        ("AT+CNACT=0", ["ERROR"]),
        ("AT+CNACT=1,internet", ["ERROR"]),
        ("AT+CNCFG=?", ["+CNCFG: (0-2),64,32,32,(0-3)", "OK"]),
        ("AT+CNCFG?", ['+CNCFG: 0,"","","",0', "OK"]),
        ("AT+CNCFG=3", ["ERROR"]),
        ('AT+CNCFG=1,"a","u","p",4', ["ERROR"]),
        (f'AT+CNCFG=1,"{65 * "a"}"', ["ERROR"]),
        ("AT+CNACTCFG=?", ['+CNACTCFG: ("IPV4","IPV6","IPV4V6")', "OK"]),
        ("AT+CNACTCFG?", ['+CNACTCFG: "IPV4"', "OK"]),
        ('AT+CNACTCFG="IP"', ["ERROR"]),
    ],
)
def test_what_the_network_of_the_applications_answers(sim7000, command, answer):
    assert sim7000.say(command) == answer


def test_the_network_of_the_applications_is_configured_until_the_power_goes(sim7000):
    assert sim7000.say('AT+CNCFG=1,"internet","me","secret",1', 'AT+CNACTCFG="IPV4V6"') == ["OK"]
    assert sim7000.say("AT+CNCFG?") == ['+CNCFG: 1,"internet","me","secret",1', "OK"]
    assert sim7000.say("AT+CNACTCFG?") == ['+CNACTCFG: "IPV4V6"', "OK"]
    assert sim7000.say('AT+CNCFG=0,"other"', "AT+CNCFG?") == ['+CNCFG: 0,"other","","",0', "OK"]
    sim7000.power_cycle()
    sim7000.wait(3000 * MS)
    assert sim7000.say("AT+CNACTCFG?") == ['+CNACTCFG: "IPV4"', "OK"]


def test_the_network_of_the_applications_comes_and_goes_with_a_word(sim7000):
    assert sim7000.say('AT+CNACT=1,"internet"', duration=100 * MS) == ["OK"]
    assert sim7000.say("AT+CNACT?", duration=10 * MS) == ['+CNACT: 2,"0.0.0.0"', "OK"]
    assert sim7000.hear() == ["+APP PDP: ACTIVE"]
    assert sim7000.say("AT+CNACT?") == ['+CNACT: 1,"10.89.193.1"', "OK"]
    assert sim7000.say("AT+CNACT=1") == ["ERROR"]
    assert sim7000.say("AT+CNACT=0") == ["OK", "+APP PDP: DEACTIVE"]
    assert sim7000.say("AT+CNACT=1") == ["OK", "+APP PDP: ACTIVE"]
    assert "+APP PDP: DEACTIVE" in sim7000.say("AT+CGATT=0")
    assert sim7000.say("AT+CNACT=1") == ["ERROR"]


def test_the_network_of_the_applications_can_come_back_by_itself(sim7000):
    assert sim7000.say("AT+CNACT=2") == ["OK", "+APP PDP: ACTIVE"]
    sim7000.say("AT+CGATT=0")
    assert "+APP PDP: ACTIVE" in sim7000.say("AT+CGATT=1")
    assert sim7000.say("AT+CFUN=0")[0] == "+APP PDP: DEACTIVE"
    assert "+APP PDP: ACTIVE" in sim7000.say("AT+CFUN=1", duration=3000 * MS)
    assert sim7000.say("AT+CNACT=0") == ["OK", "+APP PDP: DEACTIVE"]
    sim7000.say("AT+CGATT=0")
    assert "+APP PDP: ACTIVE" not in sim7000.say("AT+CGATT=1")


def test_a_sim7x00_starts_and_stops_a_context_for_other_services(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+CNETSTART?") == ["+CNETSTART: 0", "OK"]
    assert host.say("AT+CNETIPADDR?") == ["+CNETIPADDR: Network not opened", "ERROR"]
    assert host.say("AT+CNETSTOP") == ["+CNETSTOP: 4", "ERROR"]
    assert host.say("AT+CNETSTART", duration=50 * MS) == ["OK"]
    assert host.say("AT+CNETSTART?", duration=10 * MS) == ["+CNETSTART: 1", "OK"]
    assert host.say("AT+CNETSTART", duration=10 * MS) == ["+CNETSTART: 6", "ERROR"]
    assert host.hear() == ["+CNETSTART: 0"]
    assert host.say("AT+CNETSTART?") == ["+CNETSTART: 2", "OK"]
    assert host.say("AT+CNETSTART") == ["+CNETSTART: 7", "ERROR"]
    assert host.say("AT+CNETIPADDR?") == ["+CNETIPADDR: 10.89.193.1", "OK"]
    assert host.say("AT+CNETSTOP", duration=30 * MS) == []
    assert host.say("AT+CNETSTART?", duration=10 * MS) == ["+CNETSTART: 3", "OK"]
    assert host.hear() == ["+CNETSTOP: 0", "OK"]
    assert host.say("AT+CGATT=0", "AT+CNETSTART") == ["+CNETSTART: 2", "OK"]


def test_a_sim7020_tells_its_address_while_it_has_one(new_host):
    host = new_host("sim7020")
    assert host.say("AT+IPCONFIG") == ["+IPCONFIG: 10.78.245.128", "OK"]
    assert host.say("AT+CGATT=0", "AT+IPCONFIG") == ["OK"]


def test_a_sim7020_brings_its_connection_up_by_itself_unless_it_has_been_told_not_to_before_it_started(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CDISAUPDN=?") == ["+CDISAUPDN: (0,1)", "OK"]
    assert host.say("AT+CDISAUPDN?") == ["+CDISAUPDN: 1", "OK"]
    assert host.say("AT+CDISAUPDN=2") == ["ERROR"]
    assert host.say("AT+CDISAUPDN=0", "AT+CGATT=0", "AT+CGATT=1", "AT+IPCONFIG") == ["+IPCONFIG: 10.78.245.128", "OK"]
    host.power_cycle()
    host.wait(3000 * MS)
    assert host.say("AT+CDISAUPDN?") == ["+CDISAUPDN: 0", "OK"]
    assert host.say("AT+CGATT?") == ["+CGATT: 1", "OK"]
    assert host.say("AT+IPCONFIG") == ["OK"]
    assert host.say("AT+CGACT=1,1", "AT+IPCONFIG") == ["+IPCONFIG: 10.78.245.128", "OK"]
