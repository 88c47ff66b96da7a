"""What contexts of the packet service have: addresses, reports, data mode."""

from __future__ import annotations

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import SECOND


@pytest.mark.parametrize(
    ("family", "inactive", "active"),
    [("sim800", '1,"0.0.0.0"', '1,"10.52.16.1"'), ("sim7000", "1,0.0.0.0", "1,10.52.16.1"),
     ("sim7x00", '1,"0.0.0.0"', '1,"10.52.16.1"')],
)  # fmt: skip
def test_a_context_has_an_address_while_it_is_active(new_host, family, inactive, active):
    host = new_host(family)
    host.say('AT+CGDCONT=1,"IP","CMNET"', "AT+CGACT=0,1")
    assert host.say("AT+CGPADDR=?") == ["+CGPADDR: (1)", "OK"]
    assert host.say("AT+CGPADDR=1") == [f"+CGPADDR: {inactive}", "OK"]
    assert host.say("AT+CGACT=1,1", "AT+CGPADDR=1") == [f"+CGPADDR: {active}", "OK"]
    assert host.say("AT+CMEE=0", "AT+CGPADDR=3") == ["ERROR"]
    assert host.say("AT+CGACT=0,1", "AT+CGPADDR=1") == [f"+CGPADDR: {inactive}", "OK"]


def test_all_addresses_are_told_where_no_context_is_named(new_host):
    for family, command in (("sim7000", "AT+CGPADDR"), ("sim7x00", "AT+CGPADDR"), ("sim7020", "AT+CGPADDR=")):
        host = new_host(family)
        host.say('AT+CGDCONT=1,"IP","CMNET"', 'AT+CGDCONT=2,"IP","CMNET"')
        told = host.say(command)
        assert [line[:11] for line in told] == ["+CGPADDR: 1", "+CGPADDR: 2", "OK"]


