"""What the peers of a simulated network are told to do, or do by themselves."""

from __future__ import annotations

from atconform.base.errors import BenchFault
from atconform.network.carrier import Carrier
from atconform.network.links import Links
from atconform.network.peers import Peer, Peers
from atconform.network.tcplink import TcpLink
from atconform.protocol import network as net
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerRequest,
    PeerReset,
    PeerSend,
)


class FarEnd:
    """Carries out the requests of peers."""

    def __init__(self, carrier: Carrier, peers: Peers, links: Links) -> None:
        self._carrier = carrier
        self._peers = peers
        self._links = links

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection
        """
        peer = self._peers.named(request.peer)
        match request:
            case PeerSend(connection=connection, data=data, to=to):
                self._send(peer, connection, data, to)
            case PeerConnect(to=to):
                if peer.protocol == "UDP":
                    peer.connections.append(to)
                else:
                    self._links.ring(peer, to)
            case PeerClose(connection=connection):
                link = link_of(peer, connection)
                link.from_peer(net.PeerClosed(link.number))
            case PeerReset(connection=connection):
                link = link_of(peer, connection)
                link.end()
                link.from_peer(net.LinkLost(link.number, "reset"))
            case PeerAcknowledge(on=on):
                peer.acknowledges = on
                if on:
                    self._answer_calls(peer)

    def _answer_calls(self, peer: Peer) -> None:
        """Answer the calls that a peer has left unanswered; data is acknowledged when it comes again, as by any TCP."""
        for link in peer.connections:
            if isinstance(link, TcpLink):
                self._links.answer(peer, link)

    def _send(self, peer: Peer, connection: int, data: bytes, to: Address | None) -> None:
        if peer.protocol == "TCP":
            link = link_of(peer, connection)
            for segment in net.Send(link.number, data, size=self._carrier.conditions.segment).packets():
                link.from_peer(net.Received(link.number, segment, *peer.address))
            return
        target = to or address_of(peer, connection)
        if not self._carrier.loses("to the module"):
            self._carrier.later(lambda: self._links.datagram_to_module(peer.address, target, data))


def link_of(peer: Peer, connection: int) -> TcpLink:
    """Find a peer's TCP link by its number.

    :raises BenchFault: there is none that is up
    """
    if not 1 <= connection <= len(peer.connections):
        raise BenchFault(f"{peer.name!r} has no connection {connection}")
    link = peer.connections[connection - 1]
    if not isinstance(link, TcpLink):
        raise BenchFault(f"{peer.name!r} speaks UDP: there is no connection to close")
    if link.connection <= 0:
        raise BenchFault(f"{peer.name!r} has not answered connection {connection} yet")
    return link


def address_of(peer: Peer, connection: int) -> Address:
    """Find where a UDP peer heard from the module, or was told that it is.

    :raises BenchFault: it does not know
    """
    if not 1 <= connection <= len(peer.connections):
        raise BenchFault(f"{peer.name!r} has not heard from the module and was not told where it is")
    known = peer.connections[connection - 1]
    assert isinstance(known, Address)
    return known
