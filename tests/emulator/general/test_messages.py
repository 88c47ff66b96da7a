"""Short messages: stores, lists, deleting, how they are shown and announced; profiles of their settings."""

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import SECOND

MESSAGE = net.IncomingMessage("+8613800000000", "hello")
STAMP = '"02/01/03,20:40:34+00"'
PDU = "00040D91683108000000F000002010300204430005E8329BFD06"
STATUSES = '("REC UNREAD","REC READ","STO UNSENT","STO SENT","ALL")'
FAMILIES = ("sim800", "sim7000", "sim7020", "sim7x00")


def deliver(host, count=1):
    for _ in range(count):
        host.happens(MESSAGE)
    return host.hear()


def first_place(family):
    return 0 if family == "sim7x00" else 1


@pytest.fixture(params=FAMILIES)
def inbox(request, new_host):
    """Make a module of each family with three messages, of which the second has been read."""
    host = new_host(request.param)
    deliver(host, 3)
    host.places = tuple(range(first_place(request.param), first_place(request.param) + 3))
    host.say("AT+CMEE=0;+CMGF=1", f"AT+CMGR={host.places[1]}")
    return host


def listed(place, status):
    return [f'+CMGL: {place},"{status}","+8613800000000","",{STAMP}', "hello"]


@pytest.mark.parametrize(("asked", "which"), [('"REC UNREAD"', (0, 2)), ('"REC READ"', (1,)), ('"ALL"', (0, 1, 2))])
def test_messages_are_listed_by_what_became_of_them_and_are_read_then(inbox, asked, which):
    lines = [line for one in which for line in listed(inbox.places[one], "REC READ" if one == 1 else "REC UNREAD")]
    assert inbox.say(f"AT+CMGL={asked}") == [*lines, "OK"]
    assert ("REC UNREAD" in " ".join(inbox.say('AT+CMGL="ALL"'))) == (asked == '"REC READ"')


@pytest.mark.parametrize("asked", ['"STO UNSENT"', '"STO SENT"'])
def test_there_are_no_messages_that_the_host_has_stored(inbox, asked):
    assert inbox.say(f"AT+CMGL={asked}") == ["OK"]


@pytest.mark.parametrize("asked", ["4", '"NEW"', "ALL", "", '"ALL",2'])
def test_in_text_mode_a_list_is_asked_for_by_words(inbox, asked):
    assert inbox.say(f"AT+CMGL={asked}") == ["ERROR"]


@pytest.mark.parametrize("asked", ["5", '"ALL"', ""])
def test_in_pdu_mode_a_list_is_asked_for_by_numbers(inbox, asked):
    assert inbox.say("AT+CMGF=0", f"AT+CMGL={asked}") == ["ERROR"]


def test_what_can_be_listed_depends_on_the_format(inbox):
    assert inbox.say("AT+CMGL=?") == [f"+CMGL: {STATUSES}", "OK"]
    assert inbox.say("AT+CMGF=0", "AT+CMGL=?") == ["+CMGL: (0-4)", "OK"]


@pytest.mark.parametrize(
    ("family", "head"),
    [("sim800", '1,0,"",25'), ("sim7000", '1,0,"",25'), ("sim7020", "1,0,,25"), ("sim7x00", '0,0,"",25')],
)
def test_messages_are_listed_as_pdus_in_pdu_mode(new_host, family, head):
    host = new_host(family)
    deliver(host)
    assert host.say("AT+CMGL=4") == [f"+CMGL: {head}", PDU, "OK"]


@pytest.mark.parametrize("family", FAMILIES[:3])
def test_the_command_alone_lists_what_is_unread(new_host, family):
    host = new_host(family)
    deliver(host, 2)
    host.say("AT+CMGF=1;+CMGR=1")
    assert host.say("AT+CMGL") == [*listed(2, "REC UNREAD"), "OK"]
    assert host.say("AT+CMGL") == ["OK"]


@pytest.mark.parametrize("family", FAMILIES[:2])
def test_a_list_can_leave_what_is_unread_so(new_host, family):
    host = new_host(family)
    deliver(host)
    host.say('AT+CMGF=1;+CMGL="ALL",1')
    assert host.say('AT+CMGL="ALL",0') == [*listed(1, "REC UNREAD"), "OK"]
    assert host.say('AT+CMGL="ALL"') == [*listed(1, "REC READ"), "OK"]


@pytest.mark.parametrize("family", FAMILIES[2:])
def test_of_some_families_a_list_always_reads(new_host, family):
    host = new_host(family)
    assert host.say("AT+CMEE=0;+CMGF=1", 'AT+CMGL="ALL",1') == ["ERROR"]
    assert host.say("AT+CMGR=1,1") == ["ERROR"]


