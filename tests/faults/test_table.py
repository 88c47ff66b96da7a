"""The table of faults: the same names everywhere."""

import inspect
import json
import re
import shlex
import typing

import pytest
from click.testing import CliRunner

from atconform.base.units import SECOND
from atconform.commands.emulate import command
from atconform.emulator.families import build
from atconform.faults import FAULTS, FaultyModule
from atconform.faults.calls import Faults
from atconform.faults.documented import common_table, table
from atconform.faults.parameters import write
from atconform.faults.plan import parse_plan
from atconform.faults.table import BY_NAME
from atconform.faults.telling import tell
from tests import ROOT

NOT_OF_THE_TABLE = {"begin", "clear", "at_random", "active"}


def test_a_program_can_call_every_fault_and_no_other():
    calls = {name for name in vars(Faults) if not name.startswith("_")} - NOT_OF_THE_TABLE
    assert calls == {kind.key for kind in FAULTS}
    assert len(BY_NAME) == len(FAULTS)


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.name)
def test_a_call_has_the_parameters_of_the_table(kind):
    call = getattr(Faults, kind.key)
    assert call.__doc__ == kind.says
    parameters = [*inspect.signature(call).parameters.values()][1:]
    (packed,) = typing.get_args(typing.get_type_hints(call)[parameters[-1].name])
    named = {one.name: one for one in parameters[:-1]}
    assert {*named, *typing.get_type_hints(packed)} == {one.key for one in kind.parameters}
    for one in kind.own:
        if one.key in named:
            usual = one.default / SECOND if one.kind == "time" and one.default is not None else one.default
            assert named[one.key].default == (inspect.Parameter.empty if one.required else usual)


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.name)
def test_every_default_can_be_written_and_read(kind):
    for one in kind.parameters:
        assert one.says
        if one.default is None:
            assert one.required or one.unless, one.name
        else:
            assert one.read(write(one.kind, one.default)) == one.default


PAGE = ROOT / "docs" / "faults.md"


def page_anew(page: str) -> str:
    """Put the tables into the page on faults."""
    for name, text in (("common", common_table()), ("faults", table())):
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
        before, _, rest = page.partition(begin)
        page = before + begin + text + end + rest.partition(end)[2]
    return page


def test_the_page_has_the_table():
    page = PAGE.read_text("utf-8")
    assert page == page_anew(page)


def test_the_plan_of_the_page_can_be_had():
    plan = re.search(r"^## A plan\n\n```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
    FaultyModule(build("sim800"), parse_plan(plan, "docs/faults.md"))


def test_what_is_listed():
    listing = CliRunner().invoke(command, ["--list-faults"]).output
    assert all(f"\n{kind.name} " in f"\n{listing}" for kind in FAULTS)
    of_nb_iot = json.loads(CliRunner().invoke(command, ["sim7020", "--list-faults", "--json"]).output)
    assert {kind.name for kind in FAULTS} - {one["name"] for one in of_nb_iot} == {"call"}
    (by,) = (
        parameter
        for one in of_nb_iot
        if one["name"] == "slow-server"
        for parameter in one["parameters"]
        if parameter["name"] == "by"
    )
    assert (by["kind"], by["unit"], by["default"]) == ("time", "us", 20_000_000)


def test_what_is_often_seen_can_be_had():
    section = PAGE.read_text("utf-8").partition("## What is often seen")[2].partition("\n## ")[0]
    told = re.findall(r"`([a-z][^`]*)`", section.partition("|---|---|")[2])
    assert len(told) > 10
    for words in told:
        core = FaultyModule(build("sim800"))
        core.power_on(0)
        tell(core, shlex.split(words), 0)
