"""The network that a module in memory is attached to, with the peers of the scenario at its far end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random
from typing import Literal

from atconform.base.errors import BenchFault
from atconform.base.timers import Timer, Timers
from atconform.network.conditions import Conditions, client_address, server_address
from atconform.network.link import TcpLink
from atconform.protocol import network as net
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerEvent,
    PeerEventKind,
    PeerRequest,
    PeerReset,
    PeerSend,
    TransportProtocol,
)


@dataclass(slots=True)
class Endpoint:
    """A peer: a server or a client, at an address."""

    name: str
    role: Literal["server", "client"]
    protocol: TransportProtocol
    address: Address
    acknowledges: bool = True
    connections: list[TcpLink | Address] = field(default_factory=list)


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

    context: int
    address: Address
    resending: net.Resending


class SimulatedNetwork:
    """Answers the module's requests, and plays the peers, in the time that it is given."""

    def __init__(self, conditions: Conditions | None = None) -> None:
        self.conditions = conditions or Conditions()
        self._usual = replace(self.conditions)
        self._timers = Timers()
        self._draws = Random(self.conditions.seed)
        self._last_arrival = 0
        self._to_module: deque[net.NetworkEvent] = deque()
        self._to_host: list[PeerEvent] = []
        self._peers: dict[str, Endpoint] = {}
        self._links: dict[int, TcpLink] = {}
        self._sockets: dict[int, UdpLink] = {}
        self._servers: dict[int, Server] = {}
        self._active: dict[int, str] = {}
        self._activating: dict[int, Timer] = {}
        self._attached = False
        self._registering: Timer | None = None
        self._attaching: Timer | None = None
        self._accepted = 0
        self._next_port = 40_000
        self._unreachable: set[str] = set()
        self._in_call = False
        self._held: list[Callable[[], None]] = []
        self.refuse_contexts = False
        self.extra_activation_delay = 0

    # --- time ---

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return self._timers.now

    def next_deadline(self) -> int | None:
        """Return when something is due to happen, or None; what has happened and was not handed over is due now."""
        return self.now if self._to_module or self._to_host else self._timers.next_deadline()

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self._timers.advance(now)

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""
        return self._timers.after(delay, action)

    def later(self, action: Callable[[], None], times: int = 1) -> Timer:
        """Run ``action`` when a packet has gone one way (or ``times`` ways) through the network."""
        return self._timers.after(self.conditions.latency * times + self._wait_longer(times), action)

    def _wait_longer(self, times: int) -> int:
        """Return how much longer than the latency the next packet takes, which overtakes none before it."""
        if not self.conditions.jitter:
            return 0
        usual = self.now + self.conditions.latency * times
        drawn = usual + self._draws.randint(0, self.conditions.jitter)
        self._last_arrival = max(self._last_arrival, drawn)
        return self._last_arrival - usual

    # --- voice calls, which hold up what TCP carries ---

    @property
    def suspended(self) -> bool:
        """Whether a voice call keeps TCP from carrying anything, as in every system but LTE (SIM7X00 note, 2.10)."""
        return self._in_call and self.conditions.system != "LTE"

    def carry(self, action: Callable[[], None]) -> None:
        """Run ``action`` when a TCP segment has gone one way through the network, and no call holds it up."""
        self.later(lambda: self._held.append(action) if self.suspended else action())

    def set_call(self, *, up: bool) -> None:
        """Begin or end the module's voice call."""
        self._in_call = up
        self._resume()

    def serve_by(self, system: net.System) -> None:
        """Let another radio system serve the module from now on."""
        self.conditions.system = system
        self.tell_module(net.ServingSystem(system))
        self._resume()

    def _resume(self) -> None:
        if not self.suspended:
            held, self._held = self._held, []
            for link in self._links.values():
                link.resume()
            for action in held:
                action()

    # --- what has happened ---

    def next_module_event(self) -> net.NetworkEvent | None:
        """Hand over the next thing that the module has to be told; None where there is nothing more."""
        return self._to_module.popleft() if self._to_module else None

    def take_peer_events(self) -> list[PeerEvent]:
        """Hand over what has happened at the peers."""
        events, self._to_host = self._to_host, []
        return events

    def tell_module(self, event: net.NetworkEvent) -> None:
        """Tell the module something."""
        self._to_module.append(event)

    def tell_peer(
        self,
        peer: str,
        connection: int,
        kind: PeerEventKind,
        data: bytes = b"",
        address: Address | None = None,
    ) -> None:
        """Record that something happened at a peer; a peer that has been closed hears nothing."""
        if peer in self._peers:
            self._to_host.append(PeerEvent(peer, connection, kind, data, address))

    # --- the module's side ---

    def request(self, request: net.Request, now: int) -> None:
        """Receive a request of the module."""
        self._timers.advance(now)
        match request:
            case net.Radio(on=on):
                self._radio(on=on)
            case net.Attach(wanted=wanted):
                self._attach_later(wanted=wanted)
            case net.Activate(context=context):
                self._begin_to_activate(context)
            case net.Deactivate(context=context):
                self._end_context(context)
                delay = self.conditions.latency + self.conditions.delays.deactivation
                self.after(delay, lambda: self.tell_module(net.Deactivated(context, by_network=False)))
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
            case net.StopListening(server=server):
                self._servers.pop(server, None)
            case net.Resolve(query=query, name=name, timeout=timeout):
                self._resolve(query, name, timeout)
            case net.Ping():
                self._ping(request)
            case net.Dial() | net.AnswerCall():
                self.set_call(up=True)
            case net.HangUp():
                self.set_call(up=False)

    def _radio(self, *, on: bool) -> None:
        """Let the module in, in the time that this takes, or lose sight of it: its connections end without a word."""
        for timer in (self._registering, self._attaching):
            if timer is not None:
                timer.cancel()
        if not on:
            self.set_call(up=False)
            for context in list(self._active):
                self._end_context(context)
            self._attached = False
            self.tell_module(net.Attachment(False))
            self.tell_module(net.Registration(0))
        elif delay := self.conditions.delays.registration:
            self._registering = self.after(delay, self._register)
        else:
            self._register()

    def _register(self) -> None:
        """Let the module in; it comes into the packet service by itself."""
        conditions = self.conditions
        self.tell_module(net.Signal(*conditions.signal))
        self.tell_module(conditions.operator)
        self.tell_module(net.ServingSystem(conditions.system))
        self.tell_module(net.Registration(conditions.registration))
        self._attach_later(wanted=True)

    def _attach_later(self, *, wanted: bool) -> None:
        """Attach the module, or detach it, in the time that this takes; what was asked for last counts."""
        if self._attaching is not None:
            self._attaching.cancel()
        self._attaching = self.after(self.conditions.delays.attachment, lambda: self.attach(wanted=wanted))

    def attach(self, *, wanted: bool) -> None:
        """Attach the module to the packet service, or detach it; detaching ends its contexts."""
        self._attached = wanted
        if not wanted:
            for context in [*self._active, *self._activating]:
                self.lose_context(context)
        self.tell_module(net.Attachment(wanted))

    def _begin_to_activate(self, context: int) -> None:
        if context in self._activating:
            return
        delay, self.extra_activation_delay = self.extra_activation_delay, 0
        delay += self.conditions.delays.activation
        self._activating[context] = self.after(delay, lambda: self._activate(context))

    def _activate(self, context: int) -> None:
        del self._activating[context]
        if self.refuse_contexts or not self._attached:
            self.refuse_contexts = False
            self.tell_module(net.ActivationRefused(context))
            return
        address = self.conditions.module_addresses[context]
        self._active[context] = address
        self.tell_module(net.Activated(context, address))

    def _end_context(self, context: int) -> None:
        self._active.pop(context, None)
        if timer := self._activating.pop(context, None):
            timer.cancel()
        for link in [link for link in self._links.values() if link.context == context]:
            link.end()
            del self._links[link.number]
        self._sockets = {n: socket for n, socket in self._sockets.items() if socket.context != context}
        self._servers = {n: server for n, server in self._servers.items() if server.context != context}

    def lose_context(self, context: int) -> None:
        """Take a PDP context away from the module, also one that is just coming up."""
        if context in self._active or context in self._activating:
            self._end_context(context)
            self.tell_module(net.Deactivated(context, by_network=True))

    def cut_off(self, peer: str) -> None:
        """Let the host of a peer be unreachable for new TCP connections.

        :raises BenchFault: there is no such peer
        """
        self._unreachable.add(self._peer(peer).address.ip)

    def reach_again(self, peer: str) -> None:
        """Let the host of a peer be reachable again.

        :raises BenchFault: there is no such peer
        """
        self._unreachable.discard(self._peer(peer).address.ip)

    def active_contexts(self) -> list[int]:
        """Return which PDP contexts are active."""
        return list(self._active)

    def _resolve(self, query: int, name: str, timeout: int | None = None) -> None:
        """Ask the name servers, whose answer comes late, or not at all."""
        conditions = self.conditions
        patience = conditions.resolve_timeout if timeout is None else timeout
        if conditions.name_servers_answer and conditions.delays.resolution < patience:
            self.after(conditions.delays.resolution, lambda: self._resolved(query, name))
        else:
            self.after(patience, lambda: self.tell_module(net.ResolveFailed(query, name, answered=False)))

    def _resolved(self, query: int, name: str) -> None:
        addresses = self.conditions.addresses_of(name)
        self.tell_module(net.Resolved(query, name, addresses) if addresses else net.ResolveFailed(query, name))

    def _ping(self, request: net.Ping) -> None:
        addresses = self.conditions.addresses_of(request.host)
        if not addresses:
            self._resolve(request.query, request.host)
            return
        address, elapsed = addresses[0], 2 * self.conditions.latency
        if self._is_there(address) and elapsed <= request.timeout and request.ttl > self.conditions.hops:
            reply = net.Echoed(request.query, address, elapsed, request.ttl - self.conditions.hops)
            self.after(elapsed, lambda: self.tell_module(reply))
        else:
            self.after(request.timeout, lambda: self.tell_module(net.EchoLost(request.query, address)))

    def _is_there(self, address: str) -> bool:
        """Return whether echo requests to an address are answered: a peer, or a host that has a name."""
        named = {known for addresses in self.conditions.names.values() for known in addresses}
        return address in named or any(peer.address.ip == address for peer in self._peers.values())

    def _listen(self, request: net.Listen) -> None:
        address = Address(self._active.get(request.context, ""), request.port)
        if not address.ip or any(server.address == address for server in self._servers.values()):
            self.tell_module(net.ListenFailed(request.server))
            return
        self._servers[request.server] = Server(request.context, address, request.resending)
        self.tell_module(net.Listening(request.server))

    def _connect(self, request: net.Connect) -> None:
        addresses = self.conditions.addresses_of(request.host)
        if not addresses:
            self.after(
                self.conditions.delays.resolution,
                lambda: self.tell_module(net.ConnectFailed(request.link, "name")),
            )
            return
        remote = Address(addresses[0], request.port)
        local = Address(self._active.get(request.context, ""), request.local_port or self._port())
        if request.protocol == "UDP":
            if any(socket.local == local for socket in self._sockets.values()):
                self.tell_module(net.ConnectFailed(request.link, "in use"))
                return
            self._sockets[request.link] = UdpLink(request.link, request.context, local, remote, request.any_source)
            self.after(
                self.conditions.latency,
                lambda: self.tell_module(net.Connected(request.link, remote.ip, remote.port)),
            )
            return
        if remote.ip in self._unreachable:
            self.later(lambda: self.tell_module(net.ConnectFailed(request.link, "unreachable")))
            return
        server = next((p for p in self._peers.values() if p.protocol == "TCP" and p.address == remote), None)
        if server is None:
            self.later(lambda: self.tell_module(net.ConnectFailed(request.link, "refused")), times=2)
        else:
            self._call(server, request, local)

    def _call(self, server: Endpoint, request: net.Connect, local: Address) -> None:
        link = TcpLink(self, request.link, request.context, server.name, 0, request.resending, local, server.address)
        self._links[link.number] = link
        patience = self.conditions.connect_timeout if request.timeout is None else request.timeout
        link.patience = self.after(patience, lambda: self._unanswered(link))

        def arrives() -> None:
            if not server.acknowledges:
                server.connections.append(link)
                link.connection = -len(server.connections)
                return
            if link.open:
                server.connections.append(link)
                self._answer(server, link, len(server.connections))

        self.later(arrives)

    def _answer(self, server: Endpoint, link: TcpLink, connection: int) -> None:
        link.connection = connection
        self.tell_peer(server.name, connection, "connected", address=link.module_address)
        self.later(lambda: self._comes_up(link))

    def _comes_up(self, link: TcpLink) -> None:
        """Let the answer to the module's call arrive; one that comes too late is answered with a RST."""
        if link.patience is None:
            link.abort()
        else:
            link.patience.cancel()
            self.tell_module(net.Connected(link.number, *link.peer_address))

    def _unanswered(self, link: TcpLink) -> None:
        if link.open:
            link.patience = None
            link.end()
            self.tell_module(net.ConnectFailed(link.number, "timeout"))

    def _port(self) -> int:
        self._next_port += 1
        return self._next_port

    def _send(self, request: net.Send) -> None:
        if link := self._links.get(request.link):
            for packet in request.packets():
                link.send(packet)
        elif socket := self._sockets.get(request.link):
            remote = Address(*request.to) if request.to else socket.remote
            for packet in request.packets():
                self.later(partial(self._datagram, socket, remote, packet))

    def _datagram(self, socket: UdpLink, remote: Address, data: bytes) -> None:
        for peer in self._peers.values():
            if peer.protocol == "UDP" and peer.address == remote:
                if socket.local not in peer.connections:
                    peer.connections.append(socket.local)
                number = 1 + peer.connections.index(socket.local)
                self.tell_peer(peer.name, number, "received", data, socket.local)

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
            self.tell_module(net.Closed(request.link))

    # --- the far end ---

    def open_peer(self, name: str, role: Literal["server", "client"], protocol: TransportProtocol) -> Address:
        """Make a peer, and tell where it stands."""
        count = sum(1 for p in self._peers.values() if p.role == role and (role == "client" or p.protocol == protocol))
        address = server_address(protocol, count) if role == "server" else client_address(count)
        self._peers[name] = Endpoint(name, role, protocol, address)
        return address

    def be_as_usual(self) -> None:
        """Put back what the network was told to do otherwise (``control.py``)."""
        if self.conditions.system != self._usual.system:
            self.serve_by(self._usual.system)
        self.conditions = replace(self._usual)
        self.refuse_contexts, self.extra_activation_delay = False, 0
        self._unreachable.clear()

    def close_peers(self) -> None:
        """Take every peer away; links to them are forgotten."""
        self._peers.clear()
        for link in self._links.values():
            link.end()
        self._links.clear()

    def acknowledges(self, peer: str) -> bool:
        """Return whether a peer's TCP acknowledges what arrives."""
        return peer in self._peers and self._peers[peer].acknowledges

    def peer_request(self, request: PeerRequest, now: int) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection
        """
        self._timers.advance(now)
        peer = self._peer(request.peer)
        match request:
            case PeerSend(connection=connection, data=data, to=to):
                self._peer_sends(peer, connection, data, to)
            case PeerConnect(to=to):
                self._peer_connects(peer, to)
            case PeerClose(connection=connection):
                link = self._link_of(peer, connection)
                self.carry(lambda: self.tell_module(net.PeerClosed(link.number)))
            case PeerReset(connection=connection):
                link = self._link_of(peer, connection)
                link.end()
                self.carry(lambda: self.tell_module(net.LinkLost(link.number, "reset")))
            case PeerAcknowledge(on=on):
                peer.acknowledges = on
                if on:
                    self._answer_calls(peer)

    def _peer(self, name: str) -> Endpoint:
        if name not in self._peers:
            raise BenchFault(f"there is no peer named {name!r} in this scenario")
        return self._peers[name]

    def _answer_calls(self, peer: Endpoint) -> None:
        """Answer the calls that a peer has left unanswered; data is acknowledged when it comes again, as by any TCP."""
        for link in peer.connections:
            if isinstance(link, TcpLink) and link.open and link.connection < 0:
                self._answer(peer, link, -link.connection)

    def _link_of(self, peer: Endpoint, connection: int) -> TcpLink:
        if not 1 <= connection <= len(peer.connections):
            raise BenchFault(f"{peer.name!r} has no connection {connection}")
        link = peer.connections[connection - 1]
        if not isinstance(link, TcpLink):
            raise BenchFault(f"{peer.name!r} speaks UDP: there is no connection to close")
        if link.connection <= 0:
            raise BenchFault(f"{peer.name!r} has not answered connection {connection} yet")
        return link

    def _peer_sends(self, peer: Endpoint, connection: int, data: bytes, to: Address | None) -> None:
        if peer.protocol == "TCP":
            link = self._link_of(peer, connection)
            for segment in net.Send(link.number, data, size=self.conditions.segment).packets():
                self.carry(partial(self.tell_module, net.Received(link.number, segment, *peer.address)))
            return
        if to is None:
            if not 1 <= connection <= len(peer.connections):
                raise BenchFault(f"{peer.name!r} has not heard from the module and was not told where it is")
            known = peer.connections[connection - 1]
            assert isinstance(known, Address)
            to = known
        self.later(lambda: self._datagram_to_module(peer.address, to, data))

    def _datagram_to_module(self, source: Address, to: Address, data: bytes) -> None:
        for socket in list(self._sockets.values()):
            if socket.local == to and (socket.any_source or socket.remote == source):
                self.tell_module(net.Received(socket.number, data, *source))

    def _peer_connects(self, peer: Endpoint, to: Address) -> None:
        if peer.protocol == "UDP":
            peer.connections.append(to)
            return
        server = next((number for number, server in self._servers.items() if server.address == to), None)
        if server is None:
            self.later(lambda: self.tell_peer(peer.name, 0, "refused", address=to), times=2)
            return
        self._accepted += 1
        listening, connection = self._servers[server], len(peer.connections) + 1
        link = TcpLink(
            *(self, -self._accepted, listening.context, peer.name, connection, listening.resending, to, peer.address)
        )
        peer.connections.append(link)
        self._links[link.number] = link

        def arrives() -> None:
            accepted = server in self._servers
            if accepted:
                self.tell_module(net.Incoming(server, link.number, *peer.address))
            else:
                link.end()
            outcome: PeerEventKind = "connected" if accepted else "refused"
            self.later(lambda: self.tell_peer(peer.name, link.connection, outcome, address=to))

        self.later(arrives)
