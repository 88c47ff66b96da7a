"""The module's side: what it was given and said, what is so, what it saw the program do wrong."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from atconform.base.errors import UsageError
from atconform.testing import NothingMore, inmemory, module
from atconform.testing.asked import Asked
from atconform.testing.making import OPTIONS


def test_commands_are_those_that_it_was_given_and_not_data(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    link.send(b"AT+EVIL\r")
    assert sim800.commands[-2:] == ['AT+CIPSTART="TCP","a.example",80', "AT+CIPSEND=8"]


def test_answers_and_announcements_stand_apart(sim800):
    sim800.serial.write(b"AT+CSQ\r")
    sim800.sleep(30)
    assert [line.partition(":")[0] for line in sim800.answers] == ["+CSQ", "OK"]
    assert "SMS Ready" in sim800.announcements
    assert "SMS Ready" not in sim800.answers


def test_settings_are_known_by_their_commands(sim800):
    assert sim800.settings["AT+CMGF"] == "0"
    sim800.serial.write(b"AT+CMGF=1\r")
    sim800.sleep(1)
    assert sim800.settings["AT+CMGF"] == "1"
    assert "AT+CMEE" in sim800.settings
    with pytest.raises(KeyError, match=r"no setting is shown by AT\+CMGFF; did you mean AT\+CMGF"):
        sim800.settings["AT+CMGFF"]


def test_the_state(sim800, link):
    assert sim800.state == "IP STATUS"
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    assert sim800.state == "CONNECT OK"


def test_what_a_failed_assertion_shows_of_it(sim800):
    assert repr(sim800) == "<sim800, SIM off, not registered, IP INITIAL, 0.000000 s>"


@pytest.mark.parametrize("name", ["SIM800", "SIM7500E", "Sim7x00@no-sender"])
def test_it_goes_by_the_names_of_the_command_line(name):
    with module(name) as held:
        held.serial.write(b"AT+CGMM\r")
        held.sleep(1)
        assert held.answers[-1] == "OK"


def test_a_variant_is_a_part_of_the_name_or_an_argument():
    with module("sim7x00@no-sender") as one, module("sim7x00", variant="no-sender") as other:
        assert one.name == other.name


def test_type_checkers_know_the_options():
    assert {*Asked.__annotations__} == {*OPTIONS}


def test_what_the_program_does_wrong(sim800):
    sim800.sleep(30)
    sim800.serial.write(b"AT+COPS=?\r")
    sim800.serial.write(b"AT+CSQ\r")
    sim800.sleep(60)
    assert [(remark.mistake, remark.typed) for remark in sim800.remarks] == [("impatient", b"AT+CSQ\r")]


def test_a_program_that_asks_for_ever_comes_to_an_end(sim800, monkeypatch):
    def asks():
        while True:
            sim800.serial.write(b"AT+CREG?\r")
            sim800.sleep(1)

    monkeypatch.setattr(inmemory, "MOST_IN_A_ROW", 100)
    with pytest.raises(NothingMore, match=r"AT\+CREG\? was given 100 times in a row: .*; 10\d\.\d+ s of the test"):
        asks()


def test_why_a_command_was_refused(sim800):
    sim800.serial.write(b"AT+NOSUCH\r")
    sim800.sleep(1)
    assert [(refusal.command, refusal.reason) for refusal in sim800.refusals] == [("+NOSUCH", "unknown")]


@pytest.mark.parametrize(
    ("typed", "command", "lines", "error", "said"),
    [
        (b"AT+FTPSTATE", "AT+FTPSTATE", ("+FTPSTATE: 1",), None, "+FTPSTATE: 1|OK"),
        (b"AT+CBC", "AT+CBC", ("+CBC: 0,5,3400",), None, "+CBC: 0,5,3400|OK"),
        (b"AT+CMGF?", "AT+CMGF?", (), 4, "+CME ERROR: 4"),
        (b'AT+HTTPPARA="URL","http://a.example/x",1', "AT+HTTPPARA=", (), None, "OK"),
        (b"AT+CSQ=?", "at+csq=?", ("+CSQ: (0-1),(0)",), None, "+CSQ: (0-1),(0)|OK"),
    ],
)
def test_a_test_says_what_a_command_is_answered_with(sim800, typed, command, lines, error, said):
    sim800.serial.write(b"AT+CMEE=1\r")
    sim800.sleep(1)
    sim800.knows(command, *lines, error=error)
    before = len(sim800.answers)
    sim800.serial.write(typed + b"\r")
    sim800.sleep(1)
    assert "|".join(sim800.answers[before:]) == said


def test_other_forms_of_such_a_command_stay_as_they_are(sim800):
    sim800.knows("AT+CMGF?", "+CMGF: 7")
    sim800.serial.write(b"AT+CMGF=?;+CMGF?\r")
    sim800.sleep(1)
    assert sim800.answers == ["+CMGF: (0,1)", "+CMGF: 7", "OK"]


@pytest.mark.parametrize("wrong", ["CBC", "AT+CBC=1", "AT+CBC;+CSQ", "AT+"])
def test_what_is_no_command_cannot_be_known(sim800, wrong):
    with pytest.raises(ValueError, match="is no command without values"):
        sim800.knows(wrong)


def test_a_power_cycle(sim800):
    sim800.power_cycle()
    sim800.serial.write(b"AT\r")
    assert [remark.mistake for remark in sim800.remarks] == ["deaf"]
    sim800.sleep(5)
    sim800.serial.reset_input_buffer()
    sim800.serial.write(b"AT\r")
    assert b"OK" in sim800.serial.read_until(b"OK\r\n")


@pytest.mark.atconform(started=False)
def test_a_module_that_was_just_given_power(sim800):
    sim800.serial.write(b"AT\r")
    assert sim800.serial.read(1) == b""


@pytest.mark.atconform(pin="1234", imei="490154203237518")
def test_a_mark_says_what_the_module_is_like(sim800):
    sim800.sleep(10)
    sim800.serial.write(b"AT+CPIN?;+CGSN\r")
    sim800.sleep(1)
    assert "+CPIN: SIM PIN" in sim800.answers
    assert "490154203237518" in sim800.answers


@pytest.mark.atconform(variant="no-sender")
def test_a_mark_chooses_a_firmware_variant(sim7x00):
    sim7x00.serial.write(b"AT\r")
    assert b"OK" in sim7x00.serial.read_until(b"OK\r\n")


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020", "sim7x00"])
def test_each_family_has_a_fixture(family, request):
    held = request.getfixturevalue(family)
    held.serial.write(b"AT\r")
    assert b"OK" in held.serial.read_until(b"OK\r\n")


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("sim900", {}, "sim900"),
        ("sim800@nosuch", {}, "nosuch"),
        ("sim800", {"signal": 55}, "AT\\+CSQ tells 0 to 31"),
        ("sim800", {"delays": "long"}, "choose from none, normal"),
        ("sim800", {"log": "file"}, "unknown option log"),
    ],
)
def test_what_there_is_not_is_said(name, options, said):
    with pytest.raises(UsageError, match=said), module(name, **options):
        pass


@given(signal=integers(0, 31))
@settings(max_examples=20, deadline=None)
def test_hypothesis_has_a_module_for_each_example(signal):
    with module("sim800", signal=signal, delays="none") as held:
        held.sleep(1)
        held.serial.write(b"AT+CSQ\r")
        held.sleep(1)
        assert f"+CSQ: {signal},0" in held.answers


def test_without_delays_it_answers_at_once():
    with module("sim800", delays="none") as held:
        held.serial.write(b"AT\r")
        held.serial.read_until(b"OK\r\n")
        assert held.elapsed < 0.001
