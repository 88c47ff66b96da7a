"""The table of faults: the same names everywhere."""

import inspect
import typing

import pytest

from atconform.base.units import SECOND
from atconform.faults import FAULTS
from atconform.faults.calls import Faults
from atconform.faults.parameters import write
from atconform.faults.table import BY_NAME

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
