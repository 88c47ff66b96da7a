"""Faults as a program calls them, one call for each of the table. Times are seconds here, as everywhere in Python."""

from __future__ import annotations

from collections.abc import Callable

from atconform.faults.chance import USUAL_RATE, Odds
from atconform.faults.faulty import FaultyModule
from atconform.faults.order import Order


class Faults:
    """Has things go wrong with a module.

    :param core: the module with its faults around it
    :param now: tells the present, in microseconds
    :param changed: called when something has been begun or ended, so that what follows from it is carried out; None:
        that is done by whoever lets time pass next
    """

    def __init__(self, core: FaultyModule, now: Callable[[], int], changed: Callable[[], None] | None = None) -> None:
        self._core = core
        self._now = now
        self._changed = changed or (lambda: None)

    def begin(self, fault: str, **given: object) -> Order:
        """Begin a fault by its name.

        :raises UsageError: there is no such fault, its values do not fit, or this module cannot have it
        """
        order = self._core.begin(fault, given, self._now())
        self._changed()
        return order

    def clear(self) -> None:
        """End every fault, also those that wait."""
        self._core.clear(self._now())
        self._changed()

    def at_random(self, seed: int, rate: int = USUAL_RATE, *names: str) -> None:
        """Have faults begin at random, so many in an hour, of these names or of all; the same seed draws the same.

        :raises UsageError: there is no fault of one of these names, or this module cannot have it
        """
        self._core.draw(Odds(seed, rate, names), self._now())
        self._changed()

    @property
    def active(self) -> tuple[Order, ...]:
        """What waits or acts."""
        self._core.advance(self._now())
        return tuple(self._core.orders)
