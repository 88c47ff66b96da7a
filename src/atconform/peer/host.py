"""The far end with this machine's sockets, for a bench on wires.

One thread turns a reactor; it only stamps what happens into the transport's inbox. Requests are carried out
in that thread too, so that no socket is used by two threads.
"""

from __future__ import annotations

import errno
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from atconform.errors import BenchFault
from atconform.peer.messages import (
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
from atconform.reactor import Reactor, ReactorThread

if TYPE_CHECKING:
    from atconform.transport.inbox import Inbox

CHUNK = 65536
RESET_ON_CLOSE = struct.pack("ii", 1, 0)

Tell = Callable[[PeerEvent], None]


class _TcpConnection:
    """One TCP connection of a peer."""

    def __init__(self, reactor: Reactor, tell: Tell, peer: str, number: int, sock: socket.socket) -> None:
        self._tell = tell
        self._peer = peer
        self._number = number
        self._socket = sock
        self._waiting = bytearray()
        self._closing = False
        self._connecting = False
        self.open = True
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch = reactor.watch(sock, self._readable, self._writable)

    def connect(self, to: Address) -> None:
        """Begin to connect; ``connected`` or ``refused`` follows."""
        self._connecting = True
        self._far = to
        self._immediate = self._socket.connect_ex(to)
        if self._immediate == errno.EINPROGRESS:
            self._immediate = 0
        self._watch.want(write=True)

    def accepted(self) -> None:
        """Begin to receive."""
        self._watch.want(read=True)

    def send(self, data: bytes) -> None:
        """Send bytes after those that wait already."""
        self._waiting += data
        self._flush()

    def close(self) -> None:
        """Send FIN after everything that waits; what the module still sends is received."""
        self._closing = True
        self._flush()

    def reset(self) -> None:
        """Send RST."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.drop()

    def drop(self) -> None:
        """Release the socket. Idempotent."""
        self.open = False
        self._watch.close()
        self._socket.close()

    def _report(self, kind: PeerEventKind, data: bytes = b"", address: Address | None = None) -> None:
        self._tell(PeerEvent(self._peer, self._number, kind, data, address))

    def _writable(self) -> None:
        if not self._connecting:
            self._flush()
            return
        self._connecting = False
        if self._immediate or self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.drop()
            self._report("refused", address=self._far)
        else:
            self._watch.want(read=True)
            self._report("connected", address=self._far)
            self._flush()

    def _flush(self) -> None:
        if self._connecting:
            return
        try:
            if self._waiting:
                del self._waiting[: self._socket.send(self._waiting)]
            if self._closing and not self._waiting:
                self._socket.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            pass
        except OSError:
            self._waiting.clear()  # the reading side reports what happened
        self._watch.want(write=bool(self._waiting))

    def _readable(self) -> None:
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self.drop()
            self._report("rst")
            return
        if data:
            self._report("received", data)
        else:
            self.drop()
            self._report("fin")


class _TcpPeer:
    """A TCP server, or a client: a bound socket that has not connected yet."""

    def __init__(self, reactor: Reactor, tell: Tell, name: str, role: str, ip: str) -> None:
        self._reactor = reactor
        self._tell = tell
        self._name = name
        self._ip = ip
        self._connections: list[_TcpConnection] = []
        self._bound: socket.socket | None = _bound_socket(socket.SOCK_STREAM, ip)
        self.port: int = self._bound.getsockname()[1]
        self._watch = None
        self._serves = role == "server"
        if self._serves:
            self._bound.setblocking(False)
            self._bound.listen()
            self._watch = reactor.watch(self._bound, self._accept)
            self._watch.want(read=True)

    def connect(self, to: Address) -> None:
        """Connect as a client; the first connection comes from the peer's own port."""
        if self._serves:
            raise BenchFault(f"peer {self._name} is a server and does not connect")
        sock = self._bound or _bound_socket(socket.SOCK_STREAM, self._ip)
        self._bound = None
        self._add(sock).connect(to)

    def connection(self, number: int) -> _TcpConnection:
        """Find a connection that is still open.

        :raises BenchFault: there is none of that number
        """
        if not 0 < number <= len(self._connections):
            raise BenchFault(f"peer {self._name} has no connection {number}")
        connection = self._connections[number - 1]
        if not connection.open:
            raise BenchFault(f"connection {number} of peer {self._name} is closed")
        return connection

    def send(self, request: PeerSend) -> None:
        """Send on a connection."""
        self.connection(request.connection).send(request.data)

    def close(self) -> None:
        """Close everything."""
        for connection in self._connections:
            connection.drop()
        if self._watch is not None:
            self._watch.close()
        if self._bound is not None:
            self._bound.close()

    def _add(self, sock: socket.socket) -> _TcpConnection:
        number = len(self._connections) + 1
        connection = _TcpConnection(self._reactor, self._tell, self._name, number, sock)
        self._connections.append(connection)
        return connection

    def _accept(self) -> None:
        assert self._bound is not None
        try:
            sock, far = self._bound.accept()
        except OSError:
            return  # the caller has gone again
        connection = self._add(sock)
        self._tell(PeerEvent(self._name, len(self._connections), "connected", address=Address(*far)))
        connection.accepted()


class _UdpPeer:
    """A UDP socket that numbers the addresses it hears from."""

    def __init__(self, reactor: Reactor, tell: Tell, name: str, ip: str) -> None:
        self._tell = tell
        self._name = name
        self._addresses: list[Address] = []
        self._socket = _bound_socket(socket.SOCK_DGRAM, ip)
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]
        self._watch = reactor.watch(self._socket, self._readable)
        self._watch.want(read=True)

    def connect(self, to: Address) -> None:
        """Take note of where the module is, as if it had been heard from."""
        if to not in self._addresses:
            self._addresses.append(to)

    def connection(self, number: int) -> _TcpConnection:
        """Refuse: UDP has nothing to close or reset."""
        raise BenchFault(f"peer {self._name} speaks UDP, which has no connection {number} to close or reset")

    def send(self, request: PeerSend) -> None:
        """Send one datagram."""
        to = request.to
        if to is None:
            if not 0 < request.connection <= len(self._addresses):
                raise BenchFault(f"peer {self._name} has not heard from an address {request.connection} yet")
            to = self._addresses[request.connection - 1]
        self._socket.sendto(request.data, to)

    def close(self) -> None:
        """Close the socket."""
        self._watch.close()
        self._socket.close()

    def _readable(self) -> None:
        try:
            data, source = self._socket.recvfrom(CHUNK)
        except OSError:
            return  # the echo of an earlier datagram that nobody took
        address = Address(*source)
        if address not in self._addresses:
            self._addresses.append(address)
        number = self._addresses.index(address) + 1
        self._tell(PeerEvent(self._name, number, "received", data, address))


