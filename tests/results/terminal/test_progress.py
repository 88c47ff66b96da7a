"""The line that tells how far a run is."""

import pytest

from atconform.results.records import ScenarioRecord
from atconform.results.terminal.progress import Planned, Progress, noteworthy


def record(node="a", verdict="pass", **more):
    return ScenarioRecord(id=node, family="sim800", title="Title", nodeid=node, verdict=verdict, **more)


def progress(count=4, each=10.0):
    return Progress({f"n{number}": Planned(f"Scenario n{number}", each) for number in range(count)})


def test_before_anything_has_ended_it_names_what_is_being_played():
    line = progress()
    line.begin("n0")
    assert line.line(2.0).plain == "0 of 4; 2.0 s  Scenario n0"


def test_it_counts_what_ended_by_verdict():
    line = progress()
    for node, verdict in (("n0", "pass"), ("n1", "fail"), ("n2", "inconc")):
        line.end(record(node, verdict))
    assert line.line(3.0).plain == "3 of 4, 1 pass, 1 failed, 1 inconclusive; 3.0 s"


def test_the_rest_takes_as_much_longer_than_expected_as_what_was_played_did():
    line = progress(count=4, each=10.0)
    line.end(record("n0"))
    assert "; 20.0 s, about 60 s left" in line.line(20.0).plain
    line.end(record("n1"))
    assert "; 30.0 s, about 30 s left" in line.line(30.0).plain


def test_minutes_are_told_where_it_takes_minutes():
    line = progress(count=10, each=60.0)
    line.end(record("n0"))
    assert "about 9 min left" in line.line(60.0).plain


def test_what_was_skipped_says_nothing_of_how_long_the_rest_takes():
    line = progress(count=3, each=10.0)
    line.end(record("n0", "skip"))
    assert "left" not in line.line(20.0).plain
    line.end(record("n1"))
    assert "about 20 s left" in line.line(20.0).plain


def test_where_little_was_seen_no_time_is_told():
    line = progress()
    line.end(record("n0"))
    assert "left" not in line.line(1.0).plain


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (record("a", "fail", reason="no OK\nmore"), "fail    a  no OK"),
        (record("a", "inconc", reason="a reset"), "inconc  a  a reset"),
        (record("a", "error", case="tcp", attempt=2), "error   a[tcp] (attempt 2)  "),
        (record("a", "fail", known="K1", reason="no OK"), "known   a  no OK"),
    ],
)
def test_what_did_not_pass_is_named_with_the_first_line_of_the_reason(ended, told):
    assert noteworthy(ended).plain == told


@pytest.mark.parametrize("verdict", ["pass", "skip", "none"])
def test_what_passed_or_was_not_played_is_only_counted(verdict):
    assert noteworthy(record("a", verdict)) is None
