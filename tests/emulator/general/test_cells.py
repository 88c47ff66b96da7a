"""Cells, operators, eDRX, and the network of the applications: what their commands show and bring about."""

from __future__ import annotations

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import SECOND

# --- cells


def test_cells_are_told_as_the_mode_has_them(new_host):
    host = new_host("sim800")
    assert host.say("AT+CENG?") == ["+CENG: 0,0", "OK"]
    told = host.say("AT+CENG=1,1", "AT+CENG?")
    assert told[:3] == [
        "+CENG: 1,1",
        '+CENG: 0,"0081,40,00,460,00,31,6b3f,08,05,18d8,255"',
        '+CENG: 1,"0014,35,15,f2a1,460,00,1816"',
    ]
    assert len(told) == 9
    assert host.say("AT+CENG=1,0", "AT+CENG?")[2] == '+CENG: 1,"0014,35,15,460,00,1816"'
    assert host.say("AT+CENG=3,1", "AT+CENG?")[1:3] == [
        '+CENG: 0,"460,00,18d8,6b3f,31,40"',
        '+CENG: 1,"460,00,1816,f2a1,15,35"',
    ]
    assert host.say("AT+CENG=4,1", "AT+CENG?")[1:3] == [
        '+CENG: 0,"0081,40,00,460,00,31,6b3f,08,05,18d8,255,-73,177,617,x,x,x,x,x,x"',
        '+CENG: 1,"0014,35,15,f2a1,460,00,1816,91,531"',
    ]
    assert host.say("AT+CFUN=4", "AT+CENG?") == ["+CENG: 4,1", "OK"]


def test_cells_are_told_again_and_again(new_host):
    host = new_host("sim800", {"engineering.report_period": 3 * SECOND})
    host.say("AT+CENG=2,1")
    assert [line[:7] for line in host.hear(6 * SECOND)] == ["+CENG: "] * 14
    host.say("AT+CENG=0")
    assert host.hear(6 * SECOND) == []


def test_the_cell_of_sim7000_is_told(new_host):
    host = new_host("sim7000")
    assert host.say("AT+CENG?") == ['+CENG: 0,1,1,"LTE NB-IOT"', "OK"]
    cell = '+CENG: 0,"3702,457,-83,-73,-7,8,6360,6b3f,460,00,255"'
    assert host.say("AT+CENG=1", "AT+CENG?") == ['+CENG: 1,1,1,"LTE NB-IOT"', cell, "OK"]
    assert host.say("AT+CFUN=4", "AT+CENG?") == ['+CENG: 1,1,0,"NO SERVICE"', "OK"]
    assert host.say("AT+CENG=2") == ["ERROR"]


