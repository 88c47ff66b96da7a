"""The network that a module in memory is attached to, with the peers of the scenario at its far end."""

from __future__ import annotations

from atconform.network.carrier import Carrier
from atconform.network.conditions import Conditions
from atconform.network.far_end import FarEnd
from atconform.network.links import Links
from atconform.network.names import Names
from atconform.network.peers import Peers, Role
from atconform.network.subscriber import Subscriber
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerEvent, PeerRequest, TransportProtocol


class SimulatedNetwork:
    """Answers the module's requests, and plays the peers, in the time that it is given.

    Whatever is asked of it comes with the present, to which its clock is brought first.
    """

    congested = False
    """It takes whatever the module sends."""

    def __init__(self, conditions: Conditions | None = None) -> None:
        self.carrier = Carrier(conditions or Conditions())
        self.peers = Peers(self.carrier, lambda request: self._far_end.request(request))
        self.subscriber = Subscriber(self.carrier, lambda context: self._links.end_context(context))
        self._links = Links(self.carrier, self.peers, self.subscriber.address)
        self._far_end = FarEnd(self.carrier, self.peers, self._links)
        self._names = Names(self.carrier, self.peers.has_host)

    @property
    def conditions(self) -> Conditions:
        """What the network is like at present."""
        return self.carrier.conditions

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return self.carrier.now

    def next_deadline(self) -> int | None:
        """Return when something is due to happen, or None; what has happened and was not handed over is due now."""
        return self.carrier.next_deadline()

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self.carrier.advance(now)

    # --- the module's side ---

    def request(self, request: net.Request, now: int) -> None:
        """Receive a request of the module."""
        self.carrier.advance(now)
        match request:
            case net.Resolve(query=query, name=name, timeout=timeout, reverse=reverse):
                self._names.resolve(query, name, timeout, reverse=reverse)
            case net.Ping():
                self._names.ping(request)
            case _:
                self.subscriber.request(request)
                self._links.request(request)

    def next_module_event(self) -> net.NetworkEvent | None:
        """Hand over the next thing that the module has to be told; None where there is nothing more."""
        return self.carrier.next_module_event()

    def hold(self, on: bool) -> None:
        """Keep what arrives, while the module's line takes no more; it is kept in any case."""

    def close(self) -> None:
        """Let go of what the network holds in the world, which is nothing."""

    # --- the far end ---

    def open_peer(self, name: str, role: Role, protocol: TransportProtocol, address: Address | None = None) -> Address:
        """Make a peer, and tell where it stands.

        :param address: where it is to stand; None: where the notes' examples have one
        """
        return self.peers.open(name, role, protocol, address).address

    def peer_request(self, request: PeerRequest, now: int) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection
        """
        self.carrier.advance(now)
        self._far_end.request(request)

    def take_peer_events(self) -> list[PeerEvent]:
        """Hand over what has happened at the peers."""
        return self.carrier.take_peer_events()

    def close_peers(self) -> None:
        """Take every peer away; links to them are forgotten."""
        self.peers.close_all()
        self._links.forget()

    def be_as_usual(self) -> None:
        """Put back what the network was told to do otherwise (``control.py``)."""
        self.subscriber.be_as_usual()
        self.carrier.be_as_usual()
        self.peers.reach_all()
