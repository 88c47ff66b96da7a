"""Modules that a user has set up: scenarios pass on them as on fresh ones, and they are as before at the end."""

from __future__ import annotations

import re

import pytest

from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.place import lineform
from atconform.place.conversation import Conversation
from atconform.place.found import Found, assume, give_back, look
from atconform.place.lineform import LineForm
from atconform.place.registration import wait_until_attached
from atconform.requirements import settings
from atconform.requirements.claims import load
from atconform.results.records import read_run
from tests import ROOT
from tests.commands.terminal import run_pytest
from tests.place import stored_modules
from tests.place.test_recovery import OK, RESTS, Script

SAMPLE = ("--smoke", "features")
SLEEPS = ("features/rules/bearer/psm.feature", "features/rules/bearer/pdn.feature", "features/rules/cip/modes.feature")
every_family = pytest.mark.parametrize("family", families())


def play(family, how, folder, *what):
    stored = ("-p", "tests.place.stored_modules", "--stored", how)
    done = run_pytest(*stored, "--module", family, f"--report={folder / 'run'}", *what)
    record = read_run(folder / "run")
    assert {s.title: s.reason for s in record.scenarios if s.verdict != "pass"} == {}, done.stdout
    assert record.scenarios
    return record


@every_family
def test_scenarios_pass_on_modules_that_start_with_what_a_user_has_stored(tmp_path, family):
    play(family, "profile", tmp_path, *SAMPLE)


def test_what_is_stored_is_set_again_after_deep_sleep_and_power_cycles(tmp_path):
    record = play("sim7020", "profile", tmp_path, *SLEEPS)
    transcript = next(s.transcript for s in record.scenarios if s.id == "psm-enters-and-leaves")
    text = (tmp_path / "run" / transcript).read_text()
    assert re.search(r"(?s)EXIT PSM.*>  ATE1V1Q0<CR>.*>  AT\+CMEE=0<CR>.*>  AT\+CPSMS=0<CR>", text)


@pytest.mark.parametrize("how", ["profile", "typed"])
@every_family
def test_one_module_is_as_before_when_all_have_been_played_on_it(tmp_path, family, how):
    play(family, how, tmp_path, "--one-module", f"--asked={tmp_path}", *SAMPLE)
    before, after = ((tmp_path / name).read_text() for name in ("before", "after"))
    assert before != stored_modules.as_it_is(stored_modules.power_up(stored_modules.build(family)))
    assert after == before


# ---- how it talked


@pytest.mark.parametrize("command", ["ATE0", "ATV0", "ATQ1", "ATE0V0", "ATE0Q1", "ATV0Q1", "ATE0V0Q1", ""])
@every_family
def test_how_a_module_talks_is_seen_and_put_back(family, command):
    module = Conversation(stored_modules.power_up(stored_modules.build(family)))
    module.wait(SECOND)
    module.hear(command)
    form = lineform.seen(module)
    assert form.command == command
    claims = load(family)
    assume(module, claims, Found(form), ())
    assert module.ask("AT") == b"AT\r\r\nOK\r\n"
    assert give_back(module, claims, Found(form), (), ()) == ""
    assert lineform.seen(module) == form


def test_a_module_that_says_nothing_at_first_is_taken_to_talk_as_usual():
    assert lineform.seen(Conversation(Script({}))) == lineform.USUAL


def test_a_line_that_comes_by_itself_while_nothing_is_answered_is_not_how_a_module_talks():
    module = Script({})
    module.say(b"\r\nRING\r\n", 500)
    assert lineform.seen(Conversation(module)) == lineform.USUAL


# ---- what it tells


def told(family, name, answer):
    (setting,) = [setting for setting in settings.of(family) if setting.name == name]
    back = setting.told(answer)
    return back, setting.is_assumed(back)


