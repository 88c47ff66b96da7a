"""Calls and short messages (SIM800 note, 2.2.5)."""

import pytest

from atconform.emulator.general import pdu
from atconform.protocol import network as net
from tests.emulator.conftest import MS, SECOND

CALL = net.IncomingCall("+8613800000000")
MESSAGE = net.IncomingMessage("+8613800000000", "hello")


@pytest.fixture
def in_data_mode(host):
    host.say("AT+CIPMODE=1", 'AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
    answer = host.say('AT+CIPSTART="UDP","116.228.221.51",9600')
    assert answer == ["OK", "CONNECT"]
    return host


def test_a_call_rings_until_the_caller_gives_up(host):
    host.happens(CALL)
    assert host.hear(7 * SECOND) == ["RING", "RING", "RING"]
    host.happens(net.CallEnded())
    assert host.hear(7 * SECOND) == ["NO CARRIER"]


def test_an_answered_call_rings_no_more_and_is_hung_up(host):
    host.happens(CALL)
    host.hear()
    assert host.say("ATA", duration=7 * SECOND) == ["OK"]
    assert host.say("ATH") == ["OK"]
    assert host.say("ATA") == ["NO CARRIER"]


def test_a_call_is_refused_by_hanging_up(host):
    host.happens(CALL)
    host.hear()
    assert host.say("ATH", duration=7 * SECOND) == ["OK"]


def test_the_caller_ends_a_call_that_was_answered(host):
    host.happens(CALL)
    host.hear()
    host.say("ATA")
    host.happens(net.CallEnded())
    assert host.hear() == ["NO CARRIER"]


def test_a_call_is_answered_by_itself_after_the_rings_of_s0(host):
    host.say("ATS0=2")
    host.happens(CALL)
    assert host.hear(20 * SECOND) == ["RING", "RING"]


def test_the_caller_is_named_if_asked_for(host):
    assert host.say("AT+CLIP?") == ["+CLIP: 0,1", "OK"]
    host.say("AT+CLIP=1")
    host.happens(CALL)
    assert host.hear() == ["RING", '+CLIP: "+8613800000000",145,"",0,"",0']


def test_a_ring_is_a_result_code(host):
    host.say("ATV0")
    host.happens(CALL)
    assert host.wait() == "2\r"


def test_in_data_mode_a_call_shows_as_a_pulse_of_50_ms(in_data_mode):
    in_data_mode.happens(CALL)
    assert in_data_mode.hear(10 * SECOND) == []
    assert in_data_mode.pulses("RI") == [50 * MS]


def test_in_data_mode_a_message_shows_as_a_pulse_of_120_ms(in_data_mode):
    in_data_mode.happens(MESSAGE)
    assert in_data_mode.hear(10 * SECOND) == []
    assert in_data_mode.pulses("RI") == [120 * MS]


def test_both_are_reported_once_after_data_mode_was_left(in_data_mode):
    in_data_mode.happens(CALL)
    in_data_mode.happens(MESSAGE)
    in_data_mode.wait(8 * SECOND)
    in_data_mode.type("+++", 0)
    assert in_data_mode.hear(1010 * MS) == ["OK", "RING", '+CMTI: "SM",1']
    assert in_data_mode.say("ATA") == ["OK"]
    assert in_data_mode.say("AT+CMGF=1;+CMGR=1")[-2:] == ["hello", "OK"]


def test_a_voice_call_goes_out_and_a_data_call_does_not(host):
    assert host.say("ATD+86 138, 0000;") == ["OK"]
    assert host.say("ATH") == ["OK"]
    assert host.say("ATDT10086") == ["NO CARRIER"]


def test_without_a_network_there_is_no_dial_tone(host):
    host.say("AT+COPS=2")
    assert host.say("ATD10086;") == ["NO DIALTONE"]
    assert host.say("ATX0", "ATD10086;") == ["NO CARRIER"]


def test_a_message_is_announced_read_and_deleted(host):
    host.happens(MESSAGE)
    assert host.hear() == ['+CMTI: "SM",1']
    stamp = '"02/01/03,20:40:34+00"'
    host.say("AT+CMGF=1")
    assert host.say("AT+CMGR=1") == [f'+CMGR: "REC UNREAD","+8613800000000","",{stamp}', "hello", "OK"]
    assert host.say("AT+CMGR=1") == [f'+CMGR: "REC READ","+8613800000000","",{stamp}', "hello", "OK"]
    assert host.say("AT+CMGD=?") == ["+CMGD: (1),(0-4)", "OK"]
    assert host.say("AT+CMGD=1", "AT+CMGR=1") == ["OK"]


def test_messages_outlive_a_power_cycle(host):
    host.happens(MESSAGE)
    host.wait()
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CMGD=?") == ["+CMGD: (1),(0-4)", "OK"]


def test_a_place_that_does_not_exist_is_an_error_of_the_message_service(host):
    assert host.say("AT+CMGR=11") == ["+CMS ERROR: 321"]
    assert host.say("AT+CMEE=2", "AT+CMGD=11") == ["+CMS ERROR: invalid memory index"]


@pytest.mark.parametrize(("flag", "left"), [(0, "2,3"), (1, "2,3"), (4, "")])
def test_messages_are_deleted_by_the_flag(host, flag, left):
    for _ in range(3):
        host.happens(MESSAGE)
    host.wait()
    host.say("AT+CMGR=1", f"AT+CMGD=1,{flag}")
    assert host.say("AT+CMGD=?") == [f"+CMGD: ({left}),(0-4)", "OK"]


def test_a_full_card_takes_no_further_message(new_host):
    host = new_host(figures={"sms.message_slots": 1})
    host.happens(MESSAGE)
    host.happens(MESSAGE)
    assert host.hear() == ['+CMTI: "SM",1']


def test_a_new_message_shows_as_cnmi_asks(host):
    host.say("AT+CMGF=1;+CNMI=2,0")
    host.happens(MESSAGE)
    assert host.hear() == []
    host.say("AT+CNMI=2,2")
    host.happens(MESSAGE)
    assert host.hear() == ['+CMT: "+8613800000000","","02/01/03,20:40:34+00"', "hello"]


def test_a_message_is_shown_as_a_pdu_in_pdu_mode(host):
    host.happens(MESSAGE)
    host.wait()
    coded = "00040D91683108000000F000002010300204430005E8329BFD06"
    assert host.say("AT+CMGR=1") == ['+CMGR: 0,"",25', coded, "OK"]


def test_seven_bit_characters_are_packed():
    assert pdu.pack("hello").hex().upper() == "E8329BFD06"
    assert pdu.swap_digits("12345") == "2143F5"


# --- what is told of calls, where it is asked for (AT command manuals)


@pytest.fixture(params=["sim800", "sim7x00"])
def phone(request, new_host):
    return new_host(request.param)


def test_the_activity_tells_of_a_call(phone):
    assert phone.say("AT+CPAS") == ["+CPAS: 0", "OK"]
    phone.happens(CALL)
    phone.hear()
    assert phone.say("AT+CPAS") == ["+CPAS: 3", "OK"]
    phone.say("ATA")
    assert phone.say("AT+CPAS") == ["+CPAS: 4", "OK"]
    assert phone.say("AT+CHUP")[-1] == "OK"
    assert phone.say("AT+CPAS") == ["+CPAS: 0", "OK"]


@pytest.mark.parametrize(
    ("family", "rings", "active", "dialled"),
    [
        ("sim800", ',145,""', ',145,""', ',129,""'),
        ("sim7x00", ",145", ",145", ",129"),
    ],
)
def test_the_list_of_calls_has_the_one_there_is(new_host, family, rings, active, dialled):
    phone = new_host(family)
    assert phone.say("AT+CLCC") == ["OK"]
    phone.happens(CALL)
    phone.hear()
    assert phone.say("AT+CLCC") == [f'+CLCC: 1,1,4,0,0,"+8613800000000"{rings}', "OK"]
    phone.say("ATA")
    assert phone.say("AT+CLCC") == [f'+CLCC: 1,1,0,0,0,"+8613800000000"{active}', "OK"]
    phone.say("AT+CHUP", "ATD10086;")
    assert phone.say("AT+CLCC") == [f'+CLCC: 1,0,0,0,0,"10086"{dialled}', "OK"]


def test_the_list_of_calls_is_told_whenever_it_changes_if_asked_for(host):
    host.say("AT+CLCC=1")
    assert host.say("ATD10086;") == ["OK", '+CLCC: 1,0,0,0,0,"10086",129,""']
    assert host.say("AT+CHUP") == ["OK", '+CLCC: 1,0,6,0,0,"10086",129,""']


def test_a_call_rings_with_its_kind_if_asked_for(phone):
    phone.say("AT+CRC=1")
    phone.happens(CALL)
    assert phone.hear() == ["+CRING: VOICE"]


def test_the_caller_on_sim7x00(new_host):
    host = new_host("sim7x00")
    host.say("AT+CLIP=1")
    host.happens(CALL)
    assert host.hear() == ["RING", '+CLIP: "+8613800000000",145,,,"",0']


def test_the_stages_of_a_call_are_told_if_asked_for(host):
    host.say("AT+MORING=1")
    assert host.say("ATD10086;") == ["OK", "MO RING", "MO CONNECTED"]


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("sim800", ['+COLP: "10086",129', "OK"]),
        ("sim7x00", ["VOICE CALL: BEGIN", '+COLP: "10086",129,,,', "OK"]),
    ],
)
def test_who_has_answered_is_told_before_the_result_if_asked_for(new_host, family, told):
    host = new_host(family)
    host.say("AT+COLP=1")
    assert host.say("ATD10086;") == told


