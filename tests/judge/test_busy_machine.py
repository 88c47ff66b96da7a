"""What this machine does late is not held against the module."""

from __future__ import annotations

import pytest

from atconform.base.errors import Inconclusive
from atconform.base.units import MS, SECOND
from atconform.judge.doubt import doubt
from atconform.judge.grammar import grammar
from atconform.judge.session import Session
from tests.judge.scripted import ScriptedTransport


class BusyTransport(ScriptedTransport):
    """Wakes up late from every wait."""

    def __init__(self, late):
        super().__init__(uncertainty=2 * MS)
        self.edge = 20 * MS
        self._late = late

    def step(self, deadline):
        event = super().step(deadline)
        if event is None:
            self._now += self._late
        return event


def session(late):
    return Session(BusyTransport(late), grammar.load(("v250", "bearer", "cip")))


def test_what_ends_a_short_silence_too_late_is_inconclusive():
    busy = session(late=30 * MS)
    busy.type(b"x")
    busy.be_silent(SECOND, at_most=True)
    with pytest.raises(Inconclusive, match=r"this machine was busy.* 10 ms too late"):
        busy.type(b"+++")


def test_a_short_silence_that_ends_within_the_edge_is_as_good_as_any():
    busy = session(late=19 * MS)
    busy.type(b"x")
    busy.be_silent(SECOND, at_most=True)
    busy.type(b"+++")
    assert busy.watch.last_write.latest == SECOND + 19 * MS


def test_a_long_silence_may_end_late():
    busy = session(late=30 * MS)
    busy.type(b"x")
    busy.be_silent(SECOND)
    busy.type(b"+++")
    assert busy.watch.last_write.latest == SECOND + 30 * MS


@pytest.mark.parametrize(("late", "doubts"), [(9 * MS, False), (11 * MS, True)])
def test_a_machine_that_is_late_by_half_an_edge_is_doubted(late, doubts):
    busy = session(late)
    busy.be_silent(SECOND)
    assert doubt(busy).startswith("this machine was busy, 11 ms late") == doubts


def test_a_scenario_without_silences_is_not_doubted():
    busy = session(late=SECOND)
    busy.pass_time(10 * SECOND)
    assert doubt(busy) == ""
