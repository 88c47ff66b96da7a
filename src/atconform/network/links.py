"""The module's sockets in the simulated network: TCP links, UDP sockets, and servers that listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from atconform.network.carrier import Carrier
from atconform.network.peers import Peer, Peers
from atconform.network.tcplink import TcpLink
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerEventKind

FIRST_FREE_PORT = 40_001


@dataclass(slots=True)
class UdpLink:
    """A UDP socket of the module."""

    number: int
    context: int
    local: Address
    remote: Address
    any_source: bool


@dataclass(frozen=True, slots=True)
class Server:
    """A listening socket of the module."""

    number: int
    context: int
    address: Address
    resending: net.Resending


class Links:
    """What the module has opened, and what has been accepted by its servers.

    :param address_of: tells the module's address in a PDP context; empty where that is not active
    """

    def __init__(self, carrier: Carrier, peers: Peers, address_of: Callable[[int], str]) -> None:
        self._carrier = carrier
        self._peers = peers
        self._address_of = address_of
        self._links: dict[int, TcpLink] = {}
        self._sockets: dict[int, UdpLink] = {}
        self._servers: dict[int, Server] = {}
        self._accepted = 0
        self._next_port = FIRST_FREE_PORT
        carrier.resumed.append(self._resume)

    def request(self, request: net.Request) -> None:
        """Receive a request of the module that is about its sockets; others are of no concern."""
        match request:
            case net.Connect():
                self._connect(request)
            case net.Send():
                self._send(request)
            case net.Close():
                self._close(request)
            case net.Listen():
                self._listen(request)
            case net.Resend(link=number, resending=resending):
                if link := self._links.get(number):
                    link.resending = resending
            case net.Window(link=number, room=room):
                if link := self._links.get(number):
                    link.allow(room)
            case net.StopListening(server=server):
                self._servers.pop(server, None)

    def end_context(self, context: int) -> None:
        """End what stands in a PDP context, without a word to anybody."""
        for link in [link for link in self._links.values() if link.context == context]:
            link.end()
            del self._links[link.number]
        self._sockets = {n: socket for n, socket in self._sockets.items() if socket.context != context}
        self._servers = {n: server for n, server in self._servers.items() if server.context != context}

    def forget(self) -> None:
        """Forget every TCP link, since the peers are gone."""
        for link in self._links.values():
            link.end()
        self._links.clear()

    def _resume(self) -> None:
        for link in self._links.values():
            link.resume()

    # --- what the module opens ---

    def _connect(self, request: net.Connect) -> None:
        conditions = self._carrier.conditions
        addresses = conditions.addresses_of(request.host)
        if not addresses:
            self._carrier.after(conditions.delays.resolution, partial(self._failed, request.link, "name"))
            return
        remote = Address(addresses[0], request.port)
        local = Address(self._address_of(request.context), request.local_port or self._free_port())
        if request.protocol == "UDP":
            self._open_socket(request, local, remote)
        elif not self._peers.reached(remote.ip):
            self._carrier.later(partial(self._failed, request.link, "unreachable"))
        else:
            servers = [peer for peer in self._peers.at("TCP", remote) if not peer.turns_away()]
            if servers:
                self._call(servers[0], request, local)
            else:
                self._carrier.later(partial(self._failed, request.link, "refused"), times=2)

    def _free_port(self) -> int:
        port, self._next_port = self._next_port, self._next_port + 1
        return port

    def _failed(self, link: int, reason: net.FailureReason) -> None:
        self._carrier.tell_module(net.ConnectFailed(link, reason))

    def _open_socket(self, request: net.Connect, local: Address, remote: Address) -> None:
        if any(socket.local == local for socket in self._sockets.values()):
            self._failed(request.link, "in use")
            return
        self._sockets[request.link] = UdpLink(request.link, request.context, local, remote, request.any_source)
        connected = net.Connected(request.link, remote.ip, remote.port)
        self._carrier.after(self._carrier.conditions.latency, lambda: self._carrier.tell_module(connected))

    def _call(self, server: Peer, request: net.Connect, local: Address) -> None:
        link = TcpLink(
            self._carrier, request.link, request.context, server, 0, request.resending, local, server.address
        )
        self._links[link.number] = link
        patience = self._carrier.conditions.connect_timeout if request.timeout is None else request.timeout
        link.patience = self._carrier.after(patience, lambda: self._unanswered(link))
        self._carrier.later(lambda: self._rings(server, link))

    def _rings(self, server: Peer, link: TcpLink) -> None:
        """Let a call arrive at a server, which answers it at once, after its time, or not at all."""
        if server.acknowledges and not link.open:
            return
        server.connections.append(link)
        link.connection = -len(server.connections)
        if server.acknowledges and server.reaction_time:
            self._carrier.after(server.reaction_time, lambda: self.answer(server, link))
        elif server.acknowledges:
            self.answer(server, link)

    def answer(self, server: Peer, link: TcpLink) -> None:
        """Let a server answer a call that it has left unanswered; it does not where the module has given up."""
        if link.open and link.connection < 0:
            link.connection = -link.connection
            server.tell(link.connection, "connected", address=link.module_address)
            self._carrier.later(lambda: self._comes_up(link))

    def _comes_up(self, link: TcpLink) -> None:
        """Let the answer to the module's call arrive; one that comes too late is answered with a RST."""
        if link.patience is None:
            link.abort()
        else:
            link.patience.cancel()
            self._carrier.tell_module(net.Connected(link.number, *link.peer_address))

    def _unanswered(self, link: TcpLink) -> None:
        if link.open:
            link.patience = None
            link.end()
            self._failed(link.number, "timeout")

    def _listen(self, request: net.Listen) -> None:
        address = Address(self._address_of(request.context), request.port)
        if not address.ip or self._server_at(address):
            self._carrier.tell_module(net.ListenFailed(request.server))
            return
        self._servers[request.server] = Server(request.server, request.context, address, request.resending)
        self._carrier.tell_module(net.Listening(request.server))

    # --- what the module sends, and closes ---

    def _send(self, request: net.Send) -> None:
        if link := self._links.get(request.link):
            for packet in request.packets():
                link.send(packet)
        elif socket := self._sockets.get(request.link):
            remote = Address(*request.to) if request.to else socket.remote
            for packet in request.packets():
                if not self._carrier.loses("to peers"):
                    self._carrier.later(partial(self._datagram, socket, remote, packet))

    def _datagram(self, socket: UdpLink, remote: Address, data: bytes) -> None:
        for peer in self._peers.at("UDP", remote):
            if socket.local not in peer.connections:
                peer.connections.append(socket.local)
            peer.tell(1 + peer.connections.index(socket.local), "received", data, socket.local)

    def _close(self, request: net.Close) -> None:
        if link := self._links.get(request.link):
            if request.silently or not link.open or link.connection <= 0:
                link.end()
            elif request.abort:
                link.abort()
            else:
                link.close()
        elif request.link in self._sockets:
            del self._sockets[request.link]
            self._carrier.tell_module(net.Closed(request.link))

    # --- what comes from peers ---

    def _server_at(self, address: Address) -> Server | None:
        return next((server for server in self._servers.values() if server.address == address), None)

    def ring(self, client: Peer, to: Address) -> None:
        """Let a client call a server of the module."""
        server = self._server_at(to)
        if server is None:
            self._carrier.later(lambda: client.tell(0, "refused", address=to), times=2)
            return
        self._accepted += 1
        link = TcpLink(
            *(self._carrier, -self._accepted, server.context, client, 1 + len(client.connections)),
            *(server.resending, to, client.address),
        )
        client.connections.append(link)
        self._links[link.number] = link
        self._carrier.later(lambda: self._incoming(server.number, link))

    def _incoming(self, server: int, link: TcpLink) -> None:
        accepted = server in self._servers
        if accepted:
            self._carrier.tell_module(net.Incoming(server, link.number, *link.peer_address))
        else:
            link.end()
        outcome: PeerEventKind = "connected" if accepted else "refused"
        self._carrier.later(lambda: link.peer.tell(link.connection, outcome, address=link.module_address))

    def datagram_to_module(self, source: Address, to: Address, data: bytes) -> None:
        """Let a datagram arrive at every socket that hears its sender."""
        for socket in list(self._sockets.values()):
            if socket.local == to and (socket.any_source or socket.remote == source):
                self._carrier.tell_module(net.Received(socket.number, data, *source))
