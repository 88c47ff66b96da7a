"""Locks in virtual time: who has to wait for one lets others run, and time move."""

from __future__ import annotations

import _thread
import queue
import threading
from typing import Any

from atconform.base.units import SECOND
from atconform.testing.clock import clock_of_this_thread
from atconform.testing.takeover.clocks import REAL

NAME = "threads"
REAL_LOCK = _thread.allocate_lock
REAL_RLOCK = threading.RLock
PAUSE = 0.001
"""Seconds between two looks of a thread that does not go by the clock."""
_real_ones = threading.local()


class Lock:
    """What ``threading.Lock()`` is to a thread that goes by the clock of a test.

    Since one thread runs at a time, nothing can come between a look and what is done about it.
    """

    def __init__(self) -> None:
        self._held = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, waiting in virtual time."""
        if self._held and not (blocking and self._wait(timeout)):
            return False
        self._held = True
        return True

    def _wait(self, timeout: float) -> bool:
        clock = clock_of_this_thread()
        if clock is None:
            end = None if timeout < 0 else REAL["monotonic"]() + timeout
            while self._held:
                if end is not None and REAL["monotonic"]() > end:
                    return False
                REAL["sleep"](PAUSE)
            return True
        deadline = None if timeout < 0 else clock.now + round(timeout * SECOND)
        return clock.wait(lambda: not self._held, deadline, "a lock, an event or a queue")

    def release(self) -> None:
        """Give the lock back.

        :raises RuntimeError: nobody has it
        """
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self) -> bool:
        """Return whether somebody has it."""
        return self._held

    def _at_fork_reinit(self) -> None:
        self._held = False

    __enter__ = acquire

    def __exit__(self, *_: object) -> None:
        self.release()


class real_ones:  # noqa: N801 - it is used as a function is
    """While this is entered, the thread gets real locks and starts real threads: for what waits in real time."""

    def __enter__(self) -> None:
        self._before = wanted_real()
        _real_ones.on = True

    def __exit__(self, *_: object) -> None:
        _real_ones.on = self._before


def wanted_real() -> bool:
    """Return whether the thread gets real ones at present."""
    return getattr(_real_ones, "on", False)


def _virtual() -> bool:
    clock = clock_of_this_thread()
    return clock is not None and NAME in clock.taken_over and not wanted_real()


def new_lock() -> Any:
    """Stand for ``threading.Lock``."""
    return Lock() if _virtual() else REAL_LOCK()


def new_rlock() -> Any:
    """Stand for ``threading.RLock``; Python's own in Python is made of one lock, which it asks for by its name."""
    return threading._PyRLock() if _virtual() else REAL_RLOCK()  # type: ignore[attr-defined]


SimpleQueue = queue._PySimpleQueue  # type: ignore[attr-defined]
"""Stands for ``queue.SimpleQueue``: the one in C waits where nobody sees it."""