def _bound_socket(kind: socket.SocketKind, ip: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET, kind)
    try:
        sock.bind((ip, 0))
    except OSError as error:
        sock.close()
        raise BenchFault(f"no port to be had on {ip}: {error.strerror}") from error
    return sock


class HostPeers:
    """Peers on this machine. See ``peer.messages.Peers`` for the meaning of its members.

    :param inbox: the transport's; events are stamped into it
    :param ip: the local address that peers use; loopback reaches an emulator on the same machine
    :param public_ip: the address at which the module reaches them, where that is another one
    :param name: a domain name that leads the module to them, if there is one
    """

    capabilities = frozenset({"tcp-peer", "udp-peer", "inbound"})

    def __init__(self, inbox: Inbox, ip: str = "127.0.0.1", public_ip: str | None = None, name: str = "") -> None:
        self._ip = ip
        self._name = name
        self._public_ip = public_ip or ip
        self._peers: dict[str, _TcpPeer | _UdpPeer] = {}
        self._tell: Tell = inbox.put
        self._reactor = Reactor()
        self._thread = ReactorThread("peers", self._reactor, self._reactor.turn)

    def open(self, peer: str, role: Literal["server", "client"], protocol: TransportProtocol) -> Address:
        """Make a peer; returns the address at which the module reaches it (a client's own address).

        :raises BenchFault: no address or port to be had, or the name is taken
        """
        return self._thread.call(lambda: self._open(peer, role, protocol))

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection, or this far end cannot do it
        """
        self._thread.call(lambda: self._carry_out(request))

    def name_of(self, address: Address) -> str:
        """Tell the name that leads to this host's peers, all of them."""
        return self._name

    def close_all(self) -> None:
        """Close every peer, so that the next scenario begins with none."""
        self._thread.call(self._close_all)

    def shut_down(self) -> None:
        """Close every peer and end the thread, when the bench is given back. Idempotent."""
        self._thread.stop(self._close_all)

    def _open(self, peer: str, role: Literal["server", "client"], protocol: TransportProtocol) -> Address:
        if peer in self._peers:
            raise BenchFault(f"there is a peer named {peer} already")
        if protocol == "TCP":
            made: _TcpPeer | _UdpPeer = _TcpPeer(self._reactor, self._tell, peer, role, self._ip)
        else:
            made = _UdpPeer(self._reactor, self._tell, peer, self._ip)
        self._peers[peer] = made
        return Address(self._public_ip, made.port)

    def _carry_out(self, request: PeerRequest) -> None:
        peer = self._peers.get(request.peer)
        if peer is None:
            raise BenchFault(f"there is no peer named {request.peer}")
        match request:
            case PeerSend():
                peer.send(request)
            case PeerConnect():
                peer.connect(request.to)
            case PeerClose():
                peer.connection(request.connection).close()
            case PeerReset():
                peer.connection(request.connection).reset()
            case PeerAcknowledge():
                raise BenchFault("a peer made of the system's sockets cannot stop acknowledging (ack-loss)")

    def _close_all(self) -> None:
        for peer in self._peers.values():
            peer.close()
        self._peers.clear()