@pytest.mark.parametrize(
    ("family", "in_list"),
    [("sim800", "145,5"), ("sim7000", "145,5"), ("sim7020", "145,5"), ("sim7x00", '145,4,0,0,"+1",145,5')],
)
def test_details_are_shown_if_asked_for(new_host, family, in_list):
    host, place = new_host(family), first_place(family)
    deliver(host)
    host.say('AT+CMGF=1;+CSDH=1;+CSCA="+1"')
    sender = f'"+8613800000000","",{STAMP}'
    assert host.say('AT+CMGL="ALL"')[0] == f'+CMGL: {place},"REC UNREAD",{sender},{in_list}'
    assert host.say(f"AT+CMGR={place}")[0] == f'+CMGR: "REC READ",{sender},145,4,0,0,"+1",145,5'
    host.say("AT+CNMI=1,2")
    assert deliver(host)[0] == f'+CMT: {sender},145,4,0,0,"+1",145,5'


@pytest.mark.parametrize(
    ("family", "charset", "number", "text"),
    [
        *((one, "UCS2", "002B0031", "00680065006C006C006F0040") for one in FAMILIES),
        *((one, "HEX", "2B31", "68656C6C6F00") for one in ("sim800", "sim7020")),
        *((one, "GSM", "+1", "hello@") for one in FAMILIES),
    ],
)
def test_numbers_and_texts_are_told_in_the_character_set(new_host, family, charset, number, text):
    host = new_host(family)
    host.say("AT+CMGF=1", f'AT+CSCS="{charset}"')
    host.happens(net.IncomingMessage("+1", "hello@"))
    host.wait()
    answer = host.say(f"AT+CMGR={first_place(family)}")
    assert answer == [f'+CMGR: "REC UNREAD","{number}","",{STAMP}', text, "OK"]


@pytest.mark.parametrize(("charset", "text"), [("IRA", "?uro"), ("HEX", "3F75726F"), ("UCS2", "20AC00750072006F")])
def test_what_a_character_set_does_not_have_is_told_as_a_question_mark(host, charset, text):
    host.say("AT+CMGF=1", f'AT+CSCS="{charset}"')
    host.happens(net.IncomingMessage("+1", "\N{EURO SIGN}uro"))
    host.wait()
    assert host.say("AT+CMGR=1")[1:] == [text, "OK"]


def test_the_service_centre_is_given_and_told_in_the_character_set(host):
    host.say('AT+CSCS="UCS2"', 'AT+CSCA="002B0031"')
    assert host.say("AT+CSCA?") == ['+CSCA: "002B0031",145', "OK"]
    assert host.say('AT+CSCA="+1"') == ["ERROR"]
    assert host.say('AT+CSCS="HEX"', 'AT+CSCA="2B31"', "AT+CSCA?") == ['+CSCA: "2B31",145', "OK"]
    assert host.say('AT+CSCS="IRA"', "AT+CSCA?") == ['+CSCA: "+1",145', "OK"]


@pytest.mark.parametrize(
    ("family", "listed", "at_first"),
    [
        ("sim800", ",".join(['("SM","ME","SM_P","ME_P","MT")'] * 3), '"SM",0,10,"SM",0,10,"SM",0,10'),
        ("sim7000", '("SM"),("SM"),("SM")', '"SM",0,10,"SM",0,10,"SM",0,10'),
        ("sim7020", '("SM","SR"),("SM"),("SM")', '"SM",0,10,"SM",0,10,"SM",0,10'),
        ("sim7x00", '("ME","MT","SM","SR"),("ME","MT","SM"),("ME","SM")', '"SM",0,10,"SM",0,10,"SM",0,10'),
    ],
)
def test_stores_are_listed_and_read(new_host, family, listed, at_first):
    host = new_host(family)
    assert host.say("AT+CPMS=?") == [f"+CPMS: {listed}", "OK"]
    assert host.say("AT+CPMS?") == [f"+CPMS: {at_first}", "OK"]
    deliver(host)
    assert host.say('AT+CPMS="SM"') == ["+CPMS: 1,10,1,10,1,10", "OK"]


@pytest.mark.parametrize(
    ("family", "refused"),
    [
        *(("sim800", one) for one in ('"XX"', "", "SM", '"SM","SM","SM","SM"')),
        *(("sim7000", one) for one in ('"ME"', '"SM","ME"')),
        *(("sim7020", one) for one in ('"SM","SR"', '"ME"')),
        *(("sim7x00", one) for one in ('"SM","SR"', '"SM","SM","MT"', '"SM_P"')),
    ],
)
def test_a_store_that_there_is_not_is_refused(new_host, family, refused):
    assert new_host(family).say("AT+CMEE=0", f"AT+CPMS={refused}") == ["ERROR"]


