"""The one function that makes a verdict: every rule of it, as a table of what was seen and what follows."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault, UsageError
from atconform.base.verdict import Verdict
from atconform.judge.verdict import Judgement, Playing, judge

PASS, INCONC, FAIL, ERROR = Verdict.PASS, Verdict.INCONC, Verdict.FAIL, Verdict.ERROR
WRONG, UNSURE, BROKEN = ModuleFault("said ERROR"), Inconclusive("no coverage"), BenchFault("unplugged")
PLAYED_AGAIN = "failed, but passed when it was played again: "


class Known(NamedTuple):
    contains: str
    note: str = "promised"


def test_the_worse_verdict_is_the_greater_one():
    assert sorted(Verdict) == [Verdict.NONE, PASS, INCONC, FAIL, ERROR]
    assert list(map(str, sorted(Verdict))) == ["none", "pass", "inconc", "fail", "error"]


@pytest.mark.parametrize(
    ("problem", "verdict", "reason"),
    [
        (None, PASS, ""),
        (WRONG, FAIL, "said ERROR"),
        (UNSURE, INCONC, "no coverage"),
        (BROKEN, ERROR, "unplugged"),
        (UsageError("no card", "put one in"), ERROR, "no card; put one in"),
        (AssertionError(), ERROR, "AssertionError"),
        (KeyError("x"), ERROR, "'x'"),
        (SystemExit(3), ERROR, "3"),
    ],
)
def test_what_ended_a_scenario_says_whose_fault_it_is(problem, verdict, reason):
    assert judge(Playing(problem)) == Judgement(verdict, reason)


@pytest.mark.parametrize(
    ("problem", "strict", "verdict", "reason"),
    [
        (None, False, PASS, ""),
        (None, True, FAIL, "--strict: a space"),
        (UNSURE, False, INCONC, "no coverage"),
        (UNSURE, True, FAIL, "--strict: a space"),
        (WRONG, True, FAIL, "said ERROR"),
        (BROKEN, True, ERROR, "unplugged"),
    ],
)
def test_what_was_tolerated_fails_only_where_the_run_is_strict(problem, strict, verdict, reason):
    assert judge(Playing(problem, ["a space", "a line"]), strict=strict) == Judgement(verdict, reason)


def test_without_remarks_a_strict_run_is_like_any_other():
    assert judge(Playing(), strict=True) == Judgement(PASS)


@pytest.mark.parametrize(
    ("playing", "verdict", "reason"),
    [
        (Playing(WRONG, doubt="garbage came"), INCONC, "garbage came: said ERROR"),
        (
            Playing(WRONG, changed="the module is another one"),
            ERROR,
            "the module is another one; before that: said ERROR",
        ),
        (Playing(WRONG, doubt="garbage came", changed="gone"), INCONC, "garbage came: said ERROR"),
        (Playing(None, doubt="garbage came", changed="gone"), PASS, ""),
        (Playing(UNSURE, doubt="garbage came", changed="gone"), INCONC, "no coverage"),
        (Playing(BROKEN, doubt="garbage came", changed="gone"), ERROR, "unplugged"),
    ],
)
def test_a_failure_counts_only_where_nothing_else_can_have_made_it(playing, verdict, reason):
    assert judge(playing) == Judgement(verdict, reason)


def test_a_remark_that_fails_is_doubted_like_any_failure():
    playing = Playing(None, ["a space"], doubt="the module booted in the middle")
    assert judge(playing, strict=True) == Judgement(INCONC, "the module booted in the middle: --strict: a space")


@pytest.mark.parametrize(
    ("first", "again", "verdict"),
    [
        (Playing(WRONG), [], FAIL),
        (Playing(WRONG), [Playing()], INCONC),
        (Playing(WRONG), [Playing(WRONG)], FAIL),
        (Playing(WRONG), [Playing(UNSURE)], FAIL),
        (Playing(WRONG), [Playing(BROKEN)], FAIL),
        (Playing(WRONG), [Playing(UNSURE), Playing()], INCONC),
        (Playing(WRONG), [Playing(BROKEN), Playing(BROKEN), Playing(WRONG)], FAIL),
        (Playing(WRONG), [Playing(WRONG, doubt="garbage came")], FAIL),
        (Playing(), [Playing(WRONG)], PASS),
        (Playing(UNSURE), [Playing()], INCONC),
        (Playing(BROKEN), [Playing()], ERROR),
    ],
)
def test_only_a_failure_is_taken_back_and_only_by_a_pass(first, again, verdict):
    judged = judge(first, again)
    assert judged.verdict is verdict
    taken_back = judge(first).verdict is FAIL and verdict is INCONC
    assert judged.reason == (PLAYED_AGAIN if taken_back else "") + judge(first).reason


def test_the_second_playing_is_as_strict_as_the_first():
    tolerated = Playing(None, ["a space"])
    assert judge(Playing(WRONG), [tolerated]).verdict is INCONC
    assert judge(Playing(WRONG), [tolerated], strict=True).verdict is FAIL


@pytest.mark.parametrize(
    ("playing", "known", "judgement"),
    [
        (Playing(WRONG), [Known("ERROR")], Judgement(FAIL, "said ERROR", known="promised")),
        (Playing(WRONG), [Known("OK"), Known("said", "late")], Judgement(FAIL, "said ERROR", known="late")),
        (
            Playing(WRONG),
            [Known("OK"), Known("BUSY")],
            Judgement(
                FAIL,
                "said ERROR",
                not_as_known="it is listed as a known failure, but with another text: 'OK' or 'BUSY'",
            ),
        ),
        (
            Playing(),
            [Known("ERROR")],
            Judgement(PASS, not_as_known="it passes, but is listed as a known failure: promised"),
        ),
        (Playing(UNSURE), [Known("coverage")], Judgement(INCONC, "no coverage")),
        (Playing(BROKEN), [Known("unplugged")], Judgement(ERROR, "unplugged")),
        (Playing(WRONG, doubt="noise"), [Known("ERROR")], Judgement(INCONC, "noise: said ERROR")),
        (Playing(WRONG), [], Judgement(FAIL, "said ERROR")),
    ],
)
def test_a_known_failure_is_expected_and_any_other_end_makes_the_list_wrong(playing, known, judgement):
    assert judge(playing, known=known) == judgement


def test_a_failure_that_is_taken_back_says_nothing_about_the_list():
    assert judge(Playing(WRONG), [Playing()], known=[Known("OK")]) == Judgement(INCONC, f"{PLAYED_AGAIN}said ERROR")


def test_a_known_failure_stays_one_however_it_is_played_again():
    judged = judge(Playing(WRONG), [Playing()], known=[Known("ERROR")])
    assert judged == Judgement(FAIL, "said ERROR", known="promised")


def test_the_list_is_compared_with_what_may_be_shown():
    secret = ModuleFault("said swordfish")
    judged = judge(Playing(secret), known=[Known("***")], mask=lambda text: text.replace("swordfish", "***"))
    assert judged == Judgement(FAIL, "said ***", known="promised")


def test_every_combination_has_a_verdict_and_a_reason_unless_it_passes():
    problems = (None, WRONG, UNSURE, BROKEN)
    for problem, remarks, doubt, changed, strict in product(problems, ([], ["r"]), ("", "d"), ("", "c"), (False, True)):
        judged = judge(Playing(problem, remarks, doubt, changed), strict=strict)
        assert (judged.reason == "") == (judged.verdict is PASS)
        assert judged.verdict in (PASS, INCONC, FAIL, ERROR)
        assert judged == judge(Playing(problem, remarks, doubt, changed), strict=strict), "it depends on nothing else"
