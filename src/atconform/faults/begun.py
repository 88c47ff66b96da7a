"""A fault as whoever began it holds it, and the door through which things are done to a module and its faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from atconform.faults.faulty import FaultyModule
from atconform.faults.order import Order

T = TypeVar("T")


class Do(Protocol):
    """Does something to a module at the present time, and carries out what follows from it."""

    def __call__(self, action: Callable[[int], T], /) -> T:
        """Do it, and return what it returns.

        :param action: called with the present, in microseconds
        """


class Begun:
    """A fault that was asked for: what has become of it, and its end.

    :param core: the module that has it
    """

    def __init__(self, order: Order, core: FaultyModule, do: Do) -> None:
        self._order = order
        self._core = core
        self._do = do

    @property
    def struck(self) -> int:
        """How often it has done something."""
        return self._order.struck

    @property
    def over(self) -> bool:
        """Whether it is over, and does not begin again."""
        return self._order.over

    def end(self) -> None:
        """Let things be as they are without it; idempotent."""
        self._do(lambda now: self._core.end(self._order, now))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Begun) and other._order is self._order

    def __hash__(self) -> int:
        return hash(self._order)

    def __str__(self) -> str:
        return str(self._order)

    def __repr__(self) -> str:
        return f"<{self}>"
