"""An event loop of asyncio on the clock of a test: while its tasks wait, time moves."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from atconform.base.units import SECOND
from atconform.testing.clock import Clock
from atconform.testing.endings import WrongUse

PATIENCE = 1.0
"""Seconds of real time in which a thread that does not go by the clock has to wake the loop."""
PAUSE = 0.05
"""Seconds of real time between two looks at such a thread."""
_ADOPTED: WeakKeyDictionary[asyncio.AbstractEventLoop, Clock] = WeakKeyDictionary()


class Selector:
    """In the place of a loop's own selector, to which all goes on but waiting."""

    def __init__(self, real: selectors.BaseSelector, clock: Clock) -> None:
        self._real = real
        self._clock = clock
        self.elsewhere = 0
        """How much of the loop's work is done in threads that do not go by the clock; time stands still meanwhile."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def select(self, timeout: float | None = None) -> list[Any]:
        """Wait for descriptors, in virtual time."""
        if self._clock.closed:
            return self._real.select(timeout)
        ready = self._real.select(0)
        only_looks = timeout is not None and timeout <= 0
        if ready:
            return ready
        if self.elsewhere and self._clock.alone:
            return [] if only_looks else self._real.select(PAUSE)
        if only_looks:  # tasks may do nothing else than let others run, and would never come to an end
            self._clock.look()
            return []
        if timeout is None and self._clock.next_deadline() is None and self._clock.others_run:
            ready = self._real.select(PATIENCE)
        deadline = None if timeout is None else self._clock.now + max(1, round(timeout * SECOND))

        def look() -> bool:
            ready[:] = ready or self._real.select(0)
            return bool(ready)

        self._clock.wait(look, deadline, "what the tasks of its event loop wait for")
        return ready


def take_over(clock: Clock, loop: asyncio.AbstractEventLoop) -> None:
    """Let an event loop go by a clock, until that ends.

    :raises WrongUse: it is none of asyncio's own, or goes by another clock
    """
    if (other := _ADOPTED.get(loop)) is not None and not other.closed:
        if other is not clock:
            raise WrongUse("the event loop goes by the clock of another test", "have a loop for each test")
        return
    if not isinstance(loop, asyncio.SelectorEventLoop):
        raise WrongUse(
            f"{type(loop).__module__}.{type(loop).__name__} cannot go by the clock of a test",
            "use asyncio.SelectorEventLoop, or a module in real time",
        )
    _ADOPTED[loop] = clock
    own: Any = loop
    selector = Selector(own._selector, clock)
    real, virtual = loop.time(), clock.now
    patch = pytest.MonkeyPatch()
    clock.taken.callback(patch.undo)
    patch.setattr(loop, "_selector", selector)
    patch.setattr(loop, "time", lambda: real + (clock.now - virtual) / SECOND)
    patch.setattr(loop, "run_in_executor", _counted(selector, loop.run_in_executor))
    patch.setattr(loop, "shutdown_default_executor", _awaited(selector, loop.shutdown_default_executor))


def _counted(selector: Selector, run: Callable[..., asyncio.Future[Any]]) -> Callable[..., asyncio.Future[Any]]:
    def run_in_executor(*arguments: Any) -> asyncio.Future[Any]:
        done = run(*arguments)
        selector.elsewhere += 1
        done.add_done_callback(lambda _: setattr(selector, "elsewhere", selector.elsewhere - 1))
        return done

    return run_in_executor


def _awaited(selector: Selector, shut_down: Callable[..., Any]) -> Callable[..., Any]:
    async def shutdown_default_executor(*arguments: Any) -> None:
        selector.elsewhere += 1
        try:
            await shut_down(*arguments)
        finally:
            selector.elsewhere -= 1

    return shutdown_default_executor
