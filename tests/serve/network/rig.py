"""A network of real sockets, and a test in the module's place."""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from atconform.network.conditions import Conditions
from atconform.protocol.network import Connect, Connected, NetworkEvent, Request
from atconform.protocol.network_delays import NONE, NetworkDelays
from atconform.realtime.reactor import Reactor, now
from atconform.serve.network import AddressBook, HostNetwork

LOOPBACK = "127.0.0.1"


class HostNetworkRig:
    """A network, and a test that waits for its events."""

    def __init__(
        self,
        book: AddressBook | None = None,
        delays: NetworkDelays = NONE,
        address: str = LOOPBACK,
        conditions: Conditions | None = None,
    ) -> None:
        self.reactor = Reactor()
        self.network = HostNetwork(self.reactor, book, address=address, delays=delays, conditions=conditions)

    def ask(self, request: Request) -> None:
        self.network.request(request, now())

    def event(self, patience: int = 5 * SECOND) -> NetworkEvent:
        deadline = now() + patience
        while not self.network.events:
            assert now() < deadline, "the network said nothing"
            self.reactor.turn(deadline)
        return self.network.events.popleft()

    def until(self, kind: type) -> list[NetworkEvent]:
        events = [self.event()]
        while not isinstance(events[-1], kind):
            events.append(self.event())
        return events

    def quiet(self) -> None:
        """Let everything that is ready happen, and see that the network has nothing to say of it."""
        deadline = now() + 20 * MS
        while now() < deadline:
            self.reactor.turn(deadline)
        assert not self.network.events

    def connect(self, port: int, link: int = 1) -> None:
        self.ask(Connect(link, 1, "TCP", LOOPBACK, port))
        assert self.event() == Connected(link, LOOPBACK, port)

    def close(self) -> None:
        self.network.close()
        self.reactor.close()
