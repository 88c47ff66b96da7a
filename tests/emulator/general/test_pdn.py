"""The PDN connection of the SIM7020: up by itself, with an APN that the host can choose (note, 3)."""

import pytest

from atconform.network.control import command
from atconform.protocol.network_action import NetworkAction
from tests.emulator.conftest import MS, SECOND, Host

ADDRESS = "10.78.245.128.255.255.255.0"


@pytest.fixture
def host(new_host):
    return new_host("sim7020")


def test_after_power_up_the_connection_is_active_without_a_command(host):
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]


def test_the_connection_tells_its_apn_and_address_with_the_mask(host):
    line = f'+CGCONTRDP: 1,5,"shnbiot","{ADDRESS}"'
    assert host.say("AT+CGCONTRDP") == [line, "OK"]
    assert host.say("AT+CGCONTRDP=1") == [line, "OK"]
    assert host.say("AT+CGCONTRDP=?") == ["+CGCONTRDP: (1)", "OK"]


@pytest.mark.parametrize(("number", "answer"), [(0, "OK"), (2, "OK"), (16, "ERROR")])
def test_a_context_that_is_not_active_has_nothing_to_tell(host, number, answer):
    assert host.say(f"AT+CGCONTRDP={number}") == [answer]


def test_the_radio_is_switched_off_and_on_round_a_new_apn(host):
    assert host.say("AT+CFUN=0") == ["+CPIN: NOT READY", "OK"]
    assert host.say('AT*MCGDEFCONT="IP","3GNET"') == ["OK"]
    assert host.say("AT+CFUN=1")[:2] == ["OK", "+CPIN: READY"]
    assert host.say("AT+CGREG?") == ["+CGREG: 0,1", "OK"]
    assert host.say("AT+CGCONTRDP") == [f'+CGCONTRDP: 1,5,"3GNET","{ADDRESS}"', "OK"]


def test_while_the_radio_is_off_there_is_no_connection(host):
    host.say("AT+CFUN=0")
    assert host.say("AT+CGCONTRDP") == ["OK"]
    assert host.say("AT+CGCONTRDP=?") == ["OK"]


def test_a_new_apn_counts_from_the_next_attachment_on(host):
    host.say('AT*MCGDEFCONT="IP","3GNET"')
    assert host.say("AT+CGCONTRDP") == [f'+CGCONTRDP: 1,5,"shnbiot","{ADDRESS}"', "OK"]
    host.say("AT+CGATT=0", "AT+CGATT=1")
    assert host.say("AT+CGCONTRDP") == [f'+CGCONTRDP: 1,5,"3GNET","{ADDRESS}"', "OK"]


def test_the_configured_connection_outlives_a_power_cycle(host):
    assert host.say("AT*MCGDEFCONT?") == ['*MCGDEFCONT: "IP"', "OK"]
    host.say('AT*MCGDEFCONT="non-ip","3GNET","me","secret"')
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT*MCGDEFCONT?") == ['*MCGDEFCONT: "Non-IP","3GNET","me","secret"', "OK"]
    assert host.say('AT*MCGDEFCONT="PPP"') == ["ERROR"]


def test_the_last_connection_cannot_be_given_up(host):
    assert host.say("AT+CMEE=1", "AT+CGACT=0,1") == ["+CME ERROR: 151"]
    assert host.say("AT+CGACT=1,1;+CGACT?") == ["+CGACT: 1,1", "OK"]


def test_without_attachment_it_cannot_be_given_up_and_is_brought_up_with_it(host):
    host.say("AT+CGATT=0")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CGACT=0,1") == ["ERROR"]
    assert host.say("AT+CGACT=1,1") == ["OK"]
    assert host.say("AT+CGATT?") == ["+CGATT: 1", "OK"]


def test_a_connection_that_the_network_refused_is_brought_up_by_hand(host):
    host.say("AT+CGATT=0")
    command(host.network, NetworkAction("refuse-context"), host.now)
    host.say("AT+CGATT=1")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CGACT=1") == ["OK"]
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]


def test_bringing_it_up_by_hand_fails_when_the_network_refuses_again(host):
    host.say("AT+CGATT=0")
    command(host.network, NetworkAction("refuse-context"), host.now)
    host.say("AT+CGATT=1")
    command(host.network, NetworkAction("refuse-context"), host.now)
    assert host.say("AT+CGACT=1,1") == ["ERROR"]


def test_a_connection_that_the_network_took_away_comes_back(host):
    command(host.network, NetworkAction("withdraw-context"), host.now)
    assert host.say("AT+CGACT?", duration=100 * MS) == ["+CGACT: 1,0", "OK"]
    host.wait(1 * SECOND)
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]


def test_further_contexts_are_listed_with_it(host):
    host.say('AT+CGDCONT=2,"IP","other"', "AT+CGACT=1,2")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "+CGACT: 2,1", "OK"]


def test_shutting_the_stack_leaves_the_connection_up(host):
    host.say("AT+CSTT", "AT+CIICR", "AT+CIFSR")
    assert host.say("AT+CIPSHUT") == ["SHUT OK"]
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]
    assert host.say("AT+CIFSR") == ["ERROR"]


def test_the_stack_can_be_brought_up_while_the_connection_is_coming_up():
    host = Host("sim7020")
    command(host.network, NetworkAction("delay-context", (500 * MS,)), host.now)
    while host.say("AT+CGATT?", duration=10 * MS)[:1] != ["+CGATT: 1"]:
        pass
    assert host.say("AT+CGACT?", duration=10 * MS) == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CSTT", "AT+CIICR") == ["OK"]
    assert host.say("AT+CIFSR;+CGACT?") == ["10.78.245.128", "+CGACT: 1,1", "OK"]


def test_names_are_looked_up_over_the_connection_alone(host):
    assert host.say('AT+CDNSGIP="www.sim.com"') == ["OK", '+CDNSGIP: 1,"www.sim.com","116.228.221.51"']
    host.say("AT+CGATT=0")
    assert host.say('AT+CDNSGIP="www.sim.com"') == ["ERROR"]


def test_the_attachment_brings_the_connection_along(host):
    host.say("AT+CGATT=0")
    told = host.type("AT+CGATT=1\rAT+CGATT?;+CGCONTRDP\r").split()
    assert told[:4] == ["OK", "+CGATT:", "1", "+CGCONTRDP:"]
