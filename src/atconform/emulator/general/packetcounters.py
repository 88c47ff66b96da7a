"""AT*MGCOUNT: how much has gone over a context (SIM7020 AT command manual, 3.2.49).

Counted is what arrives, and what the far end acknowledges; what is sent by UDP is not seen here. Nothing is compressed,
so that the compressed bytes are as many as the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.general.packet import PacketEvent, PacketService, context_number, listed_contexts
from atconform.protocol import network as net

RESET, READ, PERIODIC, AT_THE_END, STOP = range(5)
"""Values of <action>."""
LONGEST_PERIOD = 65535
CARRYING = 1
"""The context that the TCP/IP commands work over."""


@dataclass(slots=True)
class Counter:
    """What has gone over a context, and when it is told."""

    up: int = 0
    up_packets: int = 0
    down: int = 0
    down_packets: int = 0
    told: int = STOP
    period: int = 0
    timer: Timer | None = None

    def clear(self) -> None:
        """Begin anew."""
        self.up = self.up_packets = self.down = self.down_packets = 0

    def stop(self) -> None:
        """Tell no more by itself."""
        self.told, self.period = STOP, 0
        if self.timer is not None:
            self.timer.cancel()


class PacketCounters(Part):
    """Counts, and tells by itself where that is asked for."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.counters: dict[int, Counter] = {}
        module.part(PacketService).when_happened.append(self._happened)

    def of(self, number: int) -> Counter:
        """Return the counter of a context."""
        return self.counters.setdefault(number, Counter())

    def network_event(self, event: net.NetworkEvent) -> None:
        """Count."""
        counter = self.of(CARRYING)
        match event:
            case net.Received(data=data):
                counter.down += len(data)
                counter.down_packets += 1
            case net.Acknowledged(count=count):
                counter.up += count
                counter.up_packets += 1

    def line(self, number: int) -> str:
        """Spell a counter."""
        one = self.of(number)
        return f"*MGCOUNT: {number},{one.up},{one.up},{one.up_packets},{one.down},{one.down},{one.down_packets}"

    def every(self, number: int, period: int) -> None:
        """Tell a counter every so many seconds."""
        counter = self.of(number)
        counter.told, counter.period = PERIODIC, period
        counter.timer = self.module.after(period * SECOND, lambda: self._due(number, period))

    def _due(self, number: int, period: int) -> None:
        if self.module.in_command_mode:
            self.module.announce(self.line(number))
        self.every(number, period)

    def _happened(self, event: PacketEvent) -> None:
        """Tell the counters of contexts that are no longer there."""
        for number, counter in self.counters.items():
            gone = event.what == "DETACH" or (event.what == "DEACT" and event.number == number)
            if gone and counter.told in (PERIODIC, AT_THE_END):
                self.module.announce(self.line(number))


def count(module: Device, action: int, number: int, period: int | None) -> Reply:
    """AT*MGCOUNT=: whatever is asked for, the counter is told."""
    counters = module.part(PacketCounters)
    if number not in module.part(PacketService).known:
        return error(module.dialect.not_allowed)
    if (action == PERIODIC) != (period is not None):
        return error(module.dialect.bad_parameter)
    counter = counters.of(number)
    if action == RESET:
        counter.clear()
    elif action != READ:
        counter.stop()
    if action == AT_THE_END:
        counter.told = AT_THE_END
    if period is not None:
        counters.every(number, period)
    return ok(counters.line(number))


def counted(module: Device) -> Reply:
    """AT*MGCOUNT?: how each context is told of."""
    counters, known = module.part(PacketCounters), module.part(PacketService).known
    rows = ((number, counters.of(number)) for number in known)
    return ok(*(f"*MGCOUNT: {number},{one.told}" + (f",{one.period}" if one.period else "") for number, one in rows))


def count_form(module: Device) -> Form:
    """The parameters of AT*MGCOUNT."""
    return form(count, Int(RESET, STOP), context_number(module), Int(1, LONGEST_PERIOD, default=None))


COMMANDS = (
    Command(
        "*MGCOUNT",
        test=lambda module: ok(f"*MGCOUNT: (0-4),{listed_contexts(module)},(1-{LONGEST_PERIOD})"),
        read=counted,
        write=count_form,
    ),
)

PARTS = (PacketCounters,)
