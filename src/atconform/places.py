"""Test places: where a module is found, and what the place can do. A scenario borrows the place for a while.

In memory every scenario gets a module of its own, unless one module is to live through all of them, as on hardware.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from atconform.bench import Bench
from atconform.benchfile import BenchFile, ModuleEntry
from atconform.choice import family_on
from atconform.emulator.module import Module
from atconform.errors import BenchFault, Inconclusive, UsageError
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

IN_MEMORY = frozenset(
    {
        "network-control",
        "power-cycle",
        "source-port",
        "source-address",
        "second-apn",
        "server-name",
        "psm",
        "persistent",
        "costs",
    }
)


class Place(Protocol):
    """Where a module is found."""

    @property
    def transport(self) -> Transport:
        """What carries the bytes."""

    capabilities: frozenset[str]
    """What scenarios may ask of it: see ``steps.vocabulary``."""
    unit: str
    """What the place calls the module."""
    identity: Identity
    """What the module said of itself when the place was opened."""

    def begin(self, family: str) -> Bench:
        """Bring the module to the state that scenarios begin in, and hand out the bench.

        :raises atconform.errors.BenchFault: the module does not come to that state
        """

    def end(self, bench: Bench) -> None:
        """Take the bench back."""

    def lost(self) -> str:
        """Tell why nothing can be said to the module any more; empty while the line is up."""

    def identify(self) -> Identity:
        """Ask the module once more what it is.

        :raises atconform.errors.BenchFault: it does not answer
        """

    def close(self) -> None:
        """Release everything."""


def lines_of(transport: Transport) -> frozenset[str]:
    """Name the modem lines that a transport carries as capabilities."""
    return frozenset(f"line:{line.lower()}" for line in transport.lines)


def session_with(transport: Transport, claims: Claims) -> Session:
    """Begin a session with the grammar of a family."""
    return Session(
        transport, grammar.load(claims.stacks, tuple(claims.spelling.items())), claims.prompt.encode("latin-1")
    )


RADIO = frozenset({"+CFUN", "*MCGDEFCONT"})
"""Commands after whose use the module has to register anew."""


def restore(housekeeping: Housekeeping, claims: Claims, touched: Collection[str]) -> None:
    """Bring the module to where scenarios begin; where its radio was off, wait until it is in the packet service.

    :param touched: names of the commands that were used
    :raises atconform.errors.BenchFault: the module does not come to that state
    """
    housekeeping.restore(claims, touched)
    if RADIO.isdisjoint(touched):
        return
    try:
        housekeeping.wait_until_attached()
    except Inconclusive as fault:
        raise BenchFault(str(fault)) from None


class MemoryPlace:
    """An emulated module in memory.

    :param unit: what the module is called
    :param make: makes the module, with a fresh power-up
    :param one_module: let one module live through all scenarios
    :param between: what to put between the module and the session, for the self-check
    """

    def __init__(
        self,
        unit: str,
        make: Callable[[], Module],
        *,
        one_module: bool = False,
        between: Callable[[MemoryTransport], Transport] = lambda transport: transport,
    ) -> None:
        self.unit = unit
        self._make = make
        self._one_module = one_module
        self._between = between
        self._used: set[str] = set()
        self.transport = self._power_up()
        self.capabilities = MemoryPeers.capabilities | lines_of(self.transport) | IN_MEMORY
        self.identity = self._housekeeping.identify()

    def _power_up(self) -> MemoryTransport:
        self.network = SimulatedNetwork()
        transport = MemoryTransport(self._make(), self.network)
        self._housekeeping = Housekeeping(transport)
        self._housekeeping.wait_until_attached()
        return transport

    def begin(self, family: str) -> Bench:
        """Hand out a bench with a fresh module, or with the one module brought back to where scenarios begin."""
        claims = load(family)
        if self._one_module:
            restore(self._housekeeping, claims, self._used)
        else:
            self.transport = self._power_up()
        addresses = self.network.conditions.module_addresses
        name, (first, second) = next(item for item in self.network.conditions.names.items() if len(item[1]) == 2)
        values: dict[str, str | None] = {
            "apn": "CMNET",
            "module.ip": addresses[0],
            "module.second_ip": addresses[1],
            "signal": "{},{}".format(*self.network.conditions.signal),
            "second_apn": "CMWAP",
            "dns.name": name,
            "dns.ip": first,
            "dns.second_ip": second,
            "message.index": None,
            "message.sender": "+8613800000000",
            "message.text": "hello",
            "message.time": None,
            "registration": str(self.network.conditions.registration),
            "pdn.apn": None,
            "pdn.bearer": None,
            "module.mask": None,
            "operator": self.network.conditions.operator.long,
            "ping.time": None,
            "ping.ttl": None,
            "line.rate": "115200",
            "wireless.rate": None,
            "serving.cell": None,
            "accepted.link": None,
            "failure": None,
        }
        return Bench(
            session_with(self._between(self.transport), claims),
            MemoryPeers(self.transport),
            claims,
            values,
            lambda phrase: command(self.network, phrase),
            self._restart,
        )

    def _restart(self) -> None:
        self.transport.power_cycle()
        self._housekeeping.wait_until_attached()

    def end(self, bench: Bench) -> None:
        """Take note of what the scenario has used, and take the peers away."""
        self._used |= bench.session.used
        bench.close()

    def lost(self) -> str:
        """Memory is never unplugged."""
        return ""

    def identify(self) -> Identity:
        """Tell what the module said: a fresh one says the same."""
        return self.identity

    def close(self) -> None:
        """Nothing to release."""


class WirePlace:
    """A module on a wire, with a far end on this host.

    :param entry: the module, as the bench file has it
    :param said: the family that the user named; empty: the module is asked
    :param unit: what the bench file calls the module; default: the port's name
    :raises atconform.errors.UsageError: the port cannot be opened, nobody answers there, or another family does
    """

    def __init__(self, entry: ModuleEntry, bench: BenchFile, said: str = "", unit: str = "") -> None:
        self._bench = bench
        self._line_rate = str(entry.baudrate)
        self.transport: SerialTransport = SerialTransport(entry.port, entry.baudrate, lines=entry.lines)
        self.unit = unit or self.transport.name
        self._peers = HostPeers(self.transport.inbox, bench.peer.listen, bench.peer.address or None, bench.peer.name)
        self._housekeeping = Housekeeping(self.transport)
        self._used: set[str] | None = None
        allowed = {name for name in ("persistent", "costs") if getattr(bench.allow, name)}
        allowed |= {"server-name"} if bench.peer.name else set()
        allowed |= {"psm"} if bench.sim.psm else set()
        self.capabilities = self._peers.capabilities | lines_of(self.transport) | {"source-port"} | allowed
        try:
            self.identity = self._housekeeping.identify()
            self.family = family_on(self.transport.name, self.identity.text, said)
            self.transport.measure()
            self._housekeeping.wait_until_attached()
        except (BenchFault, Inconclusive, UsageError) as fault:
            self.close()
            raise UsageError(str(fault)) from None

    def begin(self, family: str) -> Bench:
        """Bring the module back to where scenarios begin, and hand out the bench."""
        claims = load(family)
        everything = {restore.after for restore in claims.restore}
        restore(self._housekeeping, claims, everything if self._used is None else self._used)
        self._used = set()
        values: dict[str, str | None] = {"apn": self._bench.sim.apn, "line.rate": self._line_rate}
        values |= dict.fromkeys(
            (
                "module.ip",
                "module.second_ip",
                "signal",
                "registration",
                "message.index",
                "message.sender",
                "message.text",
                "message.time",
                "pdn.apn",
                "pdn.bearer",
                "module.mask",
                "operator",
                "ping.time",
                "ping.ttl",
                "wireless.rate",
                "serving.cell",
                "accepted.link",
                "failure",
            )
        )
        return Bench(session_with(self.transport, claims), self._peers, claims, values)

    def end(self, bench: Bench) -> None:
        """Take note of what the scenario has used, and take the peers away."""
        self._used = (self._used or set()) | bench.session.used
        bench.close()

    def lost(self) -> str:
        """Tell whether the port went away: then not even nothing can be written."""
        try:
            self.transport.write(b"")
        except BenchFault as fault:
            return str(fault)
        return ""

    def identify(self) -> Identity:
        """Ask the module once more what it is.

        :raises atconform.errors.BenchFault: it does not answer
        """
        return self._housekeeping.identify()

    def close(self) -> None:
        """Release the port."""
        self._peers.shut_down()
        self.transport.close()
