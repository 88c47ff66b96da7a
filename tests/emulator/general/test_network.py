"""Signal, registration, operator, packet service, bearer profile, clock."""

from datetime import datetime, timedelta

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import MS, SECOND, families_with


@pytest.mark.parametrize("name", ["+CREG", "+CGREG"])
def test_registration_is_read_with_the_place_only_in_mode_2(host, name):
    assert host.say(f"AT{name}?") == [f"{name}: 0,1", "OK"]
    assert host.say(f"AT{name}=1;{name}?") == [f"{name}: 1,1", "OK"]
    assert host.say(f"AT{name}=2;{name}?") == [f'{name}: 2,1,"18D8","6B3F"', "OK"]
    assert host.say(f"AT{name}=;{name}?") == [f"{name}: 0,1", "OK"]


def test_a_change_of_registration_is_reported_as_asked(any_host):
    any_host.happens(net.Registration(2))
    assert any_host.hear() == []
    any_host.say("AT+CREG=1;+CGREG=1")
    any_host.happens(net.Registration(5))
    assert any_host.hear() == ["+CREG: 5", "+CGREG: 5"]
    any_host.happens(net.Registration(5))
    assert any_host.hear() == []


def test_detaching_is_reported_by_the_packet_registration(host):
    assert host.say("AT+CGREG=1", "AT+CGATT=0") == ["+CGREG: 0", "OK"]


def test_attachment_is_answered_when_the_network_has_attached(any_host):
    assert any_host.say("AT+CGATT=0") == ["OK"]
    assert any_host.say("AT+CGATT?") == ["+CGATT: 0", "OK"]
    assert any_host.say("AT+CGATT=1", duration=100 * MS) == []
    assert any_host.hear() == ["OK"]
    assert any_host.say("AT+CGATT?") == ["+CGATT: 1", "OK"]


def test_without_registration_there_is_nothing_to_attach_to(any_host):
    any_host.say("AT+CFUN=4")
    assert any_host.say("AT+CGATT=1") == ["ERROR"]
    assert any_host.say("AT+CGATT=0") == ["OK"]


def test_attaching_fails_when_the_network_is_lost_meanwhile(host):
    host.say("AT+CGATT=0")
    host.say("AT+CGATT=1", duration=50 * MS)
    host.happens(net.Registration(0))
    assert host.hear(40 * MS) == ["ERROR"]


