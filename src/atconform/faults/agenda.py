"""What is to go wrong with one module: what was planned, what was asked for, and what is drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atconform.base.errors import UsageError
from atconform.base.timers import Timer
from atconform.faults.chance import Chance, Odds
from atconform.faults.fault import Fault, Scene
from atconform.faults.order import Order
from atconform.faults.plan import Plan
from atconform.faults.table import find, had_by


class Agenda:
    """The faults of one module.

    :param plan: faults that begin with it
    :param note: told of whatever a fault does
    :raises UsageError: the plan has a fault that there is not, or that this module cannot have
    """

    def __init__(self, scene: Scene, plan: Plan, note: Callable[[str], None]) -> None:
        self._scene = scene
        self._note = note
        self._orders: list[Order] = []
        """In the order in which they were asked for; some of them are over."""
        self._chance: Chance | None = None
        self._next_drawn: Timer | None = None
        self._planned: list[Order] = []
        for one in plan.faults:
            try:
                self._planned.append(self._order(one.name, one.given))
            except UsageError as error:
                raise UsageError(f"{one.where}: {error.what}" if one.where else error.what, error.hint) from None
        self._planned_chance = None if plan.odds is None else self._chance_of(plan.odds)

    # --- what is to go wrong ---

    def begin_plan(self) -> None:
        """Begin what was planned, unless that has begun."""
        planned, self._planned = self._planned, []
        for order in planned:
            self._start(order)
        chance, self._planned_chance = self._planned_chance, None
        if chance is not None:
            self._draw_by(chance)

    def begin(self, name: str, given: Mapping[str, object]) -> Order:
        """Begin a fault.

        :raises UsageError: there is no such fault, its values do not fit, or this module cannot have it
        """
        order = self._order(name, given)
        self._start(order)
        return order

    def draw(self, odds: Odds) -> None:
        """Begin faults at random from now on, in the place of those that were drawn until now.

        :raises UsageError: there is no fault of one of these names, or this module cannot have it
        """
        self._draw_by(self._chance_of(odds))

    def clear(self) -> None:
        """End every fault, also those that wait or would be drawn."""
        self._draw_by(None)
        orders, self._orders = self._orders, []
        for order in orders:
            order.end()

    def _order(self, name: str, given: Mapping[str, object]) -> Order:
        kind = find(name, self._scene.module)
        values = kind.read(given)
        if kind.check is not None:
            kind.check(self._scene.module, values)
        return Order(self._scene, kind, values, self._note)

    def _start(self, order: Order) -> None:
        self._orders.append(order)
        order.start()

    def _chance_of(self, odds: Odds) -> Chance:
        module = self._scene.module
        return Chance(odds, [find(name, module) for name in odds.names] or had_by(module))

    def _draw_by(self, chance: Chance | None) -> None:
        if self._next_drawn is not None:
            self._next_drawn.cancel()
        self._chance = chance
        if chance is not None:
            self._next_drawn = self._scene.after(chance.wait(), lambda: self._drawn(chance))

    def _drawn(self, chance: Chance) -> None:
        self._start(self._order(*chance.draw()))
        self._draw_by(chance)

    # --- what is there ---

    @property
    def orders(self) -> tuple[Order, ...]:
        """The faults that wait or act, in the order in which they were asked for."""
        return tuple(order for order in self._orders if not order.over)

    @property
    def odds(self) -> Odds | None:
        """How faults are drawn at random; None: none are drawn."""
        return None if self._chance is None else self._chance.odds

    @property
    def acting(self) -> list[Fault]:
        """What is at work."""
        return [order.fault for order in self._orders if order.fault is not None] if self._orders else []

    # --- what happens to the module ---

    def typed(self, command: str) -> None:
        """Record a command line of the host, in capitals."""
        for order in self.orders:
            order.typed(command)

    def powered(self) -> None:
        """Record that the module has got power anew."""
        for order in self.orders:
            order.powered()

    def forget_what_is_over(self) -> None:
        """Look no more at what is over."""
        if self._orders:
            self._orders = list(self.orders)
