"""A program's threads on the clock of a test: one runs at a time, and time moves when all of them wait."""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import Any

import pytest

from atconform.base.units import SECOND
from atconform.testing import eventloop
from atconform.testing.clock import Clock, clock_of_this_thread
from atconform.testing.endings import TestEnding
from atconform.testing.takeover import locks
from atconform.testing.takeover.bound import Search
from atconform.testing.takeover.clocks import REAL
from atconform.testing.takeover.locks import NAME, REAL_LOCK, REAL_RLOCK
from atconform.testing.takeover.watchdog import watch
from atconform.testing.turns import Participant

_REAL_START = threading.Thread.start
_REAL_JOIN = threading.Thread.join
_INSTEAD: dict[int, Any] = {
    id(REAL_LOCK): locks.new_lock,
    id(threading.Lock): locks.new_lock,
    id(REAL_RLOCK): locks.new_rlock,
    id(queue.SimpleQueue): locks.SimpleQueue,
}
_bound = Search(lambda value: id(value) in _INSTEAD)
_LOCKS = {type(REAL_LOCK()): locks.Lock, type(REAL_RLOCK()): threading._PyRLock}  # type: ignore[attr-defined]
_made_early = Search(lambda value: type(value) in _LOCKS)


def take_over(clock: Clock) -> None:
    """Let threads that are started from now on go by a clock, until it ends."""
    if NAME in clock.taken_over:
        return
    clock.taken_over.add(NAME)
    patch = pytest.MonkeyPatch()
    clock.taken.callback(patch.undo)
    for name in ("_allocate_lock", "Lock"):
        patch.setattr(threading, name, locks.new_lock)
    patch.setattr(threading, "RLock", locks.new_rlock)
    patch.setattr(threading, "_time", _now)
    patch.setattr(queue, "time", _now)
    patch.setattr(queue, "SimpleQueue", locks.SimpleQueue)
    patch.setattr(threading.Thread, "start", _start)
    patch.setattr(threading.Thread, "join", _join)
    _bound.replace(patch, lambda value: _INSTEAD[id(value)])
    _made_early.replace(patch, lambda lock: _LOCKS[type(lock)]())


def _now() -> float:
    """Return the present for the timeouts of locks and queues; to look takes no time here."""
    clock = _clock()
    return REAL["monotonic"]() if clock is None else clock.now / SECOND


def _clock() -> Clock | None:
    clock = clock_of_this_thread()
    return clock if clock is not None and NAME in clock.taken_over else None


def _start(thread: threading.Thread) -> None:
    """Stand for ``Thread.start``."""
    clock = _clock()
    if clock is None or locks.wanted_real():
        _REAL_START(thread)
        return
    if (loop := asyncio._get_running_loop()) is not None:
        eventloop.take_over(clock, loop)  # its tasks wait for the thread, and time has to move meanwhile
    if clock.alone:
        watch(clock)
    participant = clock.register(thread.name)
    thread._on_clock = participant  # type: ignore[attr-defined]
    run = thread.run

    def run_in_turn() -> None:
        try:
            clock.enter(participant)
            run()
        except (SystemExit, TestEnding):
            pass  # the test's own thread is told
        except BaseException:
            if not clock.closed:
                raise
        finally:
            clock.leave(participant)

    thread.run = run_in_turn  # type: ignore[method-assign]
    try:
        with locks.real_ones():
            thread._started = threading.Event()  # type: ignore[attr-defined] # the starter waits for it in real time
            _REAL_START(thread)
    except BaseException:
        clock.withdraw(participant)
        raise


def _join(thread: threading.Thread, timeout: float | None = None) -> None:
    """Stand for ``Thread.join``."""
    clock, participant = _clock(), getattr(thread, "_on_clock", None)
    if clock is not None and isinstance(participant, Participant):
        deadline = None if timeout is None else clock.now + round(timeout * SECOND)
        if not clock.wait(lambda: participant.ended, deadline, f"the end of {thread.name}"):
            return
    _REAL_JOIN(thread, timeout)
