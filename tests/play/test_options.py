"""The table of options, and that the command line and pytest offer what it says."""

from __future__ import annotations

import click
import pytest

from atconform.base.units import SECOND
from atconform.commands.run import command
from atconform.place.returning import PATIENCE
from atconform.play.options import OF_THE_COMMAND, OF_THE_SUITE, OPTIONS, Side, passed_on

NOTHING = {option.key: () if option.several else None for option in OF_THE_COMMAND}


def named(name):
    return next(option for option in OPTIONS if option.name == name)


def test_no_option_is_declared_twice():
    assert len({option.name for option in OPTIONS}) == len({option.key for option in OPTIONS}) == len(OPTIONS)


def test_the_command_line_offers_what_the_table_says_and_nothing_else():
    offered = {param.opts[0]: param for param in command.params if isinstance(param, click.Option)}
    assert list(offered) == [option.name for option in OF_THE_COMMAND]
    for option in OF_THE_COMMAND:
        param = offered[option.name]
        assert (param.help, param.hidden) == (option.help, option.hidden)
        assert (param.is_flag, param.multiple) == (option.kind == "flag", option.several)
        assert param.metavar == (option.metavar or None)


def test_pytest_offers_what_the_table_says(pytestconfig):
    absent = object()
    for option in OPTIONS:
        offered = pytestconfig.getoption(option.name, absent) is not absent
        assert offered == (option.side is not Side.COMMAND), option.name


def test_every_option_that_both_have_reaches_the_suite():
    both = [option for option in OPTIONS if option.side is Side.BOTH]
    assert {option.name for option in both} == {o.name for o in OF_THE_COMMAND} & {o.name for o in OF_THE_SUITE}
    given = {option.key: True if option.kind == "flag" else ["7"] if option.several else "7" for option in OPTIONS}
    words = passed_on(given)
    for option in OPTIONS:
        assert any(word.partition("=")[0] == option.name for word in words) == (
            option.side in (Side.BOTH, Side.OF_PYTEST)
        )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, []),
        ({"smoke": True, "strict": True, "x": True}, ["--smoke", "--strict", "-x"]),
        ({"smoke": False, "each": True, "tied": True}, []),
        ({"repeat": 3, "baudrate": 0}, ["--baudrate=0", "--repeat=3"]),
        ({"section": ("2.1", "2.2")}, ["--section=2.1", "--section=2.2"]),
        ({"k": "not pass", "m": "smoke"}, ["-k", "not pass", "-m", "smoke"]),
        ({"share": True, "module": ["left", "right"]}, ["--module=left", "--module=right", "--share"]),
        ({"report": "run", "one_module": True}, ["--report=run", "--one-module"]),
    ],
)
def test_what_was_given_is_passed_on_and_nothing_else(given, words):
    assert passed_on(NOTHING | given) == words


def test_what_is_different_for_each_module_is_left_out():
    given = NOTHING | {"module": ("left",), "report": "run", "strict": True}
    assert passed_on(given, without=("--module", "--report")) == ["--strict"]


def test_the_table_says_how_long_a_place_waits_for_a_module():
    assert named("--patience").default * SECOND == PATIENCE
