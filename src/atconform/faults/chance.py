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
HOUR = 3600 * SECOND
HOLDS = (5 * SECOND, 120 * SECOND)
"""How long something holds that would hold until it is ended."""
WAITS = 600 * SECOND
"""How long something waits for what it is about."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How faults are drawn."""

    seed: int
    rate: int = USUAL_RATE
    """How many there are in an hour, on average."""
    names: tuple[str, ...] = ()
    """Those that are drawn from; empty: all that need no values."""

    def __str__(self) -> str:
        among = f", of {', '.join(self.names)}" if self.names else ""
        return f"random: seed {self.seed}, {self.rate} an hour{among}"


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
