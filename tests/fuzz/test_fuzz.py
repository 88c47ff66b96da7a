"""A short part of what ``python -m tests.fuzz`` does at length, and that it finds what is there to be found."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import SUBJECTS
from tests.fuzz.attack import Complaint, Finding, Round, Subject

SEED = 2
COUNT = 60


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_a_short_attack_finds_nothing(subject: Subject) -> None:
    assert Round(subject, SEED, COUNT).found == []


def _refuse(case: list[int]) -> None:
    if 700 in case and 9 in case:
        raise Complaint("both", str(case))
    if case[:1] == [5]:
        raise ValueError(case)


BROKEN = Subject("broken", lambda rng: rng.choices([0, 1, 5, 9, 700], k=12), _refuse)


def test_of_each_thing_that_is_wrong_a_smallest_case_is_found() -> None:
    found = {finding.what: sorted(finding.case) for finding in Round(BROKEN, SEED, 200).found}
    assert found == {"both": [9, 700], "ValueError in test_fuzz.py, _refuse": [5]}


def test_a_seed_brings_the_same_cases_back() -> None:
    played: list[list[object]] = [[], []]
    for cases in played:
        Round(Subject("noted", SUBJECTS[0].draw, cases.append), SEED, 30)
    assert played[0] == played[1]
    assert len(played[0]) == 30


def test_what_is_known_is_not_told_again() -> None:
    known = frozenset(finding.what for finding in Round(BROKEN, SEED, 200).found)
    assert Round(BROKEN, SEED, 200, known).found == []


def test_a_case_that_does_not_end_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.attack.HANG", 1)

    def hang(case: list[int]) -> None:
        while 1 in case:
            pass

    found = Round(Subject("hangs", lambda rng: [1], hang), SEED, 1).found
    assert [type(finding) for finding in found] == [Finding]
    assert "Hang" in found[0].what
