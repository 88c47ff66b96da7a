"""What real modules have said: no line is refused, and what comes of each record is what it says."""

from __future__ import annotations

import pytest

from atconform.base.families import families
from atconform.judge.grammar.leniencies import LENIENCIES
from atconform.requirements import catalogue, circumstances, claims, contradictions
from tests.records import record, replay
from tests.records.othersubjects import entries, other_subjects, subject_of

RECORDS = [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in record.every_record()]
OF_THE_FRAMER = {"empty lines before a line", "prompt without its space"}


def read(path):
    return record.read(path, claims.load(path.parent.name.lower()).prompt.text)


@pytest.mark.parametrize("path", RECORDS)
def test_no_line_of_a_real_module_is_refused_and_what_comes_of_it_is_listed(path):
    recorded = read(path)
    outcome = replay.play(recorded)
    assert outcome.refused == [], f"{path} holds what the judge refuses"
    assert outcome.leniencies == recorded.comes("leniency")
    assert outcome.circumstances == recorded.comes("circumstance")
    assert outcome.other_subjects == recorded.comes("other subject")


@pytest.mark.parametrize("path", RECORDS)
def test_what_a_record_names_exists(path):
    recorded = read(path)
    known = {*contradictions.load(), *contradictions.gaps(), *(entry.id for entry in catalogue.load().statements())}
    assert recorded.comes("differs") <= known
    assert recorded.comes("leniency") <= {leniency.name for leniency in LENIENCIES} | OF_THE_FRAMER
    assert recorded.comes("circumstance") <= {one.id for one in circumstances.of(recorded.family)}
    assert recorded.comes("other subject") <= set(other_subjects())


@pytest.mark.parametrize("path", RECORDS)
def test_something_comes_of_what_differs(path):
    recorded = read(path)
    assert recorded.headers["comes"] or not recorded.headers["differs"]


def test_no_rule_of_the_judge_is_for_a_line_of_another_subject():
    rules = [rule for family in families() for rule in replay.grammar_of(family).rules.values()]
    assert [sample for rule in rules for sample in rule.samples if subject_of(sample)] == []


def test_every_other_subject_has_a_reason():
    assert [entry["id"] for entry in entries() if not entry.get("why")] == []
