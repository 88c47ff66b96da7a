"""A module on a wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from atconform.base.errors import BenchFault, Inconclusive, UsageError
from atconform.base.units import MS, SECOND, spell
from atconform.judge import placeholder_table
from atconform.judge.bench import Bench
from atconform.peer.addresses import is_loopback
from atconform.peer.host import HostPeers
from atconform.peer.remote import ControlAddress, RemotePeers
from atconform.place import reach
from atconform.place.conversation import ROAMING, Conversation, Identity
from atconform.place.file import BenchFile, ModuleEntry, PeerEntry
from atconform.place.place import lines_of, session_with
from atconform.place.power import switch
from atconform.place.recovery import restore
from atconform.place.selection import family_on, remark_on
from atconform.place.simcard import unlock
from atconform.protocol.transport import Stamp
from atconform.requirements import stacks
from atconform.requirements.claims import Claims, load
from atconform.transport.serial import SerialTransport

PATIENCE = 30 * SECOND
"""A module with a USB port of its own is away for so long when it boots."""
RETRY = 200 * MS


def peers_of(entry: PeerEntry, happened: Stamp) -> HostPeers | RemotePeers:
    """Return the peers that the bench file names: that on another host, or else this host's own sockets.

    :raises UsageError: that on another host cannot be used
    """
    if not entry.url:
        return HostPeers(happened, entry.listen, entry.address or None, entry.name)
    where = ControlAddress.read(entry.url, entry.token_file, entry.ca)
    return RemotePeers(happened, where, entry.address, entry.name)


def _is_own_loopback(entry: PeerEntry) -> bool:
    return not entry.url and is_loopback(entry.address or entry.listen)


class WirePlace:
    """A module on a wire, with a far end on this host or on another one.

    :param entry: the module, as the bench file has it
    :param said: the family that the user named; empty: the module is asked
    :param unit: what the bench file calls the module; default: the port's name
    :param patience: how long to wait for a module that went away to come back, in microseconds
    :raises atconform.base.errors.UsageError: the port cannot be opened, no module answers there, or another family does
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
            self._peers = peers_of(bench.peer, self.transport.inbox.put)
        except UsageError:
            self.transport.close()
            raise
        self._conversation = Conversation(self.transport)
        self._used: set[str] | None = None
        allowed = {name for name in ("persistent", "costs") if getattr(bench.allow, name)}
        allowed |= {"server-name"} if bench.peer.name else set()
        allowed |= {"psm"} if bench.sim.psm else set()
        allowed |= {"power-cycle"} if self.power_cycle else set()
        self.capabilities = self._peers.capabilities | lines_of(self.transport) | {"source-port"} | allowed
        try:
            self.identity = self._conversation.identify()
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
        values = placeholder_table.values(
            {"apn": self._access.apn, "login": self._access.login, "line.rate": self._line_rate}
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
        unlock(self._conversation, self._access.pin)
        self._conversation.wait_until_attached()
        if not self._bench.allow.roaming and self._conversation.registration() == ROAMING:
            raise BenchFault(
                f"{self.transport.name}: the module is roaming, where data may cost money; "
                "allow it with [allow] roaming in the bench file"
            )

    def end(self, bench: Bench) -> None:
        """Record what the scenario has used, and take the peers away."""
        self._used = (self._used or set()) | bench.session.line.used
        bench.close()

    def _recover(self, claims: Claims) -> None:
        """Bring the module to where scenarios begin; where it does not come there, turn its power off and on, or wait
        for its port.

        :raises BenchFault: it does not come there even so
        """
        used, self._used = self._used, None
        everything = {restore.after for restore in stacks.of(claims.family).restore}
        try:
            restore(self._conversation, claims, everything if used is None else used, self._attach)
        except BenchFault:
            if self.power_cycle is not None:
                self.power_cycle()
            elif not self._lost():
                raise
            self._come_back()
            restore(self._conversation, claims, everything, self._attach)

    def _lost(self) -> str:
        """Return why the port went away; empty while it is there, since then nothing can be written."""
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
        identity = self._conversation.identify()
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
        return self._conversation.identify()

    def check_peers(self) -> None:
        """Ask the far end whether it is still there.

        :raises BenchFault: it is not
        """
        self._peers.check()

    def close(self) -> None:
        """Release the port."""
        self._peers.shut_down()
        self.transport.close()
