"""The links, ten of them, and what each of them is or was connected to (SIM7X00 note, 2.3.4 and 2.3.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from atconform.base.timers import Timer
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.receivebuffer import ReceiveBuffer
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.sending import Sending
from atconform.emulator.core.transitions import Machine
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.errors import Err
from atconform.emulator.netopen.figures import Figures
from atconform.protocol import network as net

CLIENT = -1
"""What stands for the server of a link that the module has opened itself."""
NO_ADDRESS = "0.0.0.0"
TRANSPARENT = 0
"""The one link, and the one server, that can be in data mode."""


@dataclass(slots=True)
class TimedSending(Sending):
    """Data on its way, and until when its acknowledgement is waited for."""

    patience: Timer | None
    """None where the acknowledgement is not waited for."""


@dataclass(slots=True)
class Link:
    """One link: what it is, or was last, connected to, and what it has carried."""

    number: int
    machine: Machine = field(default_factory=lambda: Machine(network_states.LINK, network_states.FREE))
    link: int = 0
    """What the network knows it by; 0 while the network knows nothing of it."""
    protocol: net.Protocol | None = None
    """None for a link that has not been used since the network was opened."""
    address: str = NO_ADDRESS
    port: int = 0
    server: int = CLIENT
    transparent: bool = False
    sent: int = 0
    acknowledged: int = 0
    received: int = 0
    sendings: list[TimedSending] = field(default_factory=list)
    inbox: ReceiveBuffer = field(default_factory=ReceiveBuffer)
    report: Callable[[Err], None] | None = None
    """Tells how the command that waits for the network ended."""

    @property
    def state(self) -> str:
        """The present state, one of those in ``states``."""
        return self.machine.state

    @property
    def connected(self) -> bool:
        """Whether data can pass."""
        return self.state == network_states.CONNECTED

    def conclude(self, err: Err) -> None:
        """Tell how the command that waits for the network ended, if there is one."""
        report, self.report = self.report, None
        if report is not None:
            report(err)


class Links(Part):
    """All links, by their number."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.all = [Link(number) for number in range(module.figures[Figures].links)]
        self.when_ended: list[Callable[[Link], None]] = []
        """Called with each link that has just ended, in any way."""
        module.part(Network).when_closed.append(self._network_closed)

    def unfetched(self) -> int:
        """Count what has arrived and waits (AT+CIPRXGET)."""
        return sum(len(link.inbox) for link in self.all)

    def by_link(self, link: int) -> Link | None:
        """Find a link by what the network calls it; late events of links no longer in use find none."""
        return next((candidate for candidate in self.all if candidate.link == link), None)

    def begin(self, number: int, protocol: net.Protocol, trigger: str) -> Link:
        """Use a free link for something new."""
        link = self.all[number] = Link(number, protocol=protocol)
        link.machine.pull(trigger)
        return link

    def free(self, least: int) -> int | None:
        """Return the lowest number of a free link that is not below ``least``, or None."""
        return next((link.number for link in self.all[least:] if link.state == network_states.FREE), None)

    def end(self, link: Link, trigger: str) -> None:
        """Record that a link has ended: ``failed``, ``closed``, ``lost`` or ``network closed``."""
        link.machine.pull(trigger)
        link.link = 0
        for hook in self.when_ended:
            hook(link)

    def _network_closed(self) -> None:
        for number, link in enumerate(self.all):
            if link.machine.permits("network closed"):
                err = Err.NONE if link.state == network_states.ENDING else Err.NETWORK_FAILURE
                if link.link:
                    self.module.ask(net.Close(link.link, abort=link.state == network_states.CONNECTING))
                self.end(link, "network closed")
                link.conclude(err)
            self.all[number] = Link(number)


def links(module: Device) -> Links:
    """Find a module's links."""
    return module.part(Links)


def number_range(module: Device) -> str:
    """Spell the range of the links' numbers, as test forms list it."""
    return f"(0-{module.figures[Figures].links - 1})"


def spell(link: Link) -> str:
    """Spell a line of AT+CIPOPEN?: a link that is not connected is told by its number alone."""
    if not link.connected:
        return f"+CIPOPEN: {link.number}"
    return f'+CIPOPEN: {link.number},"{link.protocol}","{link.address}",{link.port},{link.server}'


def list_links(module: Device) -> Reply:
    """AT+CIPOPEN?: what each link is connected to."""
    return ok(*map(spell, links(module).all))


def list_states(module: Device) -> Reply:
    """AT+CIPCLOSE?: which links are connected."""
    return ok(f"+CIPCLOSE: {','.join(f'{link.connected:d}' for link in links(module).all)}")


PARTS = (Links,)
