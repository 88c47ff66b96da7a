"""Names and pings of a network of real sockets."""

from __future__ import annotations

import threading
from collections.abc import Callable

from atconform.protocol.network import Echoed, EchoLost, NetworkEvent, Ping, Resolve, Resolved, ResolveFailed
from atconform.realtime.reactor import Reactor, now
from atconform.serve.network.addresses import AddressBook, ask_system, ask_system_for_name
from atconform.serve.network.echo import EchoRequest

WhenFound = Callable[[tuple[str, ...]], None]


class Names:
    """Looks up names, and sends echo requests.

    :param tell: hands an event to the module
    :param delay: how long an answer takes at least, in microseconds
    """

    def __init__(self, reactor: Reactor, book: AddressBook, tell: Callable[[NetworkEvent], None], delay: int) -> None:
        self._reactor = reactor
        self._book = book
        self._tell = tell
        self._delay = delay
        self._echoes: set[EchoRequest] = set()

    def close(self) -> None:
        """Wait for no more replies. Idempotent."""
        for echo in self._echoes:
            echo.close()
        self._echoes.clear()

    def resolve(self, request: Resolve) -> None:
        """Answer what the addresses of a name are, or the name of an address, in the time that the module gives."""

        def answer(addresses: tuple[str, ...]) -> None:
            if limit is not None:
                if limit.action is None:
                    return  # too late
                limit.cancel()
            if addresses and request.reverse:
                self._tell(Resolved(request.query, addresses[0], (request.name,)))
            elif addresses:
                self._tell(Resolved(request.query, request.name, addresses))
            else:
                self._tell(ResolveFailed(request.query, request.name))

        def give_up() -> None:
            self._tell(ResolveFailed(request.query, request.name, answered=False))

        find = self._find_name if request.reverse else self.find
        limit = None if request.timeout is None else self._reactor.call_at(now() + request.timeout, give_up)
        self._reactor.call_at(now() + self._delay, lambda: find(request.name, answer))

    def find(self, name: str, found: WhenFound) -> None:
        """Look a name up."""

        def learn(addresses: tuple[str, ...]) -> None:
            found(self._book.learned(name, addresses))

        known = self._book.look_up(name)
        if known is None:
            self._ask(ask_system, name, learn)
        else:
            found(known)

    def _find_name(self, address: str, found: WhenFound) -> None:
        known = self._book.look_up_name(address)
        if known is None:
            self._ask(ask_system_for_name, address, found)
        else:
            found(known)

    def _ask(self, resolver: Callable[[str], tuple[str, ...]], query: str, answered: WhenFound) -> None:
        """Ask the system's resolver, which blocks, in a thread of its own."""

        def ask() -> None:
            answer = resolver(query)
            self._reactor.call_soon(lambda: answered(answer))

        threading.Thread(target=ask, name=f"look up {query}", daemon=True).start()

    def ping(self, request: Ping) -> None:
        """Send an echo request to a host that has a name, or an address."""

        def go(addresses: tuple[str, ...]) -> None:
            if addresses:
                self._send_echo(request, addresses[0])
            else:
                self._tell(ResolveFailed(request.query, request.host))

        self.find(request.host, go)

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
        try:
            echo = EchoRequest(self._reactor, self._book.gate, address, request.length, request.ttl, answer)
        except OSError:
            return  # many systems keep ping sockets from ordinary users: the reply is then lost
        self._echoes.add(echo)
