"""Waits that end when something is to be heard that no socket tells."""

from __future__ import annotations

import queue
import signal

from atconform.base.units import SECOND
from atconform.realtime import inbox as inboxes
from atconform.realtime.ending import at_signal, signals_wake
from atconform.realtime.inbox import LOOK, Inbox
from atconform.realtime.reactor import Reactor, now

LONG = 10 * SECOND


def test_a_signal_that_comes_just_before_a_wait_ends_it():
    reactor, came = Reactor(), []
    deadline = now() + LONG
    with signals_wake(reactor.waker), at_signal(lambda: came.append("a signal")):
        signal.raise_signal(signal.SIGTERM)
        reactor.turn(deadline)
    reactor.close()
    assert came == ["a signal"]
    assert now() < deadline


def test_an_inbox_is_waited_for_piece_by_piece_and_to_the_deadline(monkeypatch):
    """Windows sees Ctrl-C between two pieces."""
    pieces = []

    class Silence:
        def get(self, timeout):
            pieces.append(round(timeout * SECOND))
            raise queue.Empty

    inbox = Inbox()
    inbox._queue = Silence()
    monkeypatch.setattr(inboxes, "now", lambda: sum(pieces))
    assert inbox.get(LONG) is None
    assert sum(pieces) == LONG
    assert max(pieces) == LOOK
