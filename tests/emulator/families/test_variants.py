"""Firmware variants: each is its family, but for what it declares."""

from __future__ import annotations

import re

import pytest

from atconform.base.errors import UsageError
from atconform.base.families import modules
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import ECHO
from atconform.emulator.families import FAMILIES, build, declared, variants
from atconform.emulator.families.varying import Variant
from atconform.emulator.netopen.parameters import SHOW_SOURCE
from tests.emulator.conftest import SECOND, Host

NAMES_OF = {family: [f"{family}@{name}" for name in variants(family)] for family in FAMILIES}
NAMES = [name for names in NAMES_OF.values() for name in names]
UNRIGHTFUL = [name for name in NAMES if "@rightful-" not in name]


def host_with(respellings):
    """A host with a SIM800 whose firmware spells lines in its own way."""
    variant = Variant("own", "for this test", respellings=respellings).of(FAMILIES["sim800"])
    host = Host("sim800", figures={"core.respellings": variant.figures[Dialect].respellings})
    host.wait(2 * SECOND)
    return host


def test_every_family_has_variants():
    assert all(variants(family) for family in FAMILIES)


def test_what_a_user_may_name_is_emulated_and_nothing_else_is():
    assert modules() == [name for family in sorted(FAMILIES) for name in (family, *NAMES_OF[family])]


@pytest.mark.parametrize("delays", ["short", "normal", "none"])
def test_a_variant_that_is_slow_is_so_whatever_its_family_takes(delays):
    assert build("sim800@rightful-slow", delays).dialect.command_delay == 4 * SECOND


@pytest.mark.parametrize("name", UNRIGHTFUL)
def test_a_variant_starts_and_answers_as_its_family(name):
    family, variant = Host(name.partition("@")[0]), Host(name)
    assert variant.wait(5 * SECOND) == family.wait(5 * SECOND)
    for command in ("ATI", "AT+CPIN?", "AT+CGREG?"):
        answer = variant.say(command)
        assert answer == family.say(command)
        assert answer[-1] == "OK"


@pytest.mark.parametrize("name", NAMES)
def test_a_variant_is_named_in_a_word_and_told_in_a_line(name):
    family, _, variant = name.partition("@")
    summary = variants(family)[variant].summary
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", variant)
    assert 0 < len(summary) <= 80
    assert "\n" not in summary


def test_the_family_stays_as_it_is_beside_its_variants():
    assert declared("sim7020@no-retention").commands.keys() < declared("sim7020").commands.keys()
    assert declared("sim7x00@no-sender").settings[SHOW_SOURCE.name].default == 0
    assert declared("sim7x00").settings[SHOW_SOURCE.name].default == 1


def test_a_setting_with_another_default_can_still_be_set():
    host = Host("sim7x00@no-sender")
    host.wait(5 * SECOND)
    assert host.say("AT+CIPSRIP?") == ["+CIPSRIP: 0", "OK"]
    assert host.say("AT+CIPSRIP=1", "AT+CIPSRIP?") == ["+CIPSRIP: 1", "OK"]


def test_a_missing_command_is_one_that_the_module_does_not_know():
    host = Host("sim7020@no-retention")
    host.wait(5 * SECOND)
    assert host.say("AT+RETENTION?") == host.say("AT+NOSUCH") == ["ERROR"]


def test_a_line_is_respelt_as_a_whole_or_not_at_all():
    host = host_with({r"\+CIPMUX: (\d)": r"+CIPMUX:\1", "CIPM": "never"})
    assert host.say("AT+CIPMUX?") == ["+CIPMUX:0", "OK"]
    assert host.say("AT+CIPMODE?") == ["+CIPMODE: 0", "OK"]


def test_of_a_line_that_is_not_printed_nothing_is_left():
    host = host_with({r"\+CIPMUX: \d": None})
    host.module.settings[ECHO] = 0
    assert host.type("AT+CIPMUX?\r") == "\r\nOK\r\n"


def test_result_codes_are_not_respelt():
    assert host_with({"OK": "FINE"}).say("AT") == ["OK"]


def test_a_variant_cannot_change_what_its_family_does_not_have():
    with pytest.raises(KeyError, match="NOSUCH"):
        Variant("wrong", "for this test", without=frozenset({"+NOSUCH"})).of(FAMILIES["sim800"])
    with pytest.raises(KeyError, match="no such"):
        Variant("wrong", "for this test", defaults={"no such": 1}).of(FAMILIES["sim800"])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sim800@nosuch", "sim800 has no variant 'nosuch'; atconform emulate sim800 --list-variants lists them"),
        ("nosuch@short-guard", "no family 'nosuch' is emulated (known: sim7000, sim7020, sim7x00, sim800)"),
    ],
)
def test_what_is_not_declared_is_refused_with_what_is(name, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        build(name)
