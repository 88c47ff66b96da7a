"""How steps say what they rest on, and that a scenario whose marks rest on nothing is not loaded."""

import pytest

from atconform.base.basis import Basis
from atconform.judge.marks import count, fault
from atconform.requirements.catalogue import load
from atconform.requirements.traceability import TaggedScenario
from steps.marks import read_mark

NOTE, MANUAL = "SIM800-2.1.1-C2", next(s.id for s in load().statements() if s.note == "SIM800AT")


@pytest.mark.parametrize(
    ("step", "mark", "rest"),
    [
        ("the module answers OK", "", "the module answers OK"),
        ("by the manual the module answers OK", "manual", "the module answers OK"),
        ("as observed the module answers OK", "observed", "the module answers OK"),
        ("by our reading G07 the module answers OK", "G07", "the module answers OK"),
        ("按手册，模块应答 OK", "manual", "模块应答 OK"),
        ("据记录，模块应答 OK", "observed", "模块应答 OK"),
        ("按我们的理解 G07，模块应答 OK", "G07", "模块应答 OK"),
        ("按我们的理解G107，模块应答 OK", "G107", "模块应答 OK"),
    ],
)
def test_a_step_says_first_what_it_rests_on(step, mark, rest):
    assert read_mark(step) == (mark, rest)


@pytest.mark.parametrize(
    ("mark", "carried", "wrong"),
    [
        ("", [NOTE], ""),
        ("observed", [NOTE], ""),
        ("manual", [NOTE, MANUAL], ""),
        ("manual", [NOTE], "a step rests on the manual, but no tag names a statement of one"),
        ("G01", [NOTE], ""),
        ("G999", [NOTE], "a step rests on G999, which is no gap of contradictions.toml"),
        ("G07", [NOTE], "a step rests on G07, which binds none of the families that the scenario is played for"),
    ],
)
def test_an_expectation_rests_on_something(mark, carried, wrong):
    assert fault(["", mark], {"sim800": carried}, load()) == wrong


def test_steps_are_counted_by_what_they_rest_on():
    scenario = TaggedScenario(
        "a",
        "",
        frozenset([NOTE, MANUAL]),
        "features/rules/v250/some.feature",
        "sim800",
        ("", "manual", "G01"),
    )
    assert count(load(), [scenario]) == {
        ("features/rules/v250", "sim800"): {Basis.NOTE: 1, Basis.MANUAL: 1, Basis.OWN: 1}
    }