@pytest.mark.parametrize(
    ("family", "name", "answer", "back", "assumed"),
    [
        ("sim800", "+CMEE", "+CMEE: 1", ["AT+CMEE=1"], False),
        ("sim800", "+CMEE", "+CMEE:0", ["AT+CMEE=0"], True),
        ("sim800", "+CNMI", "+CNMI: 2,1,0,1,0", ["AT+CNMI=2,1,0,1,0"], True),
        ("sim800", "+CREG", '+CREG: 2,1,"5B57","01A5"', ["AT+CREG=2"], False),
        ("sim800", "+CREG", "+CREG: 1\r\n\r\n+CREG: 0,1", ["AT+CREG=0"], True),
        ("sim800", "+COPS", '+COPS: 0,0,"CHINA MOBILE"', ["AT+COPS=0"], True),
        ("sim800", "+COPS", '+COPS: 1,2,"46000"', ['AT+COPS=1,2,"46000"'], False),
        ("sim800", "+CLPORT", "+CLPORT: 5000,0\r", ['AT+CLPORT="TCP",5000', 'AT+CLPORT="UDP",0'], False),
        ("sim800", "+CLPORT", "+CLPORT: 0,0,0\r", ['AT+CLPORT="TCP",0', 'AT+CLPORT="UDP",0'], True),
        ("sim800", "S0", "ATS0?\r\r\n000\r\n\r\nOK\r\n", ["ATS0=000"], True),
        ("sim7000", "+CPSMS", "+CPSMS: 0", [], None),
        ("sim7000", "+CPSMS", '+CPSMS: 1,,,"01111110"', ['AT+CPSMS=1,,,"01111110"'], False),
        # As the manual of SIM7020 and a record of a SIM7600 show them.
        ("sim7020", "X", "ACTIVE PROFILE\r\nE: 1\r\nX: 4\r\nS0: 0\r\n", ["ATX4"], True),
        ("sim7x00", "&D", "&C: 2; &D: 0; &E: 1; X: 1; Z: 0; \\Q: 3", ["AT&D0"], False),
        ("sim7x00", "X", "&C: 2; &D: 0; &E: 1; X: 1; Z: 0; \\Q: 3", ["ATX1"], False),
        ("sim800", "&C", "\r\nERROR\r\n", [], None),
    ],
)
def test_a_setting_is_put_back_as_the_module_tells_it(family, name, answer, back, assumed):
    found = told(family, name, answer)
    assert found[0] == tuple(back)
    assert assumed is None or found[1] == assumed


@pytest.mark.parametrize("value", ["9" * 5000, "\xb2", "\xb9\xb3"])
def test_a_value_that_is_no_number_of_a_setting_is_another_than_scenarios_assume(value):
    assert told("sim800", "+CMEE", f"+CMEE: {value}") == ((f"AT+CMEE={value}",), False)


@every_family
def test_what_may_be_stored_is_asked_for(family):
    stored = {setting.name for setting in settings.of(family) if setting.stored}
    assert {"+CMEE", "&C", "&D", "X", "S0", "+IFC", "+CREG", "+CMGF", "+CNMI"} <= stored


def test_what_changes_by_itself_is_no_setting():
    assert "+CGATT" not in [setting.name for setting in settings.of("sim800")]


# ---- what is sent


def test_a_module_that_is_as_scenarios_assume_costs_nothing():
    module = Script({})
    assert assume(Conversation(module), load("sim800"), Found(), ()) == frozenset()
    assert module.written == []


def test_only_what_is_otherwise_is_set_and_put_back():
    module = Script(
        RESTS | {b"AT+CMEE?\r": [(1, b"\r\n+CMEE: 1\r\n\r\nOK\r\n")], b"AT+CMEE=0\r": OK, b"AT+CMEE=1\r": OK}
    )
    claims, conversation = load("sim7000"), Conversation(module)
    found = look(conversation, claims, lineform.USUAL)
    module.written.clear()
    assert assume(conversation, claims, found, found.changed) == frozenset()
    assert module.written == [b"ATE1V1Q0\r", b"AT\r", b"AT+CMEE=0\r"]


def test_what_a_module_refuses_is_named():
    module = Script(RESTS | {b"AT+CIPSHUT\r": OK, b"ATH\r": OK, b"AT+CMEE=1\r": [(1, b"\r\nERROR\r\n")]})
    found = Found(back={"+CMEE": ("AT+CMEE=1",)}, changed=frozenset({"+CMEE"}))
    told = give_back(Conversation(module), load("sim800"), found, (), ())
    assert told == "not put back as it was found: AT+CMEE=1 (the module refused it)"


def test_a_module_that_is_dead_is_given_up_and_all_is_named():
    module = Script({})
    found = Found(LineForm(echo=False), {"+CMEE": ("AT+CMEE=1",), "&C": ("AT&C0",)}, frozenset({"+CMEE", "&C"}))
    told = give_back(Conversation(module), load("sim800"), found, (), ())
    assert told.startswith(
        "not put back as it was found: AT&C0, AT+CMEE=1, ATE0 (script: the module does not answer AT"
    )
    assert module.now() < 60 * SECOND


def test_a_default_that_no_user_can_have_stored_is_left_to_be_judged():
    found = look(Conversation(stored_modules.typed("sim7000")), load("sim7000"), lineform.USUAL)
    assert "+CIPHEAD" in found.changed
    assert "+CIPHEAD" not in found.stored


def test_scenarios_of_deep_sleep_are_none_for_a_module_that_starts_without_telling_of_it():
    made = stored_modules.power_up(stored_modules.build("sim7020"))
    conversation = Conversation(made)
    wait_until_attached(conversation)
    conversation.hear("AT+CPSMSTATUS=0")
    found = look(conversation, load("sim7020"), lineform.USUAL)
    assert found.blocked == {"psm": "the module starts with AT+CPSMSTATUS=0"}


def test_no_scenario_stores_anything_over_what_a_user_has_stored():
    text = "\n".join(file.read_text() for file in (ROOT / "features").rglob("*.feature"))
    assert re.findall(r"AT&W|AT\+CIPSCONT\b(?!\?)", text) == []
