"""Peers at the far end of the simulated network."""

from __future__ import annotations

from typing import Literal

from atconform.network import SimulatedNetwork
from atconform.network.control import command
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.peer import Address, PeerRequest, TransportProtocol
from atconform.virtual.transport import MemoryTransport


class MemoryPeers:
    """The far end of a module in memory; it can do everything."""

    capabilities = frozenset({"tcp-peer", "udp-peer", "inbound", "ack-loss", "dns", "ping"})

    def __init__(self, transport: MemoryTransport) -> None:
        self._transport = transport
        self._network: SimulatedNetwork = transport.network

    def open(self, peer: str, role: Literal["server", "client"], protocol: TransportProtocol) -> Address:
        """Make a peer; returns where it stands."""
        return self._network.open_peer(peer, role, protocol)

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something."""
        self._network.peer_request(request, self._transport.now())

    def name_of(self, address: Address) -> str:
        """Return the name that the simulated network has for an address."""
        names = self._network.conditions.names
        return next((name for name, addresses in names.items() if addresses == (address.ip,)), "")

    def command_network(self, action: NetworkAction) -> None:
        """Have the network itself do something.

        :raises BenchFault: it knows no such action
        """
        command(self._network, action, self._transport.now())

    def check(self) -> None:
        """Do nothing: the simulated network is always there."""

    def close_all(self) -> None:
        """Take every peer away, and let the network be as it was before the scenario."""
        self._network.close_peers()
        self._network.be_as_usual()
