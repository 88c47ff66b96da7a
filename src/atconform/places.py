"""Test places: where a module is found, and what the place can do. A scenario borrows the place for a while.

In memory every scenario gets a module of its own, unless one module is to live through all of them, as on hardware.
"""

from __future__ import annotations

from typing import Protocol

from atconform.bench import Bench
from atconform.emulator import families as emulated
from atconform.grammar import grammar
from atconform.housekeeping import Housekeeping, Identity
from atconform.network.simulated import SimulatedNetwork
from atconform.network.simulated.control import command
from atconform.peer.host import HostPeers
from atconform.peer.memory import MemoryPeers
from atconform.requirements.claims import Claims, load
from atconform.session import Session
from atconform.transport.base import Transport
from atconform.transport.memory import MemoryTransport
from atconform.transport.serial import SerialTransport

IN_MEMORY = frozenset({"network-control", "power-cycle", "source-port", "second-apn"})
GRAMMARS = ("v250", "bearer", "cip")
"""The stacks that have a grammar file of their own."""


class Place(Protocol):
    """Where a module is found."""

    @property
    def transport(self) -> Transport:
        """What carries the bytes."""

    capabilities: frozenset[str]
    """What scenarios may ask of it: see ``steps.vocabulary``."""
    unit: str
    """What the place calls the module."""

    def begin(self, family: str) -> Bench:
        """Bring the module to the state that scenarios begin in, and hand out the bench.

        :raises atconform.errors.BenchFault: the module does not come to that state
        """

    def end(self, bench: Bench) -> None:
        """Take the bench back."""

    def identify(self) -> Identity:
        """Ask the module what it is."""

    def close(self) -> None:
        """Release everything."""


def lines_of(transport: Transport) -> frozenset[str]:
    """Name the modem lines that a transport carries as capabilities."""
    return frozenset(f"line:{line.lower()}" for line in transport.lines)


def session_with(transport: Transport, claims: Claims) -> Session:
    """Begin a session with the grammar of a family."""
    stacks = tuple(stack for stack in claims.stacks if stack in GRAMMARS)
    return Session(transport, grammar.load(stacks, (("_MULTI", claims.multi_separator),)))


class MemoryPlace:
    """An emulated module in memory.

    :param module: ``FAMILY[@VARIANT]``
    :param one_module: let one module live through all scenarios
    """

    def __init__(self, module: str, *, one_module: bool = False) -> None:
        self.unit = f"emulated {module}"
        self._module = module
        self._one_module = one_module
        self._used: set[str] = set()
        self.transport = self._power_up()
        self.capabilities = MemoryPeers.capabilities | lines_of(self.transport) | IN_MEMORY

    def _power_up(self) -> MemoryTransport:
        self.network = SimulatedNetwork()
        transport = MemoryTransport(emulated.build(self._module), self.network)
        self._housekeeping = Housekeeping(transport)
        self._housekeeping.wait_until_attached()
        return transport

    def begin(self, family: str) -> Bench:
        """Hand out a bench with a fresh module, or with the one module brought back to where scenarios begin."""
        claims = load(family)
        if self._one_module:
            self._housekeeping.restore(claims, self._used)
        else:
            self.transport = self._power_up()
        addresses = self.network.conditions.module_addresses
        values = {
            "apn": "CMNET",
            "module.ip": addresses[0],
            "module.second_ip": addresses[1],
            "signal": "{},{}".format(*self.network.conditions.signal),
            "registration": str(self.network.conditions.registration),
        }
        return Bench(
            session_with(self.transport, claims),
            MemoryPeers(self.transport),
            claims,
            values,
            lambda phrase: command(self.network, phrase),
        )

    def end(self, bench: Bench) -> None:
        """Take note of what the scenario has used, and take the peers away."""
        self._used |= bench.session.used
        bench.close()

    def identify(self) -> Identity:
        """Ask the module what it is."""
        return self._housekeeping.identify()

    def close(self) -> None:
        """Nothing to release."""


class WirePlace:
    """A module on a wire, with a far end on this host.

    :param url: what pyserial opens
    :raises atconform.errors.UsageError: it cannot be opened
    """

    def __init__(self, url: str, baudrate: int = 115200) -> None:
        self.transport: SerialTransport = SerialTransport(url, baudrate)
        self.unit = self.transport.name
        self._peers = HostPeers(self.transport.inbox)
        self._housekeeping = Housekeeping(self.transport)
        self._used: set[str] = {"*"}
        self.capabilities = self._peers.capabilities | lines_of(self.transport) | {"source-port"}

    def begin(self, family: str) -> Bench:
        """Bring the module back to where scenarios begin, and hand out the bench."""
        claims = load(family)
        used = {restore.after for restore in claims.restore} if "*" in self._used else self._used
        self._housekeeping.restore(claims, used)
        self._used = set()
        values = {"apn": "CMNET"} | dict.fromkeys(("module.ip", "module.second_ip", "signal", "registration"))
        return Bench(session_with(self.transport, claims), self._peers, claims, values)

    def end(self, bench: Bench) -> None:
        """Take note of what the scenario has used, and take the peers away."""
        self._used |= bench.session.used
        bench.close()

    def identify(self) -> Identity:
        """Ask the module what it is."""
        identity = self._housekeeping.identify()
        self.transport.measure()
        return identity

    def close(self) -> None:
        """Release the port."""
        self._peers.shut_down()
        self.transport.close()
