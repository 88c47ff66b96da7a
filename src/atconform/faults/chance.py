"""Faults at random, for a program that is to work for days: with the same seed, the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from atconform.base.errors import UsageError
from atconform.base.units import SECOND
from atconform.faults.fault import Moment, State
from atconform.faults.kind import FaultKind

USUAL_RATE = 12
MOST_SEED = 10**18
MOST_RATE = 999_999
HOUR = 3600 * SECOND
HOLDS = (5 * SECOND, 120 * SECOND)
"""How long something holds that would hold until it is ended."""
WAITS = 600 * SECOND
"""How long something waits for what it is about."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How faults are drawn.

    :raises UsageError: seed or rate is no such number
    """

    seed: int
    rate: int = USUAL_RATE
    """How many there are in an hour, on average."""
    names: tuple[str, ...] = ()
    """Those that are drawn from; empty: all that need no values."""

    def __post_init__(self) -> None:
        if not _whole(self.seed, 0, MOST_SEED):
            raise UsageError(f"random: seed={self.seed}: no such seed", "write a whole number, for instance 1")
        if not _whole(self.rate, 1, MOST_RATE):
            raise UsageError(
                f"random: rate={self.rate}: no such rate", "write how many faults there are to be in an hour"
            )

    def __str__(self) -> str:
        among = f", of {', '.join(self.names)}" if self.names else ""
        return f"random: seed {self.seed}, {self.rate} an hour{among}"


def _whole(number: object, least: int, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and least <= number <= most


class Chance:
    """Draws which fault is next, when, and with which values.

    :param kinds: what is drawn from; what wants values that nobody gives is left out, unless it was named
    :raises UsageError: one that was named wants values
    """

    def __init__(self, odds: Odds, kinds: Sequence[FaultKind]) -> None:
        self.odds = odds
        self._kinds = [kind for kind in kinds if not any(one.required for one in kind.parameters)]
        for kind in kinds if odds.names else ():
            if kind not in self._kinds:
                raise UsageError(f"{kind.name} wants values, so that it cannot be drawn", "leave it out")
        self._draws = Random(odds.seed)

    def wait(self) -> int:
        """Draw how long it is until the next one, in microseconds."""
        return max(1, round(self._draws.expovariate(self.odds.rate / HOUR)))

    def draw(self) -> tuple[str, dict[str, Any]]:
        """Draw a fault: its name, and values for its parameters."""
        kind = self._draws.choice(self._kinds)
        holds = self._draws.randint(*HOLDS) / SECOND
        if issubclass(kind.acts, Moment):
            return kind.name, {}
        return kind.name, {"lasts": holds if issubclass(kind.acts, State) else WAITS / SECOND}
