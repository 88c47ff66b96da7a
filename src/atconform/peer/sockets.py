"""Peers made of the system's sockets: the requests of a bench carried out, in the loop that their owner turns."""

from __future__ import annotations

from atconform.base.errors import BenchFault
from atconform.peer.resources import Resources
from atconform.peer.tcp import TcpPeer
from atconform.peer.udp import UdpPeer
from atconform.protocol.peer import (
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerRequest,
    PeerReset,
    PeerSend,
    Role,
    TransportProtocol,
)

CAPABILITIES = frozenset({"tcp-peer", "udp-peer", "inbound"})


class PeerSockets:
    """The peers of one owner. To be used in one thread only, the one that turns the loop."""

    def __init__(self, around: Resources) -> None:
        self._around = around
        self._peers: dict[str, TcpPeer | UdpPeer] = {}

    def open(self, peer: str, role: Role, protocol: TransportProtocol) -> int:
        """Make a peer; returns its port.

        :raises BenchFault: no port to be had, or the name is taken
        """
        if peer in self._peers:
            raise BenchFault(f"there is a peer named {peer} already")
        made = TcpPeer(self._around, peer, role) if protocol == "TCP" else UdpPeer(self._around, peer)
        self._peers[peer] = made
        return made.port

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection, or this far end cannot do it
        """
        peer = self._peers.get(request.peer)
        if peer is None:
            raise BenchFault(f"there is no peer named {request.peer}")
        match request:
            case PeerSend():
                peer.send(request)
            case PeerConnect():
                peer.connect(request.to)
            case PeerClose():
                peer.connection(request.connection).close()
            case PeerReset():
                peer.connection(request.connection).reset()
            case PeerAcknowledge():
                raise BenchFault("a peer made of the system's sockets cannot stop acknowledging (ack-loss)")

    def close_all(self) -> None:
        """Close every peer."""
        for peer in self._peers.values():
            peer.close()
        self._peers.clear()
