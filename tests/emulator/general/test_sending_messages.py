"""AT+CMGS: a short message is typed at a prompt, and numbered when the network has it.

SIM800, SIM7000 and SIM7020 AT command manuals, 4.2.5; SIM7500/SIM7600, 9.2.13.
"""

import pytest

from atconform.emulator.core.dialogue import ECHO
from atconform.protocol import network as net
from tests.emulator.conftest import SECOND

CTRL_Z, ESC = "\x1a", "\x1b"
PROMPT = "\r\n> "
PDU = "0011000B916831080000F00000A705E8329BFD06"
"""3GPP TS 23.040, 9.2.2.2: to +8613800000000, "hello"; no service centre in front."""
OCTETS = len(PDU) // 2 - 1


@pytest.fixture
def sender(any_host):
    any_host.wait(5 * SECOND)
    any_host.module.settings[ECHO] = 0
    any_host.say("AT+CMGF=1")
    return any_host


def send(host, what, typed):
    """Send a message; return what comes, and the prompt before it."""
    prompt = host.type(f"AT+CMGS={what}\r")
    return prompt, [line for line in host.type(typed, 5 * SECOND).split("\r\n") if line]


def test_a_text_is_typed_at_a_prompt_and_every_message_has_the_next_number(sender):
    prompt, first = send(sender, '"+8613800000000"', "hello" + CTRL_Z)
    assert (prompt, first) == (PROMPT, ["+CMGS: 0", "OK"])
    assert send(sender, '"10086",129', "two\rlines" + CTRL_Z) == (PROMPT, ["+CMGS: 1", "OK"])


def test_the_card_keeps_the_number_of_the_next_message(sender):
    send(sender, '"10086"', "1" + CTRL_Z)
    sender.power_cycle()
    sender.wait(8 * SECOND)
    sender.module.port.mute = False
    sender.say("AT+CMGF=1")
    assert send(sender, '"10086"', "2" + CTRL_Z)[1] == ["+CMGS: 1", "OK"]


def test_esc_sends_nothing(sender):
    assert send(sender, '"10086"', "hello" + ESC) == (PROMPT, ["OK"])
    assert send(sender, '"10086"', "hello" + CTRL_Z)[1] == ["+CMGS: 0", "OK"]


def test_a_pdu_is_sent_by_the_length_behind_its_service_centre(sender):
    sender.say("AT+CMGF=0")
    assert send(sender, OCTETS, PDU + CTRL_Z) == (PROMPT, ["+CMGS: 0", "OK"])
    centre = "0791683110501005"
    assert send(sender, OCTETS, centre + PDU[2:] + CTRL_Z)[1] == ["+CMGS: 1", "OK"]
    assert send(sender, OCTETS, ESC)[1] == ["OK"]


@pytest.mark.parametrize("typed", [PDU + "00", PDU[:-2], "hello", ""])
def test_a_pdu_of_another_length_is_an_error(sender, typed):
    sender.say("AT+CMGF=0")
    assert send(sender, OCTETS, typed + CTRL_Z)[1] == ["+CMS ERROR: 304"]


def test_a_length_that_no_pdu_has_is_an_error_at_once(sender):
    assert sender.say("AT+CMGF=0", "AT+CMGS=02112345678") == ["+CMS ERROR: 304"]


@pytest.mark.parametrize("what", ["", "19", "10086", '"hello"', '"10086",0', '"10086",129,1'])
def test_a_text_wants_a_number_in_quotation_marks(sender, what):
    assert sender.say(f"AT+CMGS={what}") == ["ERROR"]


def test_a_text_has_160_characters_at_most(sender):
    assert send(sender, '"10086"', "x" * 160 + CTRL_Z)[1] == ["+CMGS: 0", "OK"]
    assert send(sender, '"10086"', "x" * 161 + CTRL_Z)[1] == ["+CMS ERROR: 305"]


def test_number_and_text_are_in_the_character_set_of_the_host(sender):
    sender.say('AT+CSCS="UCS2"')
    assert send(sender, '"00310030003000380036"', "4E014E50" + CTRL_Z)[1] == ["+CMGS: 0", "OK"]
    assert send(sender, '"00310030003000380036"', "no digits" + CTRL_Z)[1] == ["+CMS ERROR: 305"]


def test_without_a_network_nothing_is_sent(sender):
    sender.happens(net.Registration(2))
    sender.wait()
    assert send(sender, '"10086"', "hello" + CTRL_Z)[1] == ["+CMS ERROR: 331"]


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020"])
def test_the_prompt_comes_also_where_tcp_ip_wants_none(new_host, family):
    host = new_host(family)
    host.say("AT+CMGF=1;+CIPSPRT=0")
    assert host.type('AT+CMGS="10086"\r') == PROMPT


def test_the_form_is_known(sender):
    assert sender.say("AT+CMGS=?") == ["OK"]
