"""The peers of a simulated network: who they are, what they do by themselves, and what they get to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from atconform.base.errors import BenchFault
from atconform.network.carrier import Carrier
from atconform.network.conditions import client_address, server_address
from atconform.network.tcplink import TcpLink
from atconform.protocol.peer import Address, PeerEvent, PeerEventKind, PeerRequest, TransportProtocol

Role = Literal["server", "client"]
Reaction = Callable[[PeerEvent], Iterable[PeerRequest]]
"""What a peer does by itself when something has happened at it."""


@dataclass(slots=True, eq=False)
class Peer:
    """A server or a client, at an address."""

    carrier: Carrier
    obey: Callable[[PeerRequest], None]
    name: str
    role: Role
    protocol: TransportProtocol
    address: Address
    acknowledges: bool = True
    """Whether its TCP acknowledges what arrives."""
    refuses: bool = False
    """Whether it answers calls with a RST."""
    refusals: int = 0
    """How many calls it answers with a RST before it takes one."""
    reaction: Reaction | None = None
    reaction_time: int = 0
    """How long it takes to accept a call and to react, in microseconds."""
    present: bool = True
    connections: list[TcpLink | Address] = field(default_factory=list)
    """Its TCP links, or the addresses from which it has heard; their numbers begin with 1."""

    def turns_away(self) -> bool:
        """Return whether it refuses the call that is made now."""
        if self.refusals:
            self.refusals -= 1
            return True
        return self.refuses

    def tell(self, connection: int, kind: PeerEventKind, data: bytes = b"", address: Address | None = None) -> None:
        """Let it know that something has happened; a peer that has been taken away hears nothing."""
        if not self.present:
            return
        event = PeerEvent(self.name, connection, kind, data, address)
        self.carrier.tell_host(event)
        for request in self.reaction(event) if self.reaction else ():
            self.carrier.after(self.reaction_time, partial(self._do, request))

    def _do(self, request: PeerRequest) -> None:
        if self.present:
            self.obey(request)


class Peers:
    """The peers of a network.

    :param obey: carries out what a peer does by itself
    """

    def __init__(self, carrier: Carrier, obey: Callable[[PeerRequest], None]) -> None:
        self._carrier = carrier
        self._obey = obey
        self._peers: dict[str, Peer] = {}
        self._unreachable: set[str] = set()

    def open(self, name: str, role: Role, protocol: TransportProtocol, address: Address | None = None) -> Peer:
        """Make a peer.

        :param address: where it stands; None: where the notes' examples have one
        """
        if address is None:
            alike = [peer for peer in self if peer.role == role]
            if role == "server":
                address = server_address(protocol, sum(peer.protocol == protocol for peer in alike))
            else:
                address = client_address(len(alike))
        peer = Peer(self._carrier, self._obey, name, role, protocol, address)
        self._peers[name] = peer
        return peer

    def __iter__(self) -> Iterator[Peer]:
        return iter(self._peers.values())

    def named(self, name: str) -> Peer:
        """Find a peer.

        :raises BenchFault: there is no such peer
        """
        if name not in self._peers:
            raise BenchFault(f"there is no peer named {name!r} in this scenario")
        return self._peers[name]

    def at(self, protocol: TransportProtocol, address: Address) -> list[Peer]:
        """Find those at an address."""
        return [peer for peer in self if peer.protocol == protocol and peer.address == address]

    def has_host(self, ip: str) -> bool:
        """Return whether a peer's host has this address."""
        return any(peer.address.ip == ip for peer in self)

    def cut_off(self, name: str) -> None:
        """Let the host of a peer be unreachable for new TCP connections.

        :raises BenchFault: there is no such peer
        """
        self._unreachable.add(self.named(name).address.ip)

    def reach_again(self, name: str) -> None:
        """Let the host of a peer be reachable again.

        :raises BenchFault: there is no such peer
        """
        self._unreachable.discard(self.named(name).address.ip)

    def reached(self, ip: str) -> bool:
        """Return whether calls reach a host."""
        return ip not in self._unreachable

    def reach_all(self) -> None:
        """Let every host be reachable again."""
        self._unreachable.clear()

    def close_all(self) -> None:
        """Take every peer away."""
        for peer in self:
            peer.present = False
        self._peers.clear()
