"""An emulated module with what goes wrong around it: a core around the core, for whoever drives one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from atconform.base.timers import Timer, Timers
from atconform.emulator.core.command import Command
from atconform.emulator.core.effects import Ask, Effect, Spoken, Transmit
from atconform.emulator.core.module import Module
from atconform.emulator.core.waiting import Waiting
from atconform.faults.agenda import Agenda
from atconform.faults.chance import Odds
from atconform.faults.fault import Fault, Late
from atconform.faults.order import Order
from atconform.faults.plan import NOTHING, Plan
from atconform.faults.refusing import Commands
from atconform.faults.seen import Seen
from atconform.protocol import network as net
from atconform.protocol.network import NetworkEvent, Request

T = TypeVar("T")


class FaultyModule:
    """A module and its faults, driven as a module is.

    :param plan: faults that begin with the module
    :param note: told of whatever a fault does
    :raises UsageError: the plan has a fault that there is not, or that this module cannot have
    """

    def __init__(
        self,
        module: Module,
        plan: Plan = NOTHING,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.module = module
        module.outlet_blocked = lambda: any(fault.blocks() for fault in self._agenda.acting)
        self.state_commands(module.commands)
        self.seen = Seen()
        self.note = note
        self._agenda = Agenda(self, plan, lambda what: self.note(what))
        self._powered_at = 0
        self._clock = Timers()
        self._under_way = Timers()
        """What is late, which a module without power does not get."""
        self._out: list[Effect] = []
        self._collecting = False
        self._unasked: Counter[int] = Counter()
        """How many ends of each context come that the module has not asked for."""
        self._queues: dict[int, int] = {}
        """When the last late event of each link arrives."""
        self._held: Counter[int] = Counter()
        """How many bytes of each link are late."""

    def state_commands(self, commands: Mapping[str, Command]) -> None:
        """Have the module know these commands; faults answer in their place as before."""
        self.module.commands = Commands(commands, self._answer)

    # --- what goes wrong ---

    def begin(self, name: str, given: Mapping[str, object], now: int) -> Order:
        """Have something go wrong, from now on.

        :param given: the values of the fault's parameters, as a plan or a program has them
        :raises UsageError: there is no such fault, its values do not fit, or this module cannot have it
        """
        self.advance(now)
        return self._agenda.begin(name, given)

    def draw(self, odds: Odds, now: int) -> None:
        """Have faults begin at random, from now on, in the place of those that were drawn until now.

        :raises UsageError: there is no fault of one of these names, or this module cannot have it
        """
        self.advance(now)
        self._agenda.draw(odds)

    def end(self, order: Order, now: int) -> None:
        """End one fault."""
        self.advance(now)
        order.end()

    def clear(self, now: int) -> None:
        """End every fault, also those that wait or would be drawn."""
        self.advance(now)
        self._agenda.clear()

    def active(self, now: int) -> tuple[Order, ...]:
        """Return the faults that wait or act by now, in the order in which they were asked for."""
        self.advance(now)
        return self._agenda.orders

    @property
    def odds(self) -> Odds | None:
        """How faults are drawn at random; None: none are drawn."""
        return self._agenda.odds

    def _answer(self, command: str) -> str | None:
        """Return what is answered in the place of a command."""
        answers = (fault.refuses(command) for fault in self._agenda.acting)
        return next((answer for answer in answers if answer is not None), None)

    # --- driven as a module is ---

    @property
    def waiting(self) -> Waiting:
        """What waits in it."""
        return self.module.waiting

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return max(self._clock.now, self._under_way.now)

    @property
    def powered_for(self) -> int:
        """For how long the module has had power, in microseconds."""
        return self.now - self._powered_at

    def power_on(self, now: int) -> None:
        """Give the module power; the faults of the plan begin with the first time."""
        self.advance(now)
        self.give_power()
        self._agenda.begin_plan()

    def press_power_key(self, now: int) -> None:
        """Press the power key; a module that hangs starts anew by it, one without a supply does not start."""
        self.advance(now)
        does = {fault.power_key() for fault in self._agenda.acting}
        if "does nothing" in does:
            return
        if "starts anew" in does:
            self.give_power()
        else:
            self.module.press_power_key(now)

    def receive(self, data: bytes, now: int) -> None:
        """Receive bytes from the host."""
        self.advance(now)
        commands_are_taken = self.module.takes_commands
        for late, heard in self._through(data, lambda fault, one: fault.hears(one)):
            if late:
                self._under_way.after(late, partial(self._hear, heard))
            elif heard:
                self._hear(heard)
        for command in self.seen.typed(data, commands_are_taken=commands_are_taken):
            self._agenda.typed(command)

    def _hear(self, data: bytes) -> None:
        self.module.receive(data, self.now)

    def set_line(self, line: str, high: bool, now: int) -> None:
        """Record that the host drives DTR or RTS to this level (low is active)."""
        self.advance(now)
        self.module.set_line(line, high, now)

    def network_event(self, event: NetworkEvent, now: int) -> None:
        """Receive an event of the network."""
        self.advance(now)
        if isinstance(event, net.Deactivated) and not event.by_network and self._unasked[event.context]:
            self._unasked[event.context] -= 1
            return
        self.seen.told(event, now)
        self.pass_on(event)

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""
        return earliest(self.module, self._clock, self._under_way)

    def advance(self, now: int) -> None:
        """Let time pass until ``now``: what is due first, of the module or of its faults, happens first."""
        while (due := earliest(self._clock, self._under_way)) is not None and due <= now:
            self.module.advance(due)
            self._collect()
            self._under_way.advance(due)
            self._clock.advance(due)
        self.module.advance(now)
        if now > self._clock.now:
            self._under_way.advance(now)
            self._clock.advance(now)

    def take_effects(self) -> list[Effect]:
        """Hand over what is to be done, in order."""
        self._collect()
        self._agenda.forget_what_is_over()
        effects, self._out = self._out, []
        return effects

    def _collect(self) -> None:
        """Take what the module wants done, in order, also what it wants because of what a fault does meanwhile."""
        if self._collecting:
            return
        self._collecting = True
        while effects := self.module.take_effects():
            for effect in effects:
                match effect:
                    case Transmit(kind=kind):
                        if kind == "prompt":
                            self.seen.prompted()
                        for late, said in self._through(effect, lambda fault, one: fault.says(one)):
                            self.say(said.data, said.kind, late)
                    case Ask(request=request):
                        self.seen.asked(request)
                        for late, asked in self._through(request, lambda fault, one: fault.asks(one)):
                            if late:
                                self._under_way.after(late, partial(self.ask, asked))
                            else:
                                self.ask(asked)
                    case _:
                        self._out.append(effect)
        self._collecting = False

    def _through(self, thing: T, seam: Callable[[Fault, T], Late[T]]) -> list[tuple[int, T]]:
        """Let everything that is at work change something.

        :param seam: what it may change there
        """
        things = [(0, thing)]
        for fault in self._agenda.acting:
            changed: list[tuple[int, T]] = []
            for late, one in things:
                for result in seam(fault, one):
                    more, what = result if isinstance(result, tuple) else (0, result)
                    changed.append((late + more, what))
            things = changed
        return things

    # --- for the faults ---

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed, whatever becomes of the module."""
        return self._clock.after(delay, action)

    def say(self, data: bytes, kind: Spoken, late: int = 0) -> None:
        """Put bytes on the line as the module's, past all faults."""
        if late:
            self._under_way.after(late, lambda: self._out.append(Transmit(data, kind)))
        elif data:
            self._out.append(Transmit(data, kind))

    def tell(self, event: NetworkEvent, late: int = 0) -> None:
        """Tell the module something as its network would, past all faults; what a TCP link carries stays in order."""
        link = getattr(event, "link", 0)
        known = self.seen.links.get(link)
        if isinstance(event, net.Acknowledged) or (known is not None and known.protocol == "UDP"):
            link = 0
        due = max(self.now + late, self._queues.get(link, 0) if link else 0)
        if due <= self.now:
            self._hear_of(event)
            self._collect()
            return
        if link:
            self._queues[link] = due
        size = len(event.data) if isinstance(event, net.Received) else 0
        self._held[link] += size

        def arrive() -> None:
            self._held[link] -= size
            self._hear_of(event)

        self._under_way.after(due - self._under_way.now, arrive)

    def _hear_of(self, event: NetworkEvent) -> None:
        if isinstance(event, net.ConnectFailed):
            self.seen.links.pop(event.link, None)
        self.module.network_event(event, self.now)

    def pass_on(self, event: NetworkEvent) -> None:
        """Tell the module something of its network, as far as the faults at work let it pass."""
        for late, heard in self._through(event, lambda fault, one: fault.told(one)):
            self.tell(heard, late)

    def ask(self, request: Request) -> None:
        """Ask something of the network, past all faults."""
        if isinstance(request, net.Window) and self._held[request.link]:
            request = net.Window(request.link, max(0, request.room - self._held[request.link]))
        self._out.append(Ask(request))

    def take_context(self, context: int) -> None:
        """Have the network end a context, and the module learn that the network did."""
        self.seen.end_context(context)
        self._unasked[context] += 1
        self.ask(net.Deactivate(context))
        self.tell(net.Deactivated(context, by_network=True))

    def lose_link(self, link: int, *, closing: bool) -> None:
        """Have the module's TCP give a link up; one that it is closing is closed then."""
        self.seen.links.pop(link, None)
        self.ask(net.Close(link, abort=True, silently=True))
        self.tell(net.Closed(link) if closing else net.LinkLost(link, "timeout"))

    def give_power(self) -> None:
        """Take the module's power away and give it back."""
        self._under_way.clear()
        self._queues.clear()
        self._held.clear()
        self._powered_at = self.now
        self._agenda.powered()
        self.module.power_on(self.now)
        self._collect()


class Clock(Protocol):
    """What has something due."""

    def next_deadline(self) -> int | None:
        """Return when, or None."""


def earliest(*clocks: Clock) -> int | None:
    """Return when something is due first."""
    first = None
    for clock in clocks:
        due = clock.next_deadline()
        if due is not None and (first is None or due < first):
            first = due
    return first