def test_the_connection_of_nb_iot_tells_its_address(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CGPADDR=1") == ['+CGPADDR: 1,"10.78.245.128"', "OK"]
    assert host.say("AT+IPCONFIG") == ["+IPCONFIG: 10.78.245.128", "OK"]
    host.say("AT+CFUN=0")
    assert host.say("AT+IPCONFIG") == ["OK"]


def test_an_address_that_the_definition_has_is_the_address(new_host):
    host = new_host("sim7x00")
    host.say('AT+CGDCONT=4,"IP","CMNET","10.1.2.3"', "AT+CGACT=1,4")
    assert host.say("AT+CGPADDR=4") == ['+CGPADDR: 4,"10.1.2.3"', "OK"]


def test_the_network_that_links_use_has_the_address_of_its_context(new_host):
    host = new_host("sim7x00")
    host.say("AT+NETOPEN")
    assert host.say("AT+CGPADDR=1") == ['+CGPADDR: 1,"10.78.245.128"', "OK"]
    host.say("AT+NETCLOSE")
    assert host.say("AT+CGPADDR=1") == ['+CGPADDR: 1,"10.52.16.1"', "OK"]


def test_several_contexts_are_activated_at_once(new_host):
    host = new_host("sim7000")
    host.say('AT+CGDCONT=1,"IP","CMNET"', 'AT+CGDCONT=2,"IP","CMNET"')
    assert host.say("AT+CGACT=1,1,2", "AT+CGACT?") == ["+CGACT: 1,1", "+CGACT: 2,1", "OK"]
    assert host.say("AT+CGACT=0,1,3") == ["ERROR"]
    assert host.say("AT+CGACT=0", "AT+CGACT?") == ["+CGACT: 1,0", "+CGACT: 2,1", "OK"]


def test_the_first_context_of_sim7x00_is_there_from_the_start_and_comes_back(new_host):
    host = new_host("sim7x00")
    first = '+CGDCONT: 1,"IP","","0.0.0.0",0,0,0,0'
    assert host.say("AT+CGDCONT?") == [first, "OK"]
    host.say('AT+CGDCONT=179,"IPV6","CMNET"', "AT+CGDCONT=1")
    assert host.say("AT+CGDCONT?") == [f'+CGDCONT: 179,"IPV6","CMNET","{".".join("0" * 16)}",0,0,0,0', "OK"]
    assert host.say('AT+CGDCONT=25,"IP"') == ["ERROR"]
    assert host.say("AT+CGDCONT", "AT+CGDCONT?") == [first, "OK"]


@pytest.mark.parametrize(
    ("family", "detach", "deactivate"),
    [
        ("sim800", "+CGEV: ME DETACH", '+CGEV: ME DEACT "IP","10.52.16.2",2'),
        ("sim7x00", "+CGEV: ME DETACH", '+CGEV: ME DEACT "IP","10.52.16.2",2'),
        ("sim7020", "+CGEV: ME DETACH", "+CGEV: ME PDN DEACT 2"),
    ],
)
def test_what_the_host_does_to_the_packet_service_is_reported_when_asked_for(new_host, family, detach, deactivate):
    host = new_host(family)
    host.say('AT+CGDCONT=2,"IP","CMNET"', "AT+CGACT=1,2")
    assert host.say("AT+CGACT=0,2") == ["OK"]
    host.say("AT+CGACT=1,2", "AT+CGEREP=1")
    assert host.say("AT+CGACT=0,2") == ["OK", deactivate]
    assert host.say("AT+CGATT=0") == [detach, "OK"]


def test_a_detach_by_the_network_is_told_apart(new_host):
    host = new_host("sim800")
    host.say("AT+CGEREP=1")
    host.happens(net.Attachment(False))
    assert host.hear() == ["+CGEV: NW DETACH"]


def test_a_connection_of_nb_iot_that_comes_and_goes_is_reported(new_host):
    host = new_host("sim7020")
    host.say("AT+CGEREP=1")
    host.happens(net.Deactivated(0, by_network=True))
    assert host.hear() == ["+CGEV: NW PDN DEACT 1", "+CGEV: ME PDN ACT 1"]


@pytest.mark.parametrize(("asked", "told"), [("2,1", ["OK", "+CGEV: NW DETACH"]), ("2,0", ["OK"])])
def test_reports_that_were_kept_are_told_where_that_is_asked_for(new_host, asked, told):
    host = new_host("sim7x00")
    host.happens(net.Attachment(False))
    host.hear()
    assert host.say(f"AT+CGEREP={asked}") == told
    assert host.say("AT+CGEREP", "AT+CGEREP?") == ["+CGEREP: 0,0", "OK"]


def test_data_mode_is_entered_as_by_dialling(new_host):
    assert "CONNECT 115200" in new_host("sim7x00").say('AT+CGDATA="PPP",1')
    assert new_host("sim800").say('AT+CGDATA="X25",1') == ["ERROR"]
    assert new_host("sim800").say("AT+CGDATA=?") == ['+CGDATA: ("PPP")', "OK"]


def test_credentials_are_taken_away_and_told_of_one_context(new_host):
    host = new_host("sim7020")
    host.say('AT+CGAUTH=1,1,"user","word"')
    assert host.say("AT+CGAUTH=1") == ['+CGAUTH: 1,1,"user","word"', "OK"]
    assert host.say("AT+CGAUTH=1,0", "AT+CGAUTH?") == ["+CGAUTH: 1,0", "OK"]


def test_a_row_of_values_goes_with_its_context_alone(new_host):
    host = new_host("sim7x00")
    host.say('AT+CGTFT=2,1,0,"74.125.71.99.255.255.255.255"', "AT+CGTFT=2,2,1", "AT+CGEQREQ=1,4,64")
    told = ['2,1,0,"74.125.71.99.255.255.255.255",0,0.0,0.0,0,0.0,0,0', '2,2,1,"",0,0.0,0.0,0,0.0,0,0']
    assert host.say("AT+CGTFT?") == [*(f"+CGTFT: {one}" for one in told), "OK"]
    assert host.say('AT+CGTFT=2,1,0,"74.125.71"') == ["ERROR"]
    assert host.say("AT+CGTFT=2", "AT+CGTFT?") == ["OK"]
    assert host.say("AT+CGEQREQ?") == ['+CGEQREQ: 1,4,64,0,0,0,2,0,"0E0","0E0",3,0,0', "OK"]
    assert host.say("AT+CGEQMIN=1,4,8461") == ["ERROR"]


# --- what serves the module


def test_lte_is_told_by_its_registration_only_where_it_serves_the_module(new_host):
    host = new_host("sim7x00")
    host.happens(net.ServingSystem("GSM"))
    assert host.say("AT+CEREG=2", "AT+CEREG?") == ["+CEREG: 2,4", "OK"]
    host.say("AT+CNSMOD=1")
    host.happens(net.ServingSystem("LTE"))
    assert host.hear() == ['+CEREG: 1,"1816","F99F",7', "+CNSMOD: 8"]
    assert host.say("AT+CEREG", "AT+CEREG?") == ["+CEREG: 0,1", "OK"]
    assert host.say("AT+CFUN=4", "AT+CNSMOD?") == ["+CNSMOD: 1,0", "OK"]


@pytest.mark.parametrize("name", ["+CREG", "+CGREG", "+CEREG"])
def test_a_registration_command_alone_is_its_default_on_sim7000(new_host, name):
    assert new_host("sim7000").say(f"AT{name}=2;{name};{name}?") == [f"{name}: 0,1", "OK"]


@pytest.mark.parametrize(("mode", "place"), [(1, ""), (2, ',"5B57","01A50B1A",9'), (5, ',"5B57","01A50B1A",9')])
def test_registration_of_nb_iot_has_six_modes(new_host, mode, place):
    host = new_host("sim7020")
    assert host.say(f"AT+CEREG={mode}", "AT+CEREG?") == [f"+CEREG: {mode},1{place}", "OK"]
    assert host.say("AT+CEREG=6") == ["ERROR"]


def test_an_operator_is_needed_by_the_modes_that_choose_one(new_host):
    host = new_host("sim7x00")
    assert [host.say(f"AT+COPS={mode}") for mode in (1, 4, 5)] == [["ERROR"]] * 3
    assert host.say('AT+COPS=5,2,"46000",7', "AT+COPS?") == ['+COPS: 0,2,"46000",7', "OK"]
    assert host.say("AT+COPS") == ["OK"]
    assert host.say('AT+COPS=1,2,"46000",9') == ["ERROR"]


def test_the_signal_is_told_every_five_seconds_or_when_it_changes(new_host):
    host = new_host("sim7x00")
    host.say("AT+AUTOCSQ=1")
    assert host.hear(10 * SECOND) == ["+CSQ: 20,0"] * 2
    host.say("AT+AUTOCSQ=1,1")
    host.happens(net.Signal(24, 0))
    assert host.hear(10 * SECOND) == []
    host.happens(net.Signal(25, 0))
    assert host.hear() == ["+CSQ: 25,0"]
    host.say("AT+CSQDELTA=0", "AT+AUTOCSQ=0")
    host.happens(net.Signal(20, 0))
    assert host.hear() == []


@pytest.mark.parametrize("family", ["sim800", "sim7020"])
def test_the_signal_is_told_by_a_proprietary_report(new_host, family):
    host = new_host(family)
    assert host.say('AT+EXUNSOL="SQ",2') == ["+EXUNSOL: 0", "OK"]
    host.happens(net.Signal(24, 0))
    assert host.hear() == []
    host.say('AT+EXUNSOL="SQ",1')
    host.happens(net.Signal(25, 0))
    assert host.hear() == ["+CSQN: 25,0"]
    assert host.say('AT+EXUNSOL="XX",1') == ["ERROR"]


def test_the_system_is_told_every_so_many_seconds(new_host):
    host = new_host("sim7x00")
    line = host.say("AT+CPSI?")[0]
    host.say("AT+CPSI=3")
    assert host.hear(6 * SECOND) == [line] * 2
    host.say("AT+CPSI=0")
    assert host.hear(9 * SECOND) == []


def test_a_context_comes_with_the_attachment_where_lte_serves_the_module(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]
    host.say("AT+CNMP=13", "AT+CGACT=0,1")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    host.say("AT+CNMP=38")
    assert host.say("AT+CGACT?") == ["+CGACT: 1,1", "OK"]
    assert host.say("AT+CGATT=0", "AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CGATT=1", "AT+CGACT?;+CGPADDR=1") == ["+CGACT: 1,1", '+CGPADDR: 1,"10.52.16.1"', "OK"]


# --- SIM7020: packets on the line, and counted


def test_packets_are_typed_over_an_active_context_until_the_host_escapes(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CGDATA=?") == ['+CGDATA: ("M-PT")', "OK"]
    assert host.say('AT+CGDATA="PPP"') == host.say('AT+CGDATA="M-PT",2') == ["ERROR"]
    assert host.say('AT+CGDATA="M-PT",1', duration=2 * SECOND) == ["CONNECT"]
    assert host.type("E\x00\x00\x14AT\r", 2 * SECOND) == ""
    assert host.type("+++", 2 * SECOND) == "\r\nOK\r\n"
    assert host.say("AT") == ["OK"]


def test_packets_end_with_the_context(new_host):
    host = new_host("sim7020")
    host.say("AT+CGDATA=")
    host.happens(net.Attachment(False))
    assert host.hear() == ["NO CARRIER"]
    assert host.say("AT+CGDATA=") == ["ERROR"]


def test_what_goes_over_a_context_is_counted_and_told(new_host):
    host = new_host("sim7020")
    host.happens(net.Received(1, b"twelve bytes", "10.0.0.1", 80))
    host.happens(net.Acknowledged(1, 5))
    host.hear()
    told = "*MGCOUNT: 1,5,5,1,12,12,1"
    assert host.say("AT*MGCOUNT=1,1") == [told, "OK"]
    assert host.say("AT*MGCOUNT=2,1,3", "AT*MGCOUNT?") == ["*MGCOUNT: 1,2,3", "OK"]
    assert host.hear(6 * SECOND) == [told] * 2
    host.say("AT*MGCOUNT=4,1")
    assert host.hear(6 * SECOND) == []
    host.say("AT*MGCOUNT=3,1")
    assert host.say("AT+CGATT=0") == [told, "OK"]
    host.say("AT+CGATT=1")
    assert host.say("AT*MGCOUNT=0,1") == ["*MGCOUNT: 1,0,0,0,0,0,0", "OK"]
    assert host.say("AT*MGCOUNT=2,1") == host.say("AT*MGCOUNT=1,2") == host.say("AT*MGCOUNT=5,1") == ["ERROR"]


# --- SIM7X00: pins


def test_a_pin_is_watched_and_tells_what_it_would_say(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+CGISR=41") == ["+CGISR: 41,0", "OK"]
    assert host.say("AT+CGISR=41,2,1", "AT+CGISR=41") == ["+CGISR: 41,2,1,GPIO_41_ISR!", "OK"]
    assert host.say(f'AT+CGISR=43,1,0,"{"x" * 50}"', "AT+CGISR=43") == [f"+CGISR: 43,1,0,{'x' * 45}", "OK"]
    assert host.say("AT+CGISR=41,0", "AT+CGISR=41") == ["+CGISR: 41,0", "OK"]
    assert [host.say(f"AT+CGISR={bad}") for bad in ("5", "41,1", "41,3,0")] == [["ERROR"]] * 3
