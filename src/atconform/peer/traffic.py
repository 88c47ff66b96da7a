"""How much is done in how short a time: what goes to one address, whichever session of a far end asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND

MEBIBYTE = 1024 * 1024

Kind = Literal["calls", "datagrams", "bytes"]


class Allowance(NamedTuple):
    """What may be had at once, and how much of it comes back in a second."""

    at_once: int
    a_second: int


TO_AN_ADDRESS: dict[Kind, Allowance] = {
    "calls": Allowance(64, 4),
    "datagrams": Allowance(512, 64),
    "bytes": Allowance(16 * MEBIBYTE, 1 * MEBIBYTE),
}
"""Many times what scenarios need, and little to somebody who does not want it."""


class Budget:
    """What is left of one allowance."""

    def __init__(self, allowed: Allowance) -> None:
        self._allowed = allowed
        self.whole_at = 0.0
        """When all will have come back that was spent, in microseconds."""

    def spend(self, count: int, now: int) -> bool:
        """Spend so much, or nothing where so much is not left; returns which."""
        whole_at = max(self.whole_at, now) + count * SECOND / self._allowed.a_second
        if whole_at - now > self._allowed.at_once * SECOND / self._allowed.a_second:
            return False
        self.whole_at = whole_at
        return True


class Traffic:
    """Counts what goes to each address.

    :param now: tells the time, in microseconds
    """

    def __init__(self, now: Callable[[], int], allowed: dict[Kind, Allowance] = TO_AN_ADDRESS) -> None:
        self._now = now
        self._allowed = allowed
        self._budgets: dict[tuple[str, Kind], Budget] = {}
        """The one that was used last stands last."""

    def spend(self, ip: str, kind: Kind, count: int = 1) -> None:
        """Count what is about to go to an address.

        :raises BenchFault: that is too much in so short a time
        """
        now = self._now()
        budget = self._budgets.pop((ip, kind), None) or Budget(self._allowed[kind])
        self._budgets[ip, kind] = budget
        if not budget.spend(count, now):
            a_second = self._allowed[kind].a_second
            raise BenchFault(f"{ip} gets no more than {a_second} {kind} a second from this far end; try again later")
        for key in list(self._budgets)[:2]:
            if self._budgets[key].whole_at <= now:
                del self._budgets[key]
