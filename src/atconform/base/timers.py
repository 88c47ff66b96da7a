"""Deadlines without a clock: callbacks in a heap, run when they are told that their time has come."""

from __future__ import annotations

import heapq
from collections.abc import Callable

TIDY_FROM = 256
"""So many callbacks that wait, taken back or not, are few."""


class Timer:
    """A callback that is due at one time; ``cancel`` makes it do nothing."""

    __slots__ = ("action", "due")

    def __init__(self, due: int, action: Callable[[], None]) -> None:
        self.due = due
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Take the callback back; idempotent."""
        self.action = None


class Timers:
    """Callbacks in the order of their time, and of their making where the time is the same."""

    def __init__(self) -> None:
        self.now = 0
        self._heap: list[tuple[int, int, Timer]] = []
        self._made = 0
        self._tidy_from = TIDY_FROM

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""
        timer = Timer(self.now + delay, action)
        self._made += 1
        if len(self._heap) >= self._tidy_from:
            self._tidy()
        heapq.heappush(self._heap, (timer.due, self._made, timer))
        return timer

    def _tidy(self) -> None:
        """Forget what was taken back: who takes back and begins anew for ever, long before it is due, needs no more."""
        self._heap = [entry for entry in self._heap if entry[2].action is not None]
        heapq.heapify(self._heap)
        self._tidy_from = max(TIDY_FROM, 2 * len(self._heap))

    def next_deadline(self) -> int | None:
        """Return when the next callback is due, or None."""
        heap = self._heap
        while heap and heap[0][2].action is None:
            heapq.heappop(heap)
        return heap[0][0] if heap else None

    def advance(self, now: int) -> None:
        """Run, in order, what is due by ``now``; each callback sees its own due time as the present."""
        while (due := self.next_deadline()) is not None and due <= now:
            timer = heapq.heappop(self._heap)[2]
            if due > self.now:
                self.now = due
            action, timer.action = timer.action, None
            assert action is not None
            action()
        if now > self.now:
            self.now = now

    def clear(self) -> None:
        """Forget every callback."""
        self._heap.clear()
