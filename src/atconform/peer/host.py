"""The far end with this machine's sockets, for a bench on wires.

One thread turns a reactor; it only stamps what happens into the transport's inbox. Requests are carried out
in that thread too, so that no socket is used by two threads.
"""

from __future__ import annotations

from atconform.peer.ports import Ports
from atconform.peer.resources import Resources
from atconform.peer.sockets import CAPABILITIES, PeerSockets
from atconform.protocol.peer import Address, PeerRequest, Role, TransportProtocol
from atconform.protocol.transport import Stamp
from atconform.realtime.reactor import Reactor, ReactorThread


class HostPeers:
    """Peers on this machine. See :class:`atconform.protocol.peer.Peers` for the meaning of its members.

    :param happened: takes what the peers see, and stamps it
    :param ip: the local address that peers use; loopback reaches an emulator on the same machine
    :param public_ip: the address at which the module reaches them, where that is another one
    :param name: a domain name that leads the module to them, if there is one
    """

    capabilities = CAPABILITIES

    def __init__(self, happened: Stamp, ip: str = "127.0.0.1", public_ip: str | None = None, name: str = "") -> None:
        self._name = name
        self._public_ip = public_ip or ip
        reactor = Reactor()
        self._sockets = PeerSockets(Resources(reactor, Ports(ip), happened))
        self._thread = ReactorThread("peers", reactor, reactor.turn)

    def open(self, peer: str, role: Role, protocol: TransportProtocol) -> Address:
        """Make a peer; returns the address at which the module reaches it (a client's own address).

        :raises BenchFault: no address or port to be had, or the name is taken
        """
        return Address(self._public_ip, self._thread.call(lambda: self._sockets.open(peer, role, protocol)))

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection, or this far end cannot do it
        """
        self._thread.call(lambda: self._sockets.request(request))

    def name_of(self, address: Address) -> str:
        """Return the name that leads to this host's peers, all of them."""
        return self._name

    def check(self) -> None:
        """Do nothing: while this program runs it is there."""

    def close_all(self) -> None:
        """Close every peer, so that the next scenario begins with none."""
        self._thread.call(self._sockets.close_all)

    def shut_down(self) -> None:
        """Close every peer and end the thread, when the bench is given back. Idempotent."""
        self._thread.stop(self._sockets.close_all)
