"""Threads that go by one clock: one of them runs at a time, and hands over where it waits."""

from __future__ import annotations

import _thread
from collections.abc import Callable

this_thread = _thread.get_ident
"""Kept, since a program under test may replace what stands in ``threading``."""


class Participant:
    """A thread that goes by a clock, and what it waits for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ready: Callable[[], object] | None = None
        """Tells whether what it waits for has come; None: it waits for nothing."""
        self.deadline: int | None = None
        """When it waits no longer, in microseconds."""
        self.what = ""
        """What it waits for, for a person."""
        self.error: BaseException | None = None
        """What its wait ends with, instead of the usual."""
        self.ended = False
        self.thread = 0
        """Its number, once it takes part."""
        self.baton = _thread.allocate_lock()
        self.baton.acquire()

    def can_go_on(self, now: int) -> bool:
        """Return whether its wait is over."""
        if self.ready is None or self.error is not None:
            return True
        return bool(self.ready()) or (self.deadline is not None and now >= self.deadline)

    def go(self) -> None:
        """Let it run; one that runs anyway is let alone."""
        if self.baton.locked():
            self.baton.release()

    def pass_on_to(self, other: Participant) -> None:
        """Let another one run, and wait until it is this one's turn again."""
        other.go()
        self.baton.acquire()

    def raise_error(self) -> None:
        """Raise what the wait is to end with, if that is something."""
        if self.error is not None:
            error, self.error = self.error, None
            raise error
