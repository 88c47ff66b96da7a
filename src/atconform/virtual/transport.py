"""A module in the same process, in virtual time: waiting costs nothing, and every time is exact."""

from __future__ import annotations

from collections import deque

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.emulator.core.effects import Refusal, Remark
from atconform.emulator.core.module import Module
from atconform.emulator.core.surroundings import TimedCore, carry_out
from atconform.network import SimulatedNetwork
from atconform.protocol.network import NetworkEvent, Request
from atconform.protocol.transport import LINES_TO_MODULE, Event, Instant, LineChange, ModuleBytes


class MemoryTransport:
    """Moves a module and a simulated network through virtual time, from event to event.

    :param core: the module with what is around it, its faults; None: the module alone
    """

    name = "memory"
    emulated = True
    noisy = False
    lines = frozenset({"DTR", "RTS", "DCD", "RI", "CTS", "DSR"})
    uncertainty = 0
    edge = 1 * MS
    quiet = 2 * SECOND

    def __init__(self, module: Module, network: SimulatedNetwork, core: TimedCore | None = None) -> None:
        self.module = module
        self.core = core or module
        self.network = network
        self._now = 0
        self._closed = False
        self._happened: deque[Event] = deque()
        self.core.power_on(0)
        self._carry_out()

    def now(self) -> int:
        """Return the present."""
        return self._now

    def write(self, data: bytes) -> Instant:
        """Hand bytes to the module."""
        if self._closed:
            raise BenchFault("the transport is closed")
        self.core.receive(data, self._now)
        self._carry_out()
        return self._instant()

    def set_line(self, line: str, *, high: bool) -> Instant:
        """Drive DTR or RTS."""
        if line not in LINES_TO_MODULE:
            raise BenchFault(f"the host does not drive {line}")
        self.core.set_line(line, high, self._now)
        self._carry_out()
        return self._instant()

    def power_cycle(self) -> None:
        """Take the module's power away and give it back."""
        self.core.power_on(self._now)
        self._carry_out()

    def press_power_key(self) -> None:
        """Press the module's power key, which starts it if it is off or in deep sleep."""
        self.core.press_power_key(self._now)
        self._carry_out()

    def step(self, deadline: int) -> Event | None:
        """Go to the next event, or to the deadline."""
        self._carry_out()  # a scenario may have told the network something since the last step
        while not self._happened:
            due = [d for d in (self.core.next_deadline(), self.network.next_deadline()) if d is not None]
            if not due or min(due) > deadline:
                self._move_to(max(self._now, deadline))
                return self._happened.popleft() if self._happened else None
            self._move_to(max(self._now, min(due)))
        return self._happened.popleft()

    def close(self) -> None:
        """Refuse to write from now on."""
        self._closed = True

    def _instant(self) -> Instant:
        return Instant(self._now, self._now)

    def _move_to(self, now: int) -> None:
        self._now = now
        self.core.advance(now)
        self._carry_out()
        self.network.advance(now)
        self._carry_out()

    def _carry_out(self) -> None:
        carry_out(self.core, self, self.now)
        for peer_event in self.network.take_peer_events():
            self._happened.append(Event(self._instant(), peer_event))

    # --- the module's surroundings ---

    def transmit(self, data: bytes) -> None:
        """Record bytes of the module."""
        self._happened.append(Event(self._instant(), ModuleBytes(data)))

    def show_line(self, line: str, *, high: bool) -> None:
        """Record a modem line that has changed."""
        self._happened.append(Event(self._instant(), LineChange(line, high)))

    def remark(self, remark: Remark) -> None:
        """Do nothing: what a scenario types is meant."""

    def refused(self, refusal: Refusal) -> None:
        """Do nothing: the answer tells a scenario all that a host would know."""

    def request(self, request: Request) -> None:
        """Hand a request of the module to the network."""
        self.network.request(request, self._now)

    def next_event(self) -> NetworkEvent | None:
        """Return the next thing that the network has for the module."""
        return self.network.next_module_event()


def power_up(module: Module) -> MemoryTransport:
    """Give a module power, attached to a simulated network of its own."""
    return MemoryTransport(module, SimulatedNetwork())
