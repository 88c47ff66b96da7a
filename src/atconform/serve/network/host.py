"""Answers what a module asks of its network, with this machine's sockets."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable

from atconform.base.addresses import LOOPBACK, is_loopback
from atconform.base.timers import Timer
from atconform.protocol.network import (
    Close,
    Connect,
    ConnectFailed,
    Incoming,
    Listen,
    ListenFailed,
    Listening,
    NetworkEvent,
    Ping,
    Request,
    Resend,
    Resolve,
    Send,
    StopListening,
    Window,
)
from atconform.protocol.network_delays import NORMAL, NetworkDelays
from atconform.realtime.reactor import Reactor, now
from atconform.serve.network.addresses import ANY, AddressBook, Endpoint
from atconform.serve.network.links import BUFFER, Link, LinkEnvironment, Server, TcpLink, UdpLink
from atconform.serve.network.names import Names
from atconform.serve.network.subscription import Subscription


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
        self._local = ANY if self._book.anywhere else address if is_loopback(address) else LOOPBACK
        self._links: dict[int, Link] = {}
        self._forgotten: list[TcpLink] = []
        self._connecting: set[int] = set()
        self._servers: dict[int, Server] = {}
        self._incoming = 0
        self._held = False
        self._names = Names(reactor, self._book, self.events.append, delays.resolution)
        self._subscription = Subscription(self.events.append, self._after, delays, address, self._end_context)
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
        self._names.close()
        self._forgotten.clear()
        self._servers.clear()

    def next_module_event(self) -> NetworkEvent | None:
        """Hand over the next thing that the module has to be told; None where there is nothing more."""
        return self.events.popleft() if self.events else None

    def next_deadline(self) -> int | None:
        """Return None: the reactor wakes those who wait when something happens on a socket."""

    def advance(self, present: int) -> None:
        """Let time pass, which it does by itself."""

    def request(self, request: Request, present: int) -> None:
        """Do what the module asks; the answer comes as an event, now or later.

        There are no calls on this network: what is asked about them is of no effect.
        """
        match request:
            case Send():
                self._send(request)
            case Connect():
                self._connect(request)
            case Resend():
                if isinstance(tcp := self._links.get(request.link), TcpLink):
                    tcp.persist(request.resending)
            case Window():
                if link := self._links.get(request.link):
                    link.allow(request.room)
            case Close():
                self._close_link(request)
            case Listen():
                self._listen(request)
            case StopListening():
                self._stop_listening(request.server)
            case Resolve():
                self._names.resolve(request)
            case Ping():
                self._names.ping(request)
            case _:
                self._subscription.request(request)

    def _end_context(self, context: int) -> None:
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
            else:
                self._open_link(request, Endpoint(addresses[0], real.port))

        self._names.find(real.host, open_link)

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
            to = self._book.found(*request.to) if request.to else None
            if request.to and to is None:
                return
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
        local = self._book.found(self._local, request.port)

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
            if local is None:
                raise OSError("that name is not known here")
            self._servers[request.server] = Server(local, self._surroundings, accept)
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

    # --- common ---

    def _tell(self, event: NetworkEvent) -> None:
        self.events.append(event)

    def _after(self, delay: int, action: Callable[[], None]) -> Timer:
        return self._reactor.call_at(now() + delay, action)
