"""The time that something is on its way between a module and its far ends, one way of the two."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from atconform.network.conditions import Conditions
from atconform.realtime.reactor import Reactor, now


class Way:
    """Carries what is sent, each in its time; nothing overtakes what was sent before it.

    :param conditions: latency and jitter, as those of the simulated network
    """

    def __init__(self, reactor: Reactor, conditions: Conditions) -> None:
        self._reactor = reactor
        self._conditions = conditions
        self._draws = Random(conditions.seed)
        self._last = 0
        self._closed = False
        self.waiting = 0
        """Bytes that are under way."""

    @property
    def takes_time(self) -> bool:
        """Whether anything is ever under way."""
        return bool(self._conditions.latency or self._conditions.jitter)

    @property
    def longest(self) -> int:
        """How long it takes at the most, in microseconds."""
        return self._conditions.latency + self._conditions.jitter

    def carry(self, arrive: Callable[[], None], size: int = 0) -> None:
        """Have something arrive after its time; at once where that is none.

        :param size: how many bytes of data it is
        """
        if not self.takes_time:
            arrive()
            return
        drawn = now() + self._conditions.latency + self._draws.randint(0, self._conditions.jitter)
        self._last = max(self._last, drawn)
        self.waiting += size

        def arrived() -> None:
            self.waiting -= size
            if not self._closed:
                arrive()

        self._reactor.call_at(self._last, arrived)

    def close(self) -> None:
        """Let nothing more arrive. Idempotent."""
        self._closed = True


def left_of(timeout: int, *ways: Way) -> int:
    """Return how much of a time is left for the far end, beside the ways there and back."""
    taken = sum(way.longest for way in ways)
    return max(1, timeout - taken) if taken else timeout
