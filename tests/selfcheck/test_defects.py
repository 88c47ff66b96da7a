"""The table of firmware defects: what each breaks is there to be broken, and each acts."""

from __future__ import annotations

from collections import Counter

import pytest

from atconform.requirements.catalogue import load
from tests.defects.defect import Defect
from tests.defects.probing import acts, trace
from tests.defects.seams import Change, Line
from tests.defects.table import DEFECTS

CATALOGUE = load()
PROBE = "send AT+CIPSTATUS\nsend AT+CIPSTATUS"
STATE = "STATE: IP INITIAL"


def defect(change, probe=PROBE):
    """A defect of this test's own."""
    return Defect(
        id="sim800-0-own",
        requirement="SIM800-2.1.1-C2",
        sentence="It answers.",
        instead="It does not.",
        kind="repetition",
        change=change,
        probe=probe,
    )


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_it_acts(defect):
    assert acts(defect)


def test_each_breaks_a_requirement_of_a_note():
    known = {entry.id for entry in CATALOGUE if not entry.disposition}
    assert [defect.id for defect in DEFECTS if defect.requirement not in known] == []
    assert [defect.id for defect in DEFECTS if not defect.id.startswith(f"{defect.of}-")] == []


def test_ids_are_unique():
    assert [name for name, count in Counter(defect.id for defect in DEFECTS).items() if count > 1] == []


def test_at_least_half_are_about_two_at_once_repetition_timing_or_binary_data():
    assert sum(defect.kind != "one at a time" for defect in DEFECTS) >= len(DEFECTS) / 2


def said(change):
    """What a module with a change says when it is asked twice, with the times."""
    one = defect(change)
    return [(when, text) for when, way, text in trace(one, one.switched_on) if way == "<" and "CR" in text]


def test_a_line_is_wrong_from_the_second_time_on():
    states = [text for _, text in said(Change(lines=(Line(STATE, "STATE: ?", spared=1),))) if "STATE" in text]
    assert [STATE in text for text in states] == [True, False]


def test_a_line_is_late():
    changes = (Change(), Change(lines=(Line(STATE, STATE, late=500_000),)))
    usual, late = (next(when for when, text in said(change) if STATE in text) for change in changes)
    assert late - usual == 500_000


def test_a_change_that_changes_nothing_does_not_act():
    assert not acts(defect(Change()))
    assert acts(defect(Change(lines=(Line(STATE, None, spared=1),))))