def test_the_cell_of_sim7020_is_told_and_its_data_is_not_without_a_connection(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CENG?") == ['+CENG: 3702,3,457,"01A50B1A",-83,-7,-73,14,8,"5B57",0,-320,-83', "OK"]
    assert host.say("AT+CENG=1", "AT+CENG?") == ["ERROR"]
    assert host.say("AT+CENG=2") == ["ERROR"]


def test_a_survey_names_all_cells(new_host):
    host = new_host("sim800")
    first = 'Operator:"CHINA MOBILE",MCC:460,MNC:00,Rxlev:40,Cellid:6B3F,Arfcn:81'
    assert host.say("AT+CNETSCAN") == []
    told = host.hear(2 * SECOND)
    assert (told[0], told[-1], len(told)) == (first, "OK", 8)
    host.say("AT+CNETSCAN=1")
    assert host.say("AT+CNETSCAN", duration=3 * SECOND)[0] == first + ",Lac:18D8,Bsic:1F"


# --- operators


def test_all_known_operators_are_named(any_host):
    told = any_host.say("AT+COPN")
    if "+COPN" in any_host.module.commands:
        assert told[0] == '+COPN: "46000","CHINA MOBILE"'
        assert any_host.say("AT+COPN=?") == ["OK"]
    else:
        assert told == ["ERROR"]


def test_a_preferred_operator_goes_and_the_next_one_takes_its_place(new_host):
    host = new_host("sim7x00")
    host.say('AT+CPOL=3,2,"46011",0,0,1,1', "AT+CPOL=1", 'AT+CPOL=,2,"46001"')
    assert host.say("AT+CPOL?") == ['+CPOL: 1,2,"46001",0,0,0,0', '+CPOL: 3,2,"46011",0,0,1,1', "OK"]


def test_preferred_operators_need_the_card(new_host):
    host = new_host("sim800")
    host.say("AT+CFUN=0")
    assert host.say("AT+CPOL?") == ["ERROR"]


def test_each_list_of_preferred_operators_has_its_own(new_host):
    host = new_host("sim7020")
    host.say("AT+CPLS=1", 'AT+CPOL=1,2,"46001"')
    assert host.say("AT+CPOL?") == ['+CPOL: 1,2,"46001",0,0,0,0', "OK"]
    assert host.say("AT+CPLS=0", "AT+CPOL?") == ['+CPOL: 1,2,"46000",1,0,1,0', "OK"]


def test_the_home_network_is_named(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CHOMENW?") == ['+CHOMENW: "CHINA MOBILE","CMCC","46000"', "OK"]
    assert host.say("AT+CFUN=0", "AT+CHOMENW?") == ["ERROR"]


@pytest.mark.parametrize(("stat", "numeric", "told"), [(1, "46000", 0), (5, "46001", 2), (5, "26201", 1)])
def test_roaming_is_told(new_host, stat, numeric, told):
    host = new_host("sim800")
    host.happens(net.Operator("", "", numeric))
    host.happens(net.Registration(stat))
    host.hear()
    assert host.say("AT+CROAMING") == [f"+CROAMING: {told}", "OK"]


# --- power saving of the network


@pytest.mark.parametrize("family", ["sim7000", "sim7020"])
def test_what_edrx_the_network_gives_is_told(new_host, family):
    host = new_host(family)
    assert host.say("AT+CEDRXRDP") == ["+CEDRXRDP: 0", "OK"]
    assert host.say('AT+CEDRXS=2,5,"0010"') == ["OK", '+CEDRXP: 5,"0010","0010","0000"']
    assert host.say("AT+CEDRXRDP") == ['+CEDRXRDP: 5,"0010","0010","0000"', "OK"]
    assert host.say("AT+CEDRXS=0", "AT+CEDRXRDP") == ["+CEDRXRDP: 0", "OK"]
    assert host.say("AT+CEDRXS?") == ['+CEDRXS: 5,"0010"', "OK"]
    assert host.say("AT+CEDRXS=3", "AT+CEDRXS?") == ['+CEDRXS: 5,"0000"', "OK"]


def test_a_window_is_part_of_the_same_edrx(new_host):
    host = new_host("sim7020")
    host.say('AT*MEDRXCFG=1,5,"0101","0011"')
    assert host.say("AT+CEDRXS?;+CEDRXRDP") == ['+CEDRXS: 5,"0101"', '+CEDRXRDP: 5,"0101","0101","0011"', "OK"]


def test_the_timers_of_power_saving_are_told_in_seconds(new_host):
    host = new_host("sim7000")
    assert host.say("AT+CPSMRDP") == ["+CPSMRDP: 0,0,0,0,0,3240", "OK"]
    host.say('AT+CPSMS=1,,,"00100001","00100001"')
    assert host.say("AT+CPSMRDP") == ["+CPSMRDP: 1,60,3600,60,3600,3240", "OK"]


def test_optimisations_go_back_to_their_defaults(new_host):
    host = new_host("sim7020")
    assert host.say("AT+CCIOTOPT=1,3,2", "AT+CCIOTOPT=2", "AT+CCIOTOPT?") == ["+CCIOTOPT: 0,1,1", "OK"]


# --- contexts


def test_contexts_are_activated_by_a_module_that_attaches_first(new_host):
    host = new_host("sim800")
    host.say('AT+CGDCONT=1,"IP","CMNET"', "AT+CGATT=0")
    assert host.say("AT+CGACT=1,1", "AT+CGACT?;+CGATT?") == ["+CGACT: 1,1", "+CGATT: 1", "OK"]


def test_a_context_that_is_not_defined_is_an_invalid_index_on_sim800(new_host):
    assert new_host("sim800").say("AT+CMEE=1", "AT+CGACT=1,2") == ["+CME ERROR: 21"]


def test_contexts_are_deleted_while_they_are_not_active(new_host):
    host = new_host("sim7020")
    host.say(*(f'AT+CGDCONT={number},"IP","x"' for number in (1, 2, 3, 4)), "AT+CGACT=1,3")
    assert host.say("AT+CGDEL=2") == ["+CGDEL: 2", "OK"]
    assert [host.say(f"AT+CGDEL={number}") for number in (1, 2, 3)] == [["ERROR"]] * 3
    assert host.say("AT+CGDEL=") == ["+CGDEL: 4", "OK"]
    assert host.say("AT+CGDEL=") == ["OK"]


def test_no_connection_comes_up_by_itself_after_a_restart_without_it(new_host):
    host = new_host("sim7020")
    host.say("AT+CDISAUPDN=0")
    assert host.say("AT+CGATT=0", "AT+CGATT=1", "AT+CGACT?") == ["+CGACT: 1,1", "OK"]
    host.power_cycle()
    host.wait(3 * SECOND)
    assert host.say("AT+CGACT?") == ["+CGACT: 1,0", "OK"]
    assert host.say("AT+CGACT=1,1", "AT+CGACT?") == ["+CGACT: 1,1", "OK"]


def test_no_back_off_is_told(new_host):
    assert new_host("sim7020").say("AT+CTRJ?") == ["+CTRJ: 0", "OK"]


def test_the_connection_of_the_radio_is_told_when_it_changes(new_host):
    host = new_host("sim7000")
    host.say("AT+CRRCSTATE=1")
    host.happens(net.Registration(2))
    assert host.hear() == ["+CRRCSTATE: 255"]
    host.happens(net.Registration(1))
    assert host.hear() == ["+CRRCSTATE: 0"]


@pytest.mark.parametrize(("family", "place"), [("sim7000", '"18D8",,"6B3F",9'), ("sim7020", '"5B57","01A50B1A",9')])
def test_the_timers_that_the_network_gives_stand_behind_the_registration(new_host, family, place):
    host = new_host(family)
    assert host.say("AT+CEREG=4", "AT+CEREG?") == [f"+CEREG: 4,1,{place}", "OK"]
    host.say('AT+CPSMS=1,,,"00100001","00100010"')
    assert host.say("AT+CEREG?") == [f'+CEREG: 4,1,{place},,,"00100010","00100001"', "OK"]
    assert host.say("AT+CEREG=2", "AT+CEREG?") == [f"+CEREG: 2,1,{place}", "OK"]


def test_who_asks_for_the_connection_is_said_by_its_authentication(new_host):
    host = new_host("sim7020")
    asked = []
    ask = host.module.ask
    host.module.ask = lambda request: (asked.append(request), ask(request))
    host.say('AT+CGAUTH=1,1,"user","word"', "AT+CGATT=0", "AT+CGATT=1")
    assert net.Activate(0, "shnbiot", "user", "word") in asked


@pytest.mark.parametrize(
    ("mode", "system", "registration"),
    [(38, "LTE", 1), (54, "LTE", 1), (13, "GSM", 4), (10, "EVDO", 4), (14, "LTE", 1), (51, "LTE", 1), (48, "GSM", 4)],
)
def test_a_preferred_system_serves_the_module_at_once_and_after_a_restart(new_host, mode, system, registration):
    host = new_host("sim7x00")
    for command in (f"AT+CNMP={mode}", "AT+CRESET"):
        host.say(command, duration=5 * SECOND)
        assert host.say("AT+CPSI?")[0].startswith(f"+CPSI: {system},Online,")
        assert host.say("AT+CEREG?") == [f"+CEREG: 0,{registration}", "OK"]
    host.say("AT+CNMP=2")
    assert host.say("AT+CPSI?")[0].startswith("+CPSI: LTE,")
