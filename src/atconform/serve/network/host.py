"""Answers what a module asks of its network, with this machine's sockets."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from atconform.base.addresses import LOOPBACK, is_loopback
from atconform.base.timers import Timer
from atconform.network.conditions import Conditions
from atconform.protocol.network import (
    Close,
    Connect,
    ConnectFailed,
    Echoed,
    EchoLost,
    Incoming,
    Listen,
    ListenFailed,
    Listening,
    NetworkEvent,
    Ping,
    Received,
    Request,
    Resend,
    Resending,
    Resolve,
    ResolveFailed,
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
from atconform.serve.network.subscription import conditions as usual
from atconform.serve.network.ways import Way, left_of


class HostNetwork:
    """The network of an emulator in real time.

    What it has to say is appended to ``events``, in order; the owner of the reactor takes it from there.

    :param book: which addresses are reached, and where
    :param address: the address that a PDP context is given
    :param chunk: bytes that are read at once of a TCP link
    :param conditions: registration, signal, operator, latency and jitter; None: as usual
    """

    def __init__(
        self,
        reactor: Reactor,
        book: AddressBook | None = None,
        *,
        address: str = LOOPBACK,
        delays: NetworkDelays = NORMAL,
        chunk: int = BUFFER,
        conditions: Conditions | None = None,
    ) -> None:
        conditions = conditions or usual()
        self.events: deque[NetworkEvent] = deque()
        self._reactor = reactor
        self._book = book or AddressBook()
        self._local = ANY if self._book.anywhere else address if is_loopback(address) else LOOPBACK
        self._links: dict[int, Link] = {}
        self._forgotten: list[TcpLink] = []
        self._connecting: dict[int, int] = {}
        """Links that are to be opened, and their contexts."""
        self._gone: set[int] = set()
        """Links that the module has let go of, of which it hears nothing more."""
        self._asked: dict[int, int] = {}
        """When each echo request was sent that has not been answered."""
        self._out, self._back = Way(reactor, conditions), Way(reactor, conditions)
        self._servers: dict[int, Server] = {}
        self._incoming = 0
        self._held = self._asked_to_hold = False
        self._names = Names(reactor, self._book, self._return, delays.resolution)
        self._subscription = Subscription(
            self.events.append, self._after, delays, address, self._end_context, conditions
        )
        self._surroundings = LinkEnvironment(reactor, self._return, self._forget, self._book, chunk)

    @property
    def congested(self) -> bool:
        """Whether a link has more to send than it should: the host's bytes had better wait."""
        return self._out.waiting > BUFFER or any(link.congested for link in self._links.values())

    def hold(self, on: bool) -> None:
        """Stop, or resume, reading from links, while the serial side cannot take what arrives."""
        self._asked_to_hold = on
        self._hold_links()

    def _hold_links(self) -> None:
        """Read nothing more while there is too much on its way already."""
        on = self._asked_to_hold or self._back.waiting > BUFFER
        if on != self._held:
            self._held = on
            for link in list(self._links.values()):
                link.hold(on)

    def close(self) -> None:
        """Release every socket. Idempotent."""
        self._out.close()
        self._back.close()
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
                self._out.carry(lambda: self._send(request), len(request.data))
            case Connect():
                self._connecting[request.link] = request.context
                self._out.carry(lambda: self._connect(request))
            case Resend():
                self._out.carry(lambda: persist(self._links.get(request.link), request.resending))
            case Window():
                if link := self._links.get(request.link):
                    link.allow(request.room)
            case Close():
                if request.abort or request.silently:
                    self._gone.add(request.link)
                self._out.carry(lambda: self._close_link(request))
            case Listen():
                self._listen(request)
            case StopListening():
                self._stop_listening(request.server)
            case Resolve(timeout=timeout):
                shorter = None if timeout is None else left_of(timeout, self._out, self._back)
                self._out.carry(lambda: self._names.resolve(replace(request, timeout=shorter)))
            case Ping(timeout=timeout):
                self._asked[request.query] = present
                echo = replace(request, timeout=left_of(timeout, self._out, self._back))
                self._out.carry(lambda: self._names.ping(echo))
            case _:
                self._subscription.request(request)

    def _return(self, event: NetworkEvent) -> None:
        """Have something that comes from a far end arrive at the module."""
        size = len(event.data) if isinstance(event, Received) else 0
        self._back.carry(lambda: self._arrive(event), size)
        self._hold_links()

    def _arrive(self, event: NetworkEvent) -> None:
        self._hold_links()
        match event:
            case Incoming(server=server, link=link) if server not in self._servers:
                self._close_link(Close(link, abort=True))
                self._gone.add(link)
                return
            case Echoed(query=query) if self._out.takes_time:
                event = replace(event, elapsed=now() - self._asked[query])
        if isinstance(event, Echoed | EchoLost | ResolveFailed):
            self._asked.pop(event.query, None)
        if getattr(event, "link", 0) not in self._gone:
            self._tell(event)

    def _end_context(self, context: int) -> None:
        for number in [number for number, one in self._connecting.items() if one == context]:
            del self._connecting[number]
        for link in [link for link in self._links.values() if link.context == context]:
            self._gone.add(link.number)
            link.drop()

    # --- links and servers ---

    def _connect(self, request: Connect) -> None:
        real = self._book.outward(request.host, request.port)
        named = Endpoint(request.host.lower(), request.port)

        def found(addresses: tuple[str, ...]) -> None:
            if request.link not in self._connecting:
                return  # closed while its name was looked up
            mapped = self._book.outward(addresses[0], real.port) if addresses and real == named else real
            if addresses and mapped.host not in (real.host, addresses[0]):
                self._names.find(mapped.host, lambda others: open_link(others, mapped.port))
            else:
                open_link(addresses, mapped.port)

        def open_link(addresses: tuple[str, ...], port: int) -> None:
            if self._connecting.pop(request.link, None) is None:
                return
            if not addresses:
                self._return(ConnectFailed(request.link, "name"))
            else:
                self._open_link(request, Endpoint(addresses[0], port))

        self._names.find(real.host, found)

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
        self._connecting.pop(request.link, None)

    def _listen(self, request: Listen) -> None:
        local = self._book.found(self._local, request.port)

        def accept(sock: socket.socket, address: tuple[str, int]) -> None:
            self._incoming -= 1
            far = self._book.inward(*address)
            link = TcpLink(sock, self._incoming, request.context, far, self._surroundings)
            link.persist(request.resending)
            self._links[link.number] = link
            self._return(Incoming(request.server, link.number, *far))
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


def persist(link: Link | None, resending: Resending) -> None:
    """Have a link that is still there send again as is asked for; only TCP does."""
    if isinstance(link, TcpLink):
        link.persist(resending)
