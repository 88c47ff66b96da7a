"""Test places: where a module is found, and what the place can do. A scenario borrows the place for a while.

In memory every scenario gets a module of its own, unless one module is to live through all of them, as on hardware.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from atconform.base.errors import BenchFault, Inconclusive, UsageError
from atconform.base.units import MS, SECOND, spell
from atconform.emulator.core.module import Module
from atconform.judge.bench import Bench
from atconform.judge.grammar import grammar
from atconform.judge.session import Session
from atconform.network import SimulatedNetwork
from atconform.network.control import command
from atconform.peer.daemon import is_loopback
from atconform.peer.host import HostPeers
from atconform.peer.remote import FarEndAddress, RemotePeers
from atconform.place import reach
from atconform.place.conversation import ROAMING, Housekeeping, Identity
from atconform.place.file import BenchFile, ModuleEntry, PeerEntry
from atconform.place.power import switch
from atconform.place.selection import family_on, remark_on
from atconform.place.simcard import unlock
from atconform.protocol.transport import Transport
from atconform.realtime.inbox import Inbox
from atconform.requirements.claims import Claims, load
from atconform.transport.serial import SerialTransport
from atconform.virtual.peers import MemoryPeers
from atconform.virtual.transport import MemoryTransport

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


PATIENCE = 30 * SECOND
"""A module with a USB port of its own is away for so long when it boots."""
RETRY = 200 * MS


class Place(Protocol):
    """Where a module is found."""

    @property
    def transport(self) -> Transport:
        """What carries the bytes."""

    capabilities: frozenset[str]
    """What scenarios may ask of it: see ``steps.vocabulary``."""
    blocked: Mapping[str, str]
    """Capabilities that were tried in vain when the place was opened, and why they are none."""
    unit: str
    """What the place calls the module."""
    identity: Identity
    """What the module said of itself when the place was opened."""
    remark: str
    """What is to be known of the module beside that; mostly empty."""
    power_cycle: Callable[[], None] | None
    """Turns the module's power off and on again, where the place can: the last step of its recovery."""

    def begin(self, family: str) -> Bench:
        """Bring the module to the state that scenarios begin in, and hand out the bench.

        :raises atconform.base.errors.BenchFault: the module does not come to that state
        """

    def end(self, bench: Bench) -> None:
        """Take the bench back."""

    def identify(self) -> Identity:
        """Ask the module once more what it is.

        :raises atconform.base.errors.BenchFault: it does not answer
        """

    def check_far_end(self) -> None:
        """Ask the far end whether it is still there.

        :raises atconform.base.errors.BenchFault: it is not
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


def far_end(entry: PeerEntry, inbox: Inbox) -> HostPeers | RemotePeers:
    """Choose the far end that the bench file names: that on another host, or else this host's own sockets.

    :raises UsageError: that on another host cannot be used
    """
    if not entry.url:
        return HostPeers(inbox, entry.listen, entry.address or None, entry.name)
    where = FarEndAddress.read(entry.url, entry.token_file, entry.ca)
    return RemotePeers(inbox, where, entry.address, entry.name)


def _is_own_loopback(entry: PeerEntry) -> bool:
    return not entry.url and is_loopback(entry.address or entry.listen)


RADIO = frozenset({"+CFUN", "*MCGDEFCONT"})
"""Commands after whose use the module has to register anew."""


def restore(housekeeping: Housekeeping, claims: Claims, touched: Collection[str], attach: Callable[[], None]) -> None:
    """Bring the module to where scenarios begin; where its radio was off, or it has booted by itself, attach it too.

    :param touched: names of the commands that were used
    :param attach: waits until the module is in the packet service
    :raises atconform.base.errors.BenchFault: the module does not come to that state
    """
    housekeeping.restore(claims, touched)
    if RADIO.isdisjoint(touched) and housekeeping.is_attached():
        return
    try:
        attach()
    except Inconclusive as fault:
        raise BenchFault(str(fault)) from None


class MemoryPlace:
    """An emulated module in memory.

    :param unit: what the module is called
    :param make: makes the module, with a fresh power-up
    :param one_module: let one module live through all scenarios
    :param between: what to put between the module and the session, for the self-check
    """

    power_cycle: Callable[[], None] | None = None
    remark = ""
    blocked: Mapping[str, str] = {}

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
            restore(self._housekeeping, claims, self._used, self._housekeeping.wait_until_attached)
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
            "serving.system": None,
            "accepted.link": None,
            "failure": None,
            "confirmed": None,
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

    def identify(self) -> Identity:
        """Tell what the module said: a fresh one says the same."""
        return self.identity

    def check_far_end(self) -> None:
        """Nothing to ask: it is here."""

    def close(self) -> None:
        """Nothing to release."""


class WirePlace:
    """A module on a wire, with a far end on this host or on another one.

    :param entry: the module, as the bench file has it
    :param said: the family that the user named; empty: the module is asked
    :param unit: what the bench file calls the module; default: the port's name
    :param patience: how long to wait for a module that went away to come back, in microseconds
    :raises atconform.base.errors.UsageError: the port cannot be opened, nobody answers there, or another family does
    """

    blocked: Mapping[str, str]
    power_cycle: Callable[[], None] | None

    def __init__(
        self, entry: ModuleEntry, bench: BenchFile, said: str = "", unit: str = "", patience: int = PATIENCE
    ) -> None:
        self._bench = bench
        self._patience = patience
        self.power_cycle = partial(switch, entry.power) if entry.power and bench.allow.power_cycles else None
        self._access = bench.sim.access()
        self._line_rate = str(entry.baudrate)
        self.transport: SerialTransport = SerialTransport(
            entry.port, entry.baudrate, lines=entry.lines, flow=entry.flow
        )
        self.unit = unit or self.transport.name
        try:
            self._peers = far_end(bench.peer, self.transport.inbox)
        except UsageError:
            self.transport.close()
            raise
        self._housekeeping = Housekeeping(self.transport)
        self._used: set[str] | None = None
        allowed = {name for name in ("persistent", "costs") if getattr(bench.allow, name)}
        allowed |= {"server-name"} if bench.peer.name else set()
        allowed |= {"psm"} if bench.sim.psm else set()
        allowed |= {"power-cycle"} if self.power_cycle else set()
        self.capabilities = self._peers.capabilities | lines_of(self.transport) | {"source-port"} | allowed
        try:
            self.identity = self._housekeeping.identify()
            self.family = family_on(self.transport.name, self.identity.text, said)
            self.remark = remark_on(self.identity.text, self.family)
            self.transport.measure()
            self._attach()
            self.blocked = reach.blocked(self._borrowed, one_machine=_is_own_loopback(bench.peer))
            self.capabilities -= self.blocked.keys()
            self.remark = "; ".join(filter(None, (self.remark, reach.summary(self.blocked))))
        except (BenchFault, Inconclusive, UsageError) as fault:
            self.close()
            raise UsageError(str(fault)) from None

    def begin(self, family: str) -> Bench:
        """Bring the module back to where scenarios begin, and hand out the bench."""
        claims = load(family)
        self._recover(claims)
        self._used = set()
        values: dict[str, str | None] = {"apn": self._access.apn, "line.rate": self._line_rate}
        values["login"] = self._access.login
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
                "serving.system",
                "accepted.link",
                "failure",
                "confirmed",
            )
        )
        restart = self._restart if self.power_cycle else None
        return Bench(session_with(self.transport, claims), self._peers, claims, values, restart=restart)

    @contextmanager
    def _borrowed(self) -> Iterator[Bench]:
        bench = self.begin(self.family)
        try:
            yield bench
        finally:
            self.end(bench)

    def _restart(self) -> None:
        if self.power_cycle is not None:
            self.power_cycle()
        self._come_back()

    def _attach(self) -> None:
        """Open the SIM card, and wait until the module is in a packet service that it may use.

        :raises BenchFault: the card stays locked, or the module is roaming and may not
        :raises Inconclusive: it does not come into the packet service
        """
        unlock(self._housekeeping, self._access.pin)
        self._housekeeping.wait_until_attached()
        if not self._bench.allow.roaming and self._housekeeping.registration() == ROAMING:
            raise BenchFault(
                f"{self.transport.name}: the module is roaming, where data may cost money; "
                "allow it with [allow] roaming in the bench file"
            )

    def end(self, bench: Bench) -> None:
        """Take note of what the scenario has used, and take the peers away."""
        self._used = (self._used or set()) | bench.session.used
        bench.close()

    def _recover(self, claims: Claims) -> None:
        """Bring the module to where scenarios begin; where it does not come there, turn its power off and on, or wait
        for its port.

        :raises BenchFault: it does not come there even so
        """
        used, self._used = self._used, None
        everything = {restore.after for restore in claims.restore}
        try:
            restore(self._housekeeping, claims, everything if used is None else used, self._attach)
        except BenchFault:
            if self.power_cycle is not None:
                self.power_cycle()
            elif not self._lost():
                raise
            self._come_back()
            restore(self._housekeeping, claims, everything, self._attach)

    def _lost(self) -> str:
        """Tell why the port went away; empty while it is there, since then nothing can be written."""
        try:
            self.transport.write(b"")
        except BenchFault as fault:
            return str(fault)
        return ""

    def _come_back(self) -> None:
        """Wait for the port, if it went away, until the module there answers and is in the packet service.

        :raises BenchFault: it does not come back in time, or another one does
        """
        deadline = self.transport.now() + self._patience
        while True:
            lost = self._lost()
            try:
                if lost:
                    self.transport.reopen()
                self._expect_the_same()
                return self._attach()
            except (BenchFault, Inconclusive, UsageError) as fault:
                if self.transport.now() >= deadline:
                    self.transport.give_up(lost or str(fault))
                    raise BenchFault(f"{lost or fault}; not back within {spell(self._patience)}: {fault}") from None
            self.transport.step(self.transport.now() + RETRY)

    def _expect_the_same(self) -> None:
        """Refuse a module that is another one than at the beginning.

        :raises BenchFault: it is, or it does not answer
        """
        identity = self._housekeeping.identify()
        if identity != self.identity:
            why = f"{self.transport.name}: there is {identity.text!r} now, and no longer {self.identity.text!r}"
            self.transport.give_up(why)
            raise BenchFault(why)

    def identify(self) -> Identity:
        """Ask the module once more what it is; if its port went away, wait for it.

        :raises atconform.base.errors.BenchFault: it does not answer, or does not come back
        """
        if self._lost():
            self._come_back()
        return self._housekeeping.identify()

    def check_far_end(self) -> None:
        """Ask the far end whether it is still there.

        :raises BenchFault: it is not
        """
        self._peers.check()

    def close(self) -> None:
        """Release the port."""
        self._peers.shut_down()
        self.transport.close()