@families_with("+CSTT")
def test_detaching_takes_the_context_of_the_tcp_ip_commands_away(any_host):
    any_host.say('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
    assert sorted(any_host.say("AT+CGATT=0")) == ["+PDP: DEACT", "OK"]
    assert "STATE: PDP DEACT" in any_host.say("AT+CIPSTATUS")


@pytest.mark.parametrize("leave", ["AT+COPS=2", "AT+CFUN=4"])
def test_signal_quality_is_unknown_when_the_network_is_left(any_host, leave):
    any_host.say(leave)
    assert any_host.say("AT+CSQ") == ["+CSQ: 99,99", "OK"]


def test_a_network_that_denies_the_module_can_be_measured(any_host):
    any_host.happens(net.Registration(3))
    any_host.hear()
    assert any_host.say("AT+CSQ") == ["+CSQ: 20,0", "OK"]


def test_signal_quality_is_unknown_before_the_network_is_found(any_host):
    assert any_host.say("AT+CSQ") == ["+CSQ: 20,0", "OK"]
    any_host.power_cycle()
    any_host.wait(450 * MS)
    assert any_host.say("AT+CSQ", duration=100 * MS)[-2:] == ["+CSQ: 99,99", "OK"]


def test_the_operator_is_named_in_the_format_set_last(host):
    assert host.say("AT+COPS?") == ['+COPS: 0,0,"CHINA MOBILE"', "OK"]
    assert host.say("AT+COPS=3,1;+COPS?") == ['+COPS: 0,1,"CMCC"', "OK"]
    assert host.say("AT+COPS=3,2;+COPS?") == ['+COPS: 0,2,"46000"', "OK"]


def test_the_search_for_operators_takes_a_while(host):
    assert host.say("AT+COPS=?", duration=200 * MS) == []
    assert host.hear() == ['+COPS: (2,"CHINA MOBILE","CMCC","46000"),,(0-4),(0-2)', "OK"]


def test_the_host_can_choose_the_operator_there_is_or_none(host):
    assert host.say('AT+COPS=1,2,"46000"') == ["OK"]
    assert host.say("AT+CMEE=1", 'AT+COPS=1,2,"26201"') == ["+CME ERROR: 30"]
    assert host.say("AT+COPS=2", "AT+COPS?;+CREG?") == ["+COPS: 2", "+CREG: 0,0", "OK"]
    assert host.say("AT+COPS=0", "AT+CREG?") == ["+CREG: 0,1", "OK"]


def test_contexts_are_defined_shown_and_outlive_a_power_cycle(host):
    assert host.say("AT+CGDCONT?") == ["OK"]
    host.say('AT+CGDCONT=2,"IP","internet"', 'AT+CGDCONT=1,"IP","CMNET"')
    host.power_cycle()
    host.wait(2 * SECOND)
    shown = ['+CGDCONT: 1,"IP","CMNET","",0,0', '+CGDCONT: 2,"IP","internet","",0,0', "OK"]
    assert host.say("AT+CGDCONT?") == shown
    assert host.say("AT+CGDCONT=1", "AT+CGDCONT?") == shown[1:]


def test_a_context_is_active_until_the_module_detaches(host):
    assert host.say("AT+CGACT=1,1") == ["ERROR"]
    host.say('AT+CGDCONT=1,"IP","CMNET"')
    assert host.say("AT+CGACT=1,1", "AT+CGACT?") == ["+CGACT: 1,1", "OK"]
    assert host.say("AT+CGATT=0", "AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CFUN=4", "AT+CGACT=1,1") == ["ERROR"]


def test_the_bearer_profile_is_set_opened_queried_and_closed(host):
    host.say('AT+SAPBR=3,1,"CONTYPE","GPRS"', 'AT+SAPBR=3,1,"APN","CMNET"')
    parameters = ["+SAPBR:", "CONTYPE: GPRS", "APN: CMNET", "PHONENUM: ", "USER: ", "PWD: ", "RATE: ", "OK"]
    assert host.say("AT+SAPBR=4,1") == parameters
    assert host.say("AT+SAPBR=2,1") == ['+SAPBR: 1,3,"0.0.0.0"', "OK"]
    assert host.say("AT+SAPBR=1,1", duration=100 * MS) == []
    assert host.say("AT+SAPBR=2,1", duration=10 * MS) == ['+SAPBR: 1,0,"0.0.0.0"', "OK"]
    assert host.hear() == ["OK"]
    assert host.say("AT+SAPBR=2,1") == ['+SAPBR: 1,1,"10.89.193.1"', "OK"]
    assert host.say("AT+SAPBR=1,1") == ["ERROR"]
    assert host.say("AT+SAPBR=0,1") == ["OK"]
    assert host.say("AT+SAPBR=0,1") == ["ERROR"]


def test_the_bearer_profile_is_lost_with_the_attachment(host):
    host.say("AT+SAPBR=1,1")
    assert "+SAPBR 1: DEACT" in host.say("AT+CGATT=0")


def test_the_clock_goes_on_over_the_end_of_a_year(any_host):
    assert any_host.say('AT+CCLK="23/12/31,23:59:59+32"') == ["OK"]
    any_host.wait(2 * SECOND)
    assert any_host.say("AT+CCLK?") == ['+CCLK: "24/01/01,00:00:02+32"', "OK"]


@pytest.mark.parametrize(
    "time", ["23/02/29,00:00:00+00", "23/13/01,00:00:00+00", "23/01/01,24:00:00+00", "23/01/01,00:00:00+49", "now"]
)
def test_a_time_that_does_not_exist_is_refused(host, time):
    assert host.say(f'AT+CCLK="{time}"') == ["ERROR"]


@pytest.mark.parametrize(
    ("family", "zone", "saving", "told", "clock"),
    [
        ("sim800", 32, 0, ['*PSUTTZ: 2026,11,30,22,0,0,"+32",0', "DST: 0"], '"26/12/01,06:00:00+32"'),
        ("sim7000", -14, 1, ['*PSUTTZ: 2026,11,30,22,0,0,"-14",1', "DST: 1"], '"26/11/30,18:30:00-14"'),
        ("sim7020", 32, 0, ["+CLTS: 26/12/01,06:00:00+32"], "26/11/30,22:00:00+32"),
        ("sim7020", 4, 1, ['+CLTS: 26/11/30,23:00:00+04,"DST +1 in use"'], "26/11/30,22:00:00+04"),
    ],
)
def test_with_clts_the_network_tells_the_time_and_sets_the_clock(new_host, family, zone, saving, told, clock):
    host = new_host(family)
    since = datetime(2026, 11, 30, 22) - datetime(2000, 1, 1)
    event = net.NetworkTime(since // timedelta(seconds=1), zone, saving)
    host.happens(event)
    assert host.hear() == []
    host.say("AT+CLTS=1", "AT&W")
    host.power_cycle()
    host.wait(2 * SECOND)
    host.say("ATE0")
    host.happens(event)
    assert host.hear(500 * MS) == told
    assert host.say("AT+CCLK?", duration=100 * MS)[0].replace('"', "") == f"+CCLK: {clock}".replace('"', "")


@families_with("+CLTS")
def test_the_time_comes_with_every_registration(any_host):
    any_host.say("AT+CLTS=1", "AT&W")
    any_host.power_cycle()
    any_host.wait(2 * SECOND)
    any_host.say("AT+COPS=2")
    answer = any_host.say("AT+COPS=0")
    assert "OK" in answer
    assert any(line.startswith(("*PSUTTZ: 2015,8,3,6,22,", "+CLTS: 15/08/03,14:22:")) for line in answer)
    assert "+CCLK: 15/08/03," in any_host.say("AT+CCLK?")[0].replace('"', "")


def test_what_a_client_library_usually_begins_with_is_accepted(host):
    beginning = """
        AT ATE0 AT+CMEE=2 AT+GMM AT+CLTS=1 AT+CPIN? AT+CIMI AT+CCID AT+CSQ AT+CREG? AT+CNMI=2,1 AT+CMGF=1 AT+CLIP=1
        AT+SAPBR=3,1,"Contype","GPRS" AT+SAPBR=3,1,"APN","CMNET" AT+CGDCONT=1,"IP","CMNET" AT+CGACT=1,1 AT+SAPBR=1,1
        AT+SAPBR=2,1 AT+CGATT=1 AT+CIPMUX=1 AT+CIPQSEND=1 AT+CIPRXGET=1 AT+CSTT="CMNET","","" AT+CIICR AT+CIFSR;E0
    """
    for command in beginning.split():
        assert host.say(command)[-1] == "OK", command