@pytest.mark.parametrize(("family", "place"), [("sim800", 1), ("sim7x00", 0)])
def test_messages_go_to_the_third_store_and_are_read_from_the_first(new_host, family, place):
    host = new_host(family)
    assert deliver(host) == [f'+CMTI: "SM",{place}']
    assert host.say('AT+CPMS="SM","SM","ME"') == ["+CPMS: 1,10,1,10,0,23", "OK"]
    assert deliver(host) == [f'+CMTI: "ME",{place}']
    assert host.say('AT+CPMS="ME"') == ["+CPMS: 1,23,1,10,1,23", "OK"]
    assert host.say("AT+CPMS?") == ['+CPMS: "ME",1,23,"SM",1,10,"ME",1,23', "OK"]
    host.say(f"AT+CMGD={place}")
    assert host.say("AT+CPMS?") == ['+CPMS: "ME",0,23,"SM",1,10,"ME",0,23', "OK"]
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CPMS?") == ['+CPMS: "SM",1,10,"SM",1,10,"SM",1,10', "OK"]


def test_a_preferred_store_that_is_full_gives_way_to_the_other(new_host):
    host = new_host(figures={"sms.message_slots": 1})
    host.say('AT+CPMS="SM_P","SM_P","SM_P"')
    assert deliver(host, 2) == ['+CMTI: "SM",1', '+CMTI: "ME",1']


def test_reports_are_none_and_cannot_be_stored(new_host):
    host = new_host("sim7020")
    deliver(host)
    assert host.say('AT+CPMS="SR"') == ["+CPMS: 0,10,1,10,1,10", "OK"]
    assert host.say("AT+CMGR=1") == ["OK"]
    assert host.say("AT+CMGD=1,4", 'AT+CPMS="SM"') == ["+CPMS: 1,10,1,10,1,10", "OK"]


@pytest.mark.parametrize(
    ("words", "number", "left"),
    [
        ("DEL READ", 1, "1,3"),
        ("DEL UNREAD", 2, "2"),
        ("DEL SENT", 3, "1,2,3"),
        ("DEL UNSENT", 4, "1,2,3"),
        ("DEL INBOX", 5, ""),
        ("DEL ALL", 6, ""),
    ],
)
@pytest.mark.parametrize("text_mode", [True, False], ids=["text", "PDU"])
def test_messages_are_deleted_by_kind(host, words, number, left, text_mode):
    deliver(host, 3)
    host.say("AT+CMGR=2", f"AT+CMGF={text_mode:d}")
    assert host.say(f'AT+CMGDA="{words}"' if text_mode else f"AT+CMGDA={number}") == ["OK"]
    assert host.say("AT+CMGD=?") == [f"+CMGD: ({left}),(0-4)", "OK"]


def test_the_kinds_that_can_be_deleted_depend_on_the_format(host):
    assert host.say("AT+CMGDA=?") == ["+CMGDA: (1-6)", "OK"]
    assert [host.say(f"AT+CMGDA={one}") for one in ("0", "7", '"DEL ALL"')] == [["ERROR"]] * 3
    words = '("DEL READ","DEL UNREAD","DEL SENT","DEL UNSENT","DEL INBOX","DEL ALL")'
    assert host.say("AT+CMGF=1", "AT+CMGDA=?") == [f"+CMGDA: {words}", "OK"]
    assert [host.say(f"AT+CMGDA={one}") for one in ("6", '"ALL"', "")] == [["ERROR"]] * 3


@pytest.mark.parametrize(
    ("family", "listed"),
    [
        ("sim800", "(0-3),(0-3),(0,2),(0,1),(0,1)"),
        ("sim7000", "(0-2),(0-3),(0,2),(0-2),(0,1)"),
        ("sim7020", "(0-3),(0-3),(0),(0-2),(0,1)"),
        ("sim7x00", "(0-2),(0-3),(0,2),(0-2),(0,1)"),
    ],
)
def test_indications_are_listed(new_host, family, listed):
    assert new_host(family).say("AT+CNMI=?") == [f"+CNMI: {listed}", "OK"]


@pytest.mark.parametrize(
    ("family", "taken", "refused"),
    [
        ("sim800", ("3,3,2,1,1", "2,1", "2,2"), ("4", "2,4", "2,1,1", "2,1,0,2", "")),
        ("sim7000", ("1,2", "1,3,2,1", "2,1,0,2"), ("3", "2,2", "0,3", "2,1,0,1", "2,1,1")),
        ("sim7020", ("3,3,0,2,1", "2,2,0,1"), ("2,1,2", "4")),
        ("sim7x00", ("1,2", "2,2", "1,3,2,1", "2,1,0,2"), ("3", "0,2", "2,3", "2,1,0,1", "2,1,1")),
    ],
)
def test_indications_are_set_within_their_ranges_and_together(new_host, family, taken, refused):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert [one for one in taken if host.say(f"AT+CNMI={one}") != ["OK"]] == []
    assert [one for one in refused if host.say(f"AT+CNMI={one}") != ["ERROR"]] == []


