"""The functions of ``time``: those threads that go by the clock of a test have its time, all others the real one."""

from __future__ import annotations

import time
import types
from collections.abc import Callable
from typing import Any

import pytest

from atconform.testing.clock import Clock, clock_of_this_thread
from atconform.testing.endings import WrongUse
from atconform.testing.takeover.bound import Search

EPOCH = 1_767_225_600
"""What ``time.time()`` tells when a test begins: 1 January 2026, 0:00 UTC."""
NAME = "time"


def _look(clock: Clock) -> int:
    """Return the present in nanoseconds; to look takes a little time."""
    clock.look()
    return clock.now * 1000


def _when_ns(clock: Clock) -> int:
    return EPOCH * 10**9 + _look(clock) - clock.began * 1000


def _when(clock: Clock) -> float:
    return _when_ns(clock) / 1e9


VIRTUAL: dict[str, Callable[..., Any]] = {
    "sleep": Clock.sleep,
    "monotonic": Clock.monotonic,
    "monotonic_ns": _look,
    "perf_counter": Clock.monotonic,
    "perf_counter_ns": _look,
    "time": _when,
    "time_ns": _when_ns,
    "localtime": lambda clock, seconds=None: REAL["localtime"](_when(clock) if seconds is None else seconds),
    "gmtime": lambda clock, seconds=None: REAL["gmtime"](_when(clock) if seconds is None else seconds),
    "ctime": lambda clock, seconds=None: REAL["ctime"](_when(clock) if seconds is None else seconds),
}
"""What each function is on a clock."""
REAL: dict[str, Callable[..., Any]] = {name: getattr(time, name) for name in VIRTUAL}


def real_now() -> int:
    """Return the present in real time, in microseconds, also to a thread that goes by the clock of a test."""
    present: int = REAL["monotonic_ns"]()
    return present // 1000


def _stand_in(name: str) -> Callable[..., Any]:
    real, virtual = REAL[name], VIRTUAL[name]

    def stand_in(*arguments: Any) -> Any:
        clock = clock_of_this_thread()
        if clock is None or NAME not in clock.taken_over:
            return real(*arguments)
        return virtual(clock, *arguments)

    stand_in.__name__ = stand_in.__qualname__ = name
    return stand_in


STAND_INS = {name: _stand_in(name) for name in VIRTUAL}
_INSTEAD = {id(REAL[name]): stand_in for name, stand_in in STAND_INS.items()}
_bound = Search(lambda value: id(value) in _INSTEAD)


def take_over(clock: Clock) -> None:
    """Let the functions of ``time`` go by a clock, until it ends.

    :raises WrongUse: something else has replaced them already
    """
    if NAME in clock.taken_over:
        return
    for name in VIRTUAL:
        found = getattr(time, name)
        if found is not STAND_INS[name] and not isinstance(found, types.BuiltinFunctionType):
            raise WrongUse(
                f"time.{name} is not Python's any more: {_whose(found)} has replaced it",
                "have either that or takes_over_time()",
            )
    clock.taken_over.add(NAME)
    patch = pytest.MonkeyPatch()
    clock.taken.callback(patch.undo)
    for name, stand_in in STAND_INS.items():
        patch.setattr(time, name, stand_in)
    _bound.replace(patch, lambda value: _INSTEAD[id(value)])
    clock.checks.append(_check)


def _check() -> None:
    """Find out whether something else has replaced the functions since then.

    :raises WrongUse: it has
    """
    if time.monotonic is not STAND_INS["monotonic"]:
        raise WrongUse(
            f"{_whose(time.monotonic)} has replaced time.monotonic, which goes by the clock of the test",
            "have either that or takes_over_time(); for dates, time-machine leaves it alone",
        )


def _whose(function: object) -> str:
    return str(getattr(function, "__module__", None) or type(function).__module__).partition(".")[0]
