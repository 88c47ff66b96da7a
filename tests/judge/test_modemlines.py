"""A level that has to hold for a time."""

from types import SimpleNamespace

import pytest

from atconform.base.errors import ModuleFault
from atconform.base.units import MS, SECOND
from atconform.judge.modemlines import ModemLines
from atconform.protocol.transport import Instant
from tests.judge.scripted import session as conversation

LOW, HIGH = False, True
STIMULUS = 10 * SECOND


@pytest.fixture
def session():
    """A session in which something was done to the module after 10 s."""
    session = conversation()
    session.pass_time(STIMULUS)
    session.note_stimulus("--", "the server closes")
    return session


def keeps(session, changes, high):
    """Judge DCD for 2 s; the changes are (ms after the stimulus, level) pairs."""
    instants = ((Instant(at, at), level) for at, level in ((STIMULUS + ms * MS, level) for ms, level in changes))
    session.modem_lines["DCD"] = list(instants)
    ModemLines(session, SimpleNamespace(time=lambda _: 2 * SECOND)).keeps("DCD", "2 s", high=high)


@pytest.mark.parametrize(
    ("changes", "high"),
    [
        ([], HIGH),
        ([(-500, LOW)], LOW),
        ([(-500, LOW), (-400, HIGH), (-300, LOW)], LOW),
        ([(100, LOW)], LOW),
        ([(-500, LOW), (100, HIGH)], HIGH),
    ],
    ids=["never-left", "reached-before", "left-before", "reached-within", "back-within"],
)
def test_a_level_that_is_reached_and_not_left_holds(session, changes, high):
    keeps(session, changes, high)
    assert session.findings.judgements == 1


@pytest.mark.parametrize(
    ("changes", "high"),
    [
        ([(-500, LOW)], HIGH),
        ([(100, LOW), (110, HIGH), (130, LOW)], LOW),
        ([(-500, LOW), (110, HIGH), (130, LOW)], LOW),
        ([(100, LOW), (200, HIGH)], HIGH),
    ],
    ids=["not-reached", "left-when-reached", "left-and-back", "pulse"],
)
def test_a_level_that_is_not_reached_or_left_in_between_does_not_hold(session, changes, high):
    with pytest.raises(ModuleFault, match="DCD"):
        keeps(session, changes, high)
