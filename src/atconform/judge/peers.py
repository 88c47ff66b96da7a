"""What the steps of a scenario have peers do, and say of what they see."""

from __future__ import annotations

from typing import Literal

from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.notation import read_bytes, show_bytes
from atconform.base.units import spell
from atconform.judge.peer import Peer
from atconform.judge.placeholders import Placeholders
from atconform.judge.session import Session
from atconform.judge.timing import Timing
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerEvent,
    PeerReset,
    Peers,
    PeerSend,
    Role,
    TransportProtocol,
)
from atconform.protocol.transport import Instant

SIGHTS = {
    "FIN": ("fin",),
    "RST": ("rst",),
    # That a connection ends is promised in more places than how it does.
    "the end": ("fin", "rst"),
    "a resend": ("resend",),
    "a connection": ("connected",),
    # A module may refuse a client before or after its TCP has answered the call.
    "a refusal": ("refused", "rst", "fin"),
}
UNWANTED = {"no FIN": "FIN", "no end": "the end", "no resend": "a resend"}
"""What a peer should not have seen, since the last time that it saw it."""


class ScenarioPeers:
    """The peers of one scenario.

    :param peers: the far end that they stand at
    """

    def __init__(self, session: Session, peers: Peers, text: Placeholders, timing: Timing) -> None:
        self._session = session
        self._peers = peers
        self._text = text
        self._timing = timing
        self._held: dict[str, Peer] = {}
        session.on_peer_event = self._take_event

    def open(self, name: str, role: Role, protocol: TransportProtocol) -> None:
        """Make a peer; its address and name stand for placeholders from now on."""
        address = self._peers.open(name, role, protocol)
        self._held[name] = Peer(name, protocol, address)
        self._text.values |= {f"{name}.ip": address.ip, f"{name}.port": str(address.port)}
        domain = self._peers.name_of(address)
        self._text.values |= {f"{name}.name": domain, f"{name}.capitals": domain.upper()}

    def named(self, name: str) -> Peer:
        """Return a peer of this scenario.

        :raises BenchFault: there is none of that name
        """
        if name not in self._held:
            raise BenchFault(f"there is no peer named {name!r} in this scenario")
        return self._held[name]

    def _take_event(self, event: PeerEvent, at: Instant) -> None:
        if event.peer in self._held:
            self._held[event.peer].take_event(event, at)

    def _connection(self, name: str, connection: int | None) -> int:
        """Choose a connection: the one that is named, or the latest.

        A server may see a connection a moment after the module has reported it, so it is waited for: also the next
        one, where the latest is over.
        """
        peer = self.named(name)

        def there() -> bool:
            return peer.connections >= connection if connection else peer.connections in peer.open

        if peer.protocol == "TCP":
            self._session.wait(there, self._timing.through_network().patience)
        return self._latest(name, connection)

    def _latest(self, name: str, connection: int | None) -> int:
        return connection or max(1, self.named(name).connections)

    # --- what they do ---

    def sends(self, name: str, text: str, connection: int | None = None) -> None:
        """Have a peer send bytes; the module may put them out from now on."""
        data = read_bytes(self._text.fill_in(text))
        number = self._connection(name, connection)
        self._session.expect_payload((name, number), data)
        self._peers.request(PeerSend(name, number, data))

    def connects(self, name: str, port: int) -> None:
        """Have a peer connect to a port of the module.

        :raises BenchFault: the module's address is not known
        """
        ip = self._text.values.get("module.ip")
        if not ip:
            raise BenchFault("the module's address is not known; ask AT+CIFSR first")
        self._session.note_stimulus("p>", f"{name}: connects to port {port}")
        self._peers.request(PeerConnect(name, Address(ip, port)))

    def ends(self, name: str, how: Literal["closes", "resets"], connection: int | None = None) -> None:
        """Have a peer close or reset a connection."""
        number = self._connection(name, connection)
        self._session.note_stimulus("p>", f"{name}: {how}")
        self._peers.request(PeerClose(name, number) if how == "closes" else PeerReset(name, number))

    def acknowledges(self, name: str, *, on: bool) -> None:
        """Have a peer stop acknowledging, or acknowledge again."""
        what = "acknowledges again" if on else "stops acknowledging"
        self._session.note_stimulus("p>", f"{name}: {what}", cause="conditions")
        self._peers.request(PeerAcknowledge(name, on))

    # --- what they see ---

    def receives(self, name: str, text: str, connection: int | None = None) -> None:
        """Judge what a peer receives next.

        :raises ModuleFault: it received something else, or not all of it
        """
        data, peer = read_bytes(self._text.fill_in(text)), self.named(name)

        def number() -> int:
            return self._latest(name, connection)  # a peer learns of a connection when something arrives

        wait = self._timing.through_network(len(data))
        complete = wait.until(lambda: len(peer.received(number())) >= len(data), self._session)
        have = peer.received(number())
        right = have == data if peer.protocol == "UDP" else have.startswith(data)
        if not right:
            problem = "" if complete else f" within {spell(wait.patience)}"
            raise ModuleFault(f"the {name} received {show_bytes(have)!r}{problem}, expected {show_bytes(data)!r}")
        self._session.watch.observe(peer.claim_received(number(), len(data)))
        self._session.findings.judgements += 1

    def receives_nothing_more(self, name: str) -> None:
        """Judge that a peer has received nothing beyond what was claimed.

        :raises ModuleFault: it has
        """
        self._session.fall_quiet()
        self._session.findings.judgements += 1
        if left := self.named(name).unclaimed():
            raise ModuleFault(f"the {name} also received {show_bytes(left)!r}", came=True)

    def is_called_from_port(self, name: str, port: int, *, wanted: bool) -> None:
        """Judge from which port of the module a peer was called, or heard.

        :raises ModuleFault: it was another one, or that one where it should not be, or no call came
        """
        caller = self._caller(name)
        if (caller.port == port) != wanted:
            expected = f"port {port}" if wanted else f"a port other than {port}"
            raise ModuleFault(f"the {name} was called from port {caller.port}, expected {expected}", came=True)

    def is_called_from_address(self, name: str, address: str) -> None:
        """Judge from which address of the module a peer was called, or heard.

        :raises ModuleFault: it was another one, or no call came
        """
        caller, expected = self._caller(name), self._text.fill_in(address)
        if caller.ip != expected:
            raise ModuleFault(f"the {name} was called from {caller.ip}, expected {expected}", came=True)

    def _caller(self, name: str) -> Address:
        peer = self.named(name)
        self._timing.through_network().until(lambda: peer.caller is not None, self._session)
        self._session.findings.judgements += 1
        if peer.caller is None:
            raise ModuleFault(f"nobody called the {name}")
        return peer.caller

    def sees(self, name: str, what: str, connection: int | None = None) -> None:
        """Judge that something happened at a peer: a connection, its end, FIN, RST, a resend, a refusal.

        :raises ModuleFault: it did not
        """
        if unwanted := UNWANTED.get(what):
            self._session.findings.judgements += 1
            if self.named(name).claim_seen(SIGHTS[unwanted], connection) is not None:
                raise ModuleFault(f"the {name} saw {unwanted}", came=True)
            return
        found: list[Instant] = []

        def seen() -> bool:
            at = self.named(name).claim_seen(SIGHTS[what], connection)
            if at is not None:
                found.append(at)
            return bool(found)

        wait = self._timing.resend if what == "a resend" else self._timing.through_network()
        if not wait.until(seen, self._session):
            thing = what.removeprefix("a ").removeprefix("the ")
            raise ModuleFault(f"the {name} saw no {thing} within {spell(wait.patience)}")
        self._session.watch.observe(found[0])
        self._session.findings.judgements += 1

    def is_not_connected(self, name: str) -> None:
        """Judge that a peer's calls came to nothing: refused, left unanswered, or ended at once.

        :raises ModuleFault: it has a connection
        """
        self._session.findings.judgements += 1
        peer = self.named(name)
        if not self._timing.through_network().until(lambda: not peer.open, self._session):
            raise ModuleFault(f"the {name} is connected", came=True)

    # --- the end ---

    def end(self) -> None:
        """Judge that no peer has received what no step claimed.

        :raises ModuleFault: one has
        """
        for peer in self._held.values():
            if left := peer.unclaimed():
                raise ModuleFault(f"the {peer.name} also received {show_bytes(left)!r}", came=True)

    def close(self) -> None:
        """Take the peers away."""
        self._peers.close_all()