@pytest.mark.parametrize("family", FAMILIES[:3])
def test_the_format_left_out_is_pdu(new_host, family):
    host = new_host(family)
    assert host.say("AT+CMGF=1", "AT+CMGF=", "AT+CMGF?") == ["+CMGF: 0", "OK"]


def test_places_begin_with_0_on_sim7x00(new_host):
    host = new_host("sim7x00")
    assert deliver(host) == ['+CMTI: "SM",0']
    assert host.say("AT+CMGF=1;+CMGR=0")[1:] == ["hello", "OK"]
    assert host.say("AT+CMGR=9") == ["OK"]
    assert host.say("AT+CMGR=10") == ["+CMS ERROR: invalid memory index"]
    assert host.say("AT+CMGD=0", "AT+CMGR=0") == ["OK"]


@pytest.mark.parametrize(("family", "kinds"), [("sim800", "1,1,1"), ("sim7020", "1,1,0"), ("sim7x00", "1,1,1")])
def test_the_message_service_tells_what_it_supports(new_host, family, kinds):
    host = new_host(family)
    assert host.say("AT+CSMS?") == [f"+CSMS: 0,{kinds}", "OK"]
    assert host.say("AT+CSMS=1") == [f"+CSMS: {kinds}", "OK"]
    assert host.say("AT+CSMS?") == [f"+CSMS: 1,{kinds}", "OK"]


@pytest.mark.parametrize(("family", "listed"), [("sim800", "(0,1)"), ("sim7020", "(0,1,128)"), ("sim7x00", "(0,1)")])
def test_message_services_are_listed(new_host, family, listed):
    host = new_host(family)
    assert host.say("AT+CSMS=?") == [f"+CSMS: {listed}", "OK"]
    assert host.say("AT+CMEE=0", "AT+CSMS=2") == ["ERROR"]
    assert (host.say("AT+CSMS=128")[-1] == "OK") == (family == "sim7020")


@pytest.mark.parametrize(("family", "listed", "number"), [("sim800", "(0-3)", 3), ("sim7000", "(0)", 0)])
def test_message_settings_are_saved_in_profiles_and_restored(new_host, family, listed, number):
    host = new_host(family)
    assert [host.say(f"AT+{one}=?") for one in ("CSAS", "CRES")] == [
        [f"+{n}: {listed}", "OK"] for n in ("CSAS", "CRES")
    ]
    host.say('AT+CSCA="+1";+CSMP=49,10,1,4')
    assert host.say(f"AT+CSAS={number}") == ["OK"]
    host.say('AT+CSCA="+2";+CSMP=17,20,0,0')
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say(f"AT+CRES={number}") == ["OK"]
    assert host.say("AT+CSCA?;+CSMP?") == ['+CSCA: "+1",145', "+CSMP: 49,10,1,4", "OK"]
    host.say("AT+CMEE=0")
    assert [host.say(f"AT+{one}={number + 1}") for one in ("CSAS", "CRES")] == [["ERROR"]] * 2


def test_the_profile_that_goes_without_a_number_is_the_first(host):
    assert host.say('AT+CSCA="+1"', "AT+CSAS", 'AT+CSCA="+2"', "AT+CRES") == ["OK"]
    assert host.say("AT+CSCA?") == ['+CSCA: "+1",145', "OK"]
    assert host.say("AT+CRES=2", "AT+CSCA?") == ['+CSCA: "+8613800100500",145', "OK"]


def test_broadcast_channels_are_added_taken_out_and_reset(host):
    for command, shown in (
        ('=0,"1,2"', '0,"1,2",""'),
        ('=0,"2,3","0"', '0,"1,2,3","0"'),
        ('=1,"2"', '1,"1,3","0"'),
        ("=1", '1,"1,3","0-255"'),
        ("=0", '0,"",""'),
        (f'=0,"{",".join(map(str, range(20)))}"', f'0,"{",".join(map(str, range(15)))}",""'),
    ):
        assert host.say(f"AT+CSCB{command}", "AT+CSCB?") == [f"+CSCB: {shown}", "OK"], command
    assert host.say("AT+CDSCB", "AT+CSCB?") == ['+CSCB: 0,"",""', "OK"]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("command", ["+CPMS?", '+CPMS="SM"', "+CMGL=4", "+CMGR=1", "+CMGD=1"])
def test_messages_want_a_card_that_is_ready(new_host, family, command):
    host = new_host(family, figures={"sim.pin": "1234"})
    host.say("AT+CMEE=1")
    assert host.say(f"AT{command}") == ["+CMS ERROR: 311"]
    host.say('AT+CPIN="0000"', 'AT+CPIN="0000"', 'AT+CPIN="0000"')
    assert host.say(f"AT{command}") == ["+CMS ERROR: 316"]
