"""What becomes of a failure when its scenario is played once more."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fixtures import confirm
from fixtures.collection import INFO


def reports_of(verdict):
    record = {"verdict": verdict, "reason": "why"}
    return [SimpleNamespace(failed=verdict != "pass", skipped=False, atconform=record, longrepr=f"{verdict}: why")]


@pytest.mark.parametrize(
    ("endings", "verdict", "played"),
    [
        (["pass"], "pass", 1),
        (["error"], "error", 1),
        (["fail", "pass"], "inconc", 2),
        (["fail", "fail"], "fail", 2),
        (["fail", "inconc", "pass"], "inconc", 3),
        (["fail", "error", "fail"], "fail", 3),
        (["fail", "error", "error", "error"], "fail", 4),
    ],
)
def test_only_a_failure_that_passes_the_second_time_is_inconclusive(monkeypatch, endings, verdict, played):
    played_so_far, reported = [], []

    def play(item, **options):
        played_so_far.append(endings[len(played_so_far)])
        return reports_of(played_so_far[-1])

    monkeypatch.setattr(confirm, "runtestprotocol", play)
    hook = SimpleNamespace(
        pytest_runtest_logstart=lambda **said: None,
        pytest_runtest_logreport=lambda report: reported.append(report.atconform["verdict"]),
        pytest_runtest_logfinish=lambda **said: None,
    )
    config = SimpleNamespace(getoption=lambda name: True)
    item = SimpleNamespace(stash={INFO: None}, config=config, ihook=hook, nodeid="one", location=())
    assert confirm.pytest_runtest_protocol(item, None) is True
    assert reported == [verdict]
    assert len(played_so_far) == played
