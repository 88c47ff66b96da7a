"""Looks, in real time, whether the one thread that runs comes to a wait: else all others would wait for it for ever."""

from __future__ import annotations

import _thread
import sys
import time

from atconform.testing.clock import Clock
from atconform.testing.endings import WrongUse

PATIENCE = 5.0
"""Seconds of real time in which a thread has to come to a wait."""
EVERY = 0.25
_real_sleep = time.sleep


def watch(clock: Clock) -> None:
    """Watch the threads of a clock, until it ends."""
    _thread.start_new_thread(_watch, (clock,))


def _watch(clock: Clock) -> None:
    turns, since = -1, 0.0
    while not clock.closed:
        _real_sleep(EVERY)
        if clock.turns != turns or clock.alone:
            turns, since = clock.turns, 0.0
            continue
        since += EVERY
        if since >= PATIENCE and not clock.closed:
            clock.break_up(_held_up(clock))
            return


def _held_up(clock: Clock) -> WrongUse:
    name, thread = clock.running_thread
    frame = sys._current_frames().get(thread)
    where = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "its end"
    return WrongUse(
        clock.explain(f"the thread {name} has come to no wait for {PATIENCE:g} s of real time, at {where}"),
        "it computes, waits for something real, or for a lock that was made before the test took over threads; "
        "make the object that has the lock in the test",
    )
