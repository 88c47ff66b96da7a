"""Rightful modules: each is unlike its family in what it declares, and the suite can be played on it."""

from __future__ import annotations

import re

import pytest

from atconform.base.units import SECOND
from atconform.emulator.families import FAMILIES, build, rightful, variants
from atconform.emulator.families.varying import Variant
from atconform.judge.grammar import grammar
from atconform.network.conditions import Conditions
from atconform.requirements import circumstances
from atconform.requirements.claims import load
from atconform.virtual.named import left_at, switched_on
from tests.emulator.conftest import Host

NAMED = {f"{family}@{variant.name}": variant for family in FAMILIES for variant in rightful(family)}
WHERE = pytest.mark.parametrize("name", NAMED)


def test_there_are_at_least_twelve_for_each_family():
    assert min(len(rightful(family)) for family in FAMILIES) >= 12


@WHERE
def test_it_differs_from_its_family(name):
    variant, usual = NAMED[name], FAMILIES[name.partition("@")[0]]
    differs = variant.of(usual) != Variant("same", "").of(usual)
    assert differs or variant.left or any(vars_of(Conditions())[key] != value for key, value in variant.network.items())


def vars_of(conditions):
    return {name: getattr(conditions, name) for name in conditions.__slots__}


@WHERE
def test_it_answers_once_it_has_started(name):
    host = Host(name)
    host.wait(60 * SECOND)
    assert "OK" in host.say("AT", duration=10 * SECOND)


@WHERE
def test_its_network_is_one_that_can_be_simulated(name):
    network = switched_on(name).network
    assert {key: getattr(network.conditions, key) for key in NAMED[name].network} == dict(NAMED[name].network)


@pytest.mark.parametrize("family", FAMILIES)
def test_lines_that_come_in_between_are_such_as_a_circumstance_knows(family):
    one = grammar.load(load(family).stacks, load(family).spelt)
    for text in variants(family)["rightful-in-between"].bystander:
        line = one.read(text)
        assert line is not None, text
        fitting = (c for c in circumstances.of(family) if c.fits(line.rule.name, dict(line.fields)))
        assert next(fitting).means != "accuses", text


@pytest.mark.parametrize("family", FAMILIES)
def test_lines_come_in_between(family):
    host = Host(f"{family}@rightful-in-between")
    host.wait(30 * SECOND)
    answers = [line for _ in range(20) for line in host.say("AT")]
    assert set(answers) & set(variants(family)["rightful-in-between"].bystander)


@pytest.mark.parametrize("name", [name for name, variant in NAMED.items() if variant.left])
def test_what_is_typed_at_a_module_that_was_left_are_commands(name):
    assert all(re.fullmatch(r"AT\S.*", command) for command in left_at(name))


def test_a_slow_one_is_slow_whatever_the_delays_of_its_family():
    assert {build("sim800@rightful-slow", delays).dialect.command_delay for delays in ("short", "none")} == {4 * SECOND}
