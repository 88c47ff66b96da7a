"""Answers what a module asks of its network, with this machine's sockets."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable

from atconform.base.timers import Timer
from atconform.protocol.network import (
    Activate,
    Activated,
    AnswerCall,
    Attach,
    Attachment,
    Close,
    Connect,
    ConnectFailed,
    Deactivate,
    Deactivated,
    Dial,
    Echoed,
    EchoLost,
    HangUp,
    Incoming,
    Listen,
    ListenFailed,
    Listening,
    NetworkEvent,
    Operator,
    Ping,
    Radio,
    Registration,
    Request,
    Resend,
    Resolve,
    Resolved,
    ResolveFailed,
    Send,
    Signal,
    StopListening,
)
from atconform.protocol.network_delays import NORMAL, NetworkDelays
from atconform.realtime.reactor import Reactor, now
from atconform.serve.network.addresses import ANY, LOOPBACK, AddressBook, Endpoint, ask_system, is_loopback
from atconform.serve.network.echo import EchoRequest
from atconform.serve.network.links import BUFFER, Link, LinkEnvironment, Server, TcpLink, UdpLink

OPERATOR = Operator("Loopback", "LOOP", "00101")
"""The code 001-01 is reserved for test networks (ITU-T E.212)."""
SIGNAL = Signal(rssi=24, ber=0)
HOST_ADDRESS = "10.64.64.65"
"""What a host gets by PPP. A loopback address would be of no use to it, and its packets go no further anyway."""
HOME = 1
NOT_REGISTERED = 0

WhenFound = Callable[[tuple[str, ...]], None]


class HostNetwork:
    """The network of an emulator in real time.

    What it has to say is appended to ``events``, in order; the owner of the reactor takes it from there.

    :param book: which addresses are reached, and where
    :param address: the address that a PDP context is given
    :param chunk: bytes that are read at once of a TCP link
    """

    def __init__(
        self,
        reactor: Reactor,
        book: AddressBook | None = None,
        *,
        address: str = LOOPBACK,
        delays: NetworkDelays = NORMAL,
        chunk: int = BUFFER,
    ) -> None:
        self.events: deque[NetworkEvent] = deque()
        self._reactor = reactor
        self._book = book or AddressBook()
        self._address = address
        self._local = ANY if self._book.anywhere else address if is_loopback(address) else LOOPBACK
        self._delays = delays
        self._radio_on = False
        self._registering: Timer | None = None
        self._attached = False
        self._contexts: set[int] = set()
        self._links: dict[int, Link] = {}
        self._forgotten: list[TcpLink] = []
        self._connecting: set[int] = set()
        self._servers: dict[int, Server] = {}
        self._echoes: set[EchoRequest] = set()
        self._incoming = 0
        self._held = False
        self._surroundings = LinkEnvironment(reactor, self.events.append, self._forget, self._book, chunk)

    @property
    def congested(self) -> bool:
        """Whether a link has more to send than it should: the host's bytes had better wait."""
        return any(link.congested for link in self._links.values())

    def hold(self, on: bool) -> None:
        """Stop, or resume, reading from links, while the serial side cannot take what arrives."""
        if on != self._held:
            self._held = on
            for link in list(self._links.values()):
                link.hold(on)

    def close(self) -> None:
        """Release every socket. Idempotent."""
        for link in [*self._links.values(), *self._forgotten]:
            link.drop()
        for server in self._servers.values():
            server.close()
        for echo in self._echoes:
            echo.close()
        self._forgotten.clear()
        self._servers.clear()
        self._echoes.clear()

    def request(self, request: Request) -> None:
        """Do what the module asks; the answer comes as an event, now or later."""
        match request:
            case Send():
                self._send(request)
            case Connect():
                self._connect(request)
            case Resend():
                if isinstance(tcp := self._links.get(request.link), TcpLink):
                    tcp.persist(request.resending)
            case Close():
                self._close_link(request)
            case Radio():
                self._switch_radio(request.on)
            case Attach():
                self._attach(request.wanted)
            case Activate():
                self._activate(request.context, HOST_ADDRESS if request.for_host else self._address)
            case Deactivate():
                self._deactivate(request.context)
            case Listen():
                self._listen(request)
            case StopListening():
                self._stop_listening(request.server)
            case Resolve():
                self._resolve(request)
            case Ping():
                self._ping(request)
            case Dial() | AnswerCall() | HangUp():
                pass  # there are no calls on this network

    # --- radio, packet service, contexts ---

    def _switch_radio(self, on: bool) -> None:
        self._radio_on = on
        if self._registering is not None:
            self._registering.cancel()
        if on:
            self._registering = self._after(self._delays.registration, self._register)
        else:
            self._lose_contexts()
            self._attached = False
            self._tell(Attachment(False), Registration(NOT_REGISTERED))

    def _register(self) -> None:
        if self._radio_on:
            self._tell(SIGNAL, OPERATOR, Registration(HOME))
            self._attach(True)

    def _attach(self, wanted: bool) -> None:
        if not wanted:
            self._lose_contexts()
        self._after(self._delays.attachment, lambda: self._attachment(wanted))

    def _attachment(self, wanted: bool) -> None:
        self._attached = wanted and self._radio_on
        self._tell(Attachment(self._attached))

    def _activate(self, context: int, address: str) -> None:
        def answer() -> None:
            self._contexts.add(context)
            self._tell(Activated(context, address))

        self._after(self._delays.activation, answer)

    def _deactivate(self, context: int) -> None:
        self._end_context(context)
        self._after(self._delays.deactivation, lambda: self._tell(Deactivated(context, by_network=False)))

    def _lose_contexts(self) -> None:
        for context in sorted(self._contexts):
            self._end_context(context)
            self._tell(Deactivated(context, by_network=True))

    def _end_context(self, context: int) -> None:
        self._contexts.discard(context)
        for link in [link for link in self._links.values() if link.context == context]:
            link.drop()

    # --- links and servers ---

    def _connect(self, request: Connect) -> None:
        self._connecting.add(request.link)
        real = self._book.outward(request.host, request.port)

        def open_link(addresses: tuple[str, ...]) -> None:
            if request.link not in self._connecting:
                return  # closed while its name was looked up
            self._connecting.discard(request.link)
            if not addresses:
                self._tell(ConnectFailed(request.link, "name"))
            elif request.protocol == "TCP" and not self._book.permits(addresses[0]):
                # A UDP link comes up wherever it leads: its socket stands on loopback, so the system sends nothing.
                self._tell(ConnectFailed(request.link, "unreachable"))
            else:
                self._open_link(request, Endpoint(addresses[0], real.port))

        self._find(real.host, open_link)

    def _open_link(self, request: Connect, real: Endpoint) -> None:
        far = self._book.inward(*real)
        local = Endpoint(self._local, request.local_port)
        if request.protocol == "TCP":
            sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            tcp = TcpLink(sock, request.link, request.context, far, self._surroundings)
            self._links[request.link] = tcp
            tcp.connect(real, local, request.resending, request.timeout)
        else:
            sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            udp = UdpLink(sock, request.link, request.context, far, self._surroundings)
            self._links[request.link] = udp
            udp.connect(real, local, any_source=request.any_source)
        self._hold_new(request.link)

    def _send(self, request: Send) -> None:
        if link := self._links.get(request.link):
            to = self._book.outward(*request.to) if request.to else None
            # TCP is a stream, which the system cuts as it likes.
            for data in [request.data] if isinstance(link, TcpLink) else request.packets():
                link.send(data, to)

    def _close_link(self, request: Close) -> None:
        link = self._links.get(request.link)
        if request.silently and isinstance(link, TcpLink):
            link.forget()
            self._forgotten.append(link)
            del self._links[request.link]
        elif link is not None:
            link.close(abort=request.abort)
        self._connecting.discard(request.link)

    def _listen(self, request: Listen) -> None:
        local = self._book.outward(self._local, request.port)

        def accept(sock: socket.socket, address: tuple[str, int]) -> None:
            self._incoming -= 1
            far = self._book.inward(*address)
            link = TcpLink(sock, self._incoming, request.context, far, self._surroundings)
            link.persist(request.resending)
            self._links[link.number] = link
            self._tell(Incoming(request.server, link.number, *far))
            link.accepted()
            self._hold_new(link.number)

        try:
            self._servers[request.server] = Server(local, self._reactor, accept)
        except (OSError, OverflowError):
            self._tell(ListenFailed(request.server))
        else:
            self._tell(Listening(request.server))

    def _stop_listening(self, number: int) -> None:
        if server := self._servers.pop(number, None):
            server.close()
        for event in [e for e in self.events if isinstance(e, Incoming) and e.server == number]:
            self.events.remove(event)
            self._close_link(Close(event.link, abort=True))

    def _hold_new(self, number: int) -> None:
        if self._held and (link := self._links.get(number)):
            link.hold(True)

    def _forget(self, number: int) -> None:
        self._links.pop(number, None)

    # --- names and ping ---

    def _resolve(self, request: Resolve) -> None:
        def answer(addresses: tuple[str, ...]) -> None:
            if limit is not None:
                if limit.action is None:
                    return  # too late
                limit.cancel()
            if addresses:
                self._tell(Resolved(request.query, request.name, addresses))
            else:
                self._tell(ResolveFailed(request.query, request.name))

        def give_up() -> None:
            self._tell(ResolveFailed(request.query, request.name, answered=False))

        limit = None if request.timeout is None else self._reactor.call_at(now() + request.timeout, give_up)
        self._after(self._delays.resolution, lambda: self._find(request.name, answer))

    def _find(self, name: str, found: WhenFound) -> None:
        """Look a name up; the system's resolver blocks, so it is asked in a thread of its own."""
        addresses = self._book.look_up(name)
        if addresses is not None:
            found(addresses)
            return

        def ask() -> None:
            answer = ask_system(name)
            self._reactor.call_soon(lambda: found(answer))

        threading.Thread(target=ask, name=f"look up {name}", daemon=True).start()

    def _ping(self, request: Ping) -> None:
        def go(addresses: tuple[str, ...]) -> None:
            if addresses:
                self._send_echo(request, addresses[0])
            else:
                self._tell(ResolveFailed(request.query, request.host))

        self._find(request.host, go)

    def _send_echo(self, request: Ping, address: str) -> None:
        def lose() -> None:
            if echo is not None:
                echo.close()
                self._echoes.discard(echo)
            self._tell(EchoLost(request.query, address))

        def answer(elapsed: int, ttl: int) -> None:
            limit.cancel()
            if echo is not None:
                self._echoes.discard(echo)
            self._tell(Echoed(request.query, address, elapsed, ttl))

        limit = self._reactor.call_at(now() + request.timeout, lose)
        echo = None
        if self._book.permits(address):
            try:
                echo = EchoRequest(self._reactor, address, request.length, request.ttl, answer)
            except OSError:
                return  # many systems keep ping sockets from ordinary users: the reply is then lost
            self._echoes.add(echo)

    # --- common ---

    def _tell(self, *events: NetworkEvent) -> None:
        self.events.extend(events)

    def _after(self, delay: int, action: Callable[[], None]) -> Timer:
        return self._reactor.call_at(now() + delay, action)