def test_the_end_of_a_call_is_told_if_asked_for(host):
    host.say("AT+CDRIND=1", "ATD10086;")
    host.happens(net.CallEnded())
    assert host.hear() == ["NO CARRIER", "+CDRIND: 0"]


@pytest.mark.parametrize(("mode", "rings"), [(0, True), (1, False), (2, False)])
def test_calls_are_rejected_without_a_word_if_asked_for(host, mode, rings):
    host.say(f"AT+GSMBUSY={mode}")
    host.happens(CALL)
    assert bool(host.hear()) is rings


@pytest.mark.parametrize(
    ("form", "before", "after"), [(0, "No cause", "normal call clearing"), (1, "Cause:0", "Cause:16")]
)
def test_the_cause_of_the_end_of_the_last_call(host, form, before, after):
    host.say(f"AT+CEER={form}")
    assert host.say("AT+CEER") == [f"+CEER: {before}", "OK"]
    host.say("ATD10086;", "AT+HVOIC")
    assert host.say("AT+CEER") == [f"+CEER: {after}", "OK"]


def test_the_microphone_is_off_during_a_call_only(phone):
    phone.say("AT+CMEE=0")
    assert phone.say("AT+CMUT=1") == ["ERROR"]
    phone.say("ATD10086;")
    assert phone.say("AT+CMUT=1") == ["OK"]
    assert phone.say("AT+CMUT?") == ["+CMUT: 1", "OK"]
    phone.say("AT+CHUP")
    assert phone.say("AT+CMUT?") == ["+CMUT: 0", "OK"]


def test_the_side_tone_of_sim7x00_is_set_during_a_call_only(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+SIDET=1") == ["ERROR"]
    host.say("ATD10086;")
    assert host.say("AT+SIDET=1") == ["OK"]


def test_hanging_up_ends_a_call_that_ath_does_not(host):
    host.say("AT+CVHU=1", "ATD10086;", "AT+CHUP")
    assert host.say("AT+CPAS") == ["+CPAS: 0", "OK"]
