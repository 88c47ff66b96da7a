"""Modules in memory that were left by a run that was cut off, and the next run, which begins on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from unittest import mock

from atconform.base.errors import BenchFault, Inconclusive, UsageError
from atconform.base.units import MS
from atconform.emulator.general.registration import Radio
from atconform.place import opening
from atconform.place.file import Allow, BenchFile, ModuleEntry, Sim
from atconform.place.memory import MemoryPlace
from atconform.protocol.peer import PeerEvent
from atconform.protocol.transport import LINES_TO_MODULE, Event
from atconform.selfcheck.replay import Recorded
from atconform.virtual.named import switched_on
from atconform.virtual.peers import MemoryPeers
from atconform.virtual.transport import MemoryTransport

OWN = frozenset(
    {"messages", "sim.codes", "ipr", "cip.timed_send", "cip.bearer", "cgdcont", "mcgdefcont", "net.contexts"}
)
"""What no run puts back, as docs/bench.md says: what the card keeps, the line's rate, APNs; and what cannot be, as a
time of AT+CIPATS."""


NO_PIN = Sim()


class Port:
    """A serial port at which a module in memory hangs.

    :param lines: whether the modem lines are wired
    """

    name, emulated, noisy, uncertainty, edge, quiet = "/dev/ttyX", True, False, 0, 20 * MS, 300 * MS

    def __init__(self, inner: MemoryTransport, *, lines: bool = True) -> None:
        self.inner = inner
        for line in () if lines else sorted(LINES_TO_MODULE):
            inner.set_line(line, high=False)  # a host that could have let one go has it wired
        self.lines = inner.lines if lines else frozenset()
        self.inbox = mock.Mock()
        self.now, self.set_line, self.write = inner.now, inner.set_line, inner.write
        self.arrived = b""
        """What the far end has received, where there is one."""

    def step(self, deadline: int) -> Event | None:
        event = self.inner.step(deadline)
        if event is not None and isinstance(event.body, PeerEvent):
            self.arrived += event.body.data
        return event

    def measure(self) -> None:
        """Find it exact."""

    close = measure


class FarEnd(MemoryPeers):
    shut_down = MemoryPeers.close_all


def on_wire(transport: MemoryTransport, *, lines: bool = True, switch: bool = False, sim: Sim = NO_PIN) -> Any:
    """Open the place of a module as a run on a wire does, and bring it to where scenarios begin.

    :param switch: whether there is a power switch that may be used
    """
    port = mock.Mock(return_value=Port(transport, lines=lines))
    bench = BenchFile(sim=sim, allow=Allow(power_cycles=switch))
    with (
        mock.patch.object(opening, "SerialTransport", port),
        mock.patch.object(opening, "peers_of", mock.Mock(return_value=FarEnd(transport))),
        mock.patch.object(opening, "switch", mock.Mock(side_effect=lambda _: transport.power_cycle())),
    ):
        place = opening.open_wire(ModuleEntry(Port.name, power="switch"), bench)
    place.end(place.begin(place.family))
    return place


def in_memory(transport: MemoryTransport) -> Any:
    """Open the place of a module in memory, and bring it to where scenarios begin."""
    place = MemoryPlace("left", lambda: transport, one_module=True)
    place.end(place.begin(transport.module.family.name))
    return place


HOSTS: Mapping[str, Callable[[MemoryTransport], Any]] = {
    "wire": on_wire,
    "three wires": lambda transport: on_wire(transport, lines=False),
    "power switch": lambda transport: on_wire(transport, switch=True),
    "memory": in_memory,
}
"""How the next run holds the module."""


def state_of(transport: MemoryTransport) -> dict[str, Any]:
    """Return all that a module has set, and whether it is ready for a command, in its network."""
    module = transport.module
    settings = {name: module.settings[one] for name, one in module.family.settings.items() if name not in OWN}
    radio = module.part(Radio)
    ready = module.in_command_mode and module.interpreter.idle
    return settings | {"ready": ready, "registration": radio.stat, "attached": radio.attached}


@cache
def usual(family: str) -> dict[str, Any]:
    """Return the state in which a run begins on a module that nobody has used."""
    transport = switched_on(family)
    on_wire(transport)
    return state_of(transport)


def wrong(transport: MemoryTransport, begin: Callable[[MemoryTransport], Any] = on_wire) -> str:
    """Begin a run on a module, and end it; return what went wrong, empty: nothing."""
    try:
        place = begin(transport)
    except (BenchFault, Inconclusive, UsageError) as fault:
        return f"{type(fault).__name__}: {fault}"
    state = state_of(transport)
    fresh = usual(transport.module.family.name)
    unusual = [f"{name} is {value}" for name, value in state.items() if value != fresh[name]]
    lacking = [f"lacks {name}: {why}" for name, why in place.blocked.items()]
    return "; ".join(filter(None, [*unusual, *lacking, place.leave()]))


def place_of(family: str, *, one_module: bool = False) -> MemoryPlace:
    """Return where scenarios are cut."""
    return MemoryPlace("cut", lambda: switched_on(family), one_module=one_module)


def cut(place: MemoryPlace, scenario: Recorded, steps: int) -> MemoryTransport:
    """Play so many steps of a scenario, and go away, with the far end; return what is left."""
    bench = place.begin(scenario.family)
    grounds = [call.arguments["ground"] for call in scenario.calls if "ground" in call.arguments]
    bench.plays(scenario.requirements, grounds)
    for call in scenario.calls[:steps]:
        call.function(bench=bench, **call.arguments)
    place.end(bench)
    return place.transport


def behind_each_step(scenario: Recorded, follows: str) -> list[str]:
    """Cut a scenario behind each of its steps; return what was wrong with what follows, each time.

    :param follows: the run that follows, one of :data:`HOSTS`, or the next scenario of the same run
    """
    if follows in HOSTS:
        place = place_of(scenario.family)
        return [wrong(cut(place, scenario, steps), HOSTS[follows]) for steps in range(1, len(scenario.calls) + 1)]
    told = []
    for steps in range(1, len(scenario.calls) + 1):
        place = place_of(scenario.family, one_module=True)
        told.append(wrong(cut(place, scenario, steps), partial(_go_on, place)))
    return told


def _go_on(place: MemoryPlace, _: MemoryTransport) -> MemoryPlace:
    place.end(place.begin(place.transport.module.family.name))
    return place
