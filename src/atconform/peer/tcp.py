"""TCP servers and clients made of the system's sockets."""

from __future__ import annotations

import socket

from atconform.base.errors import BenchFault
from atconform.peer.resources import CHUNK, Resources
from atconform.protocol.peer import Address, PeerEvent, PeerEventKind, PeerSend, Role
from atconform.realtime.sockets import UNDER_WAY, reset_on_close


class TcpConnection:
    """One TCP connection of a peer.

    :param sock: does not block, and is counted already
    :param far: where its other end is
    """

    def __init__(self, around: Resources, peer: str, number: int, sock: socket.socket, far: Address) -> None:
        self._around = around
        self._peer = peer
        self._number = number
        self._socket = sock
        self._far = far
        self._waiting = bytearray()
        self._closing = False
        self._connecting = False
        self.open = True
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch = around.loop.watch(sock, self._readable, self._writable)

    def connect(self) -> None:
        """Begin to connect; ``connected`` or ``refused`` follows."""
        self._connecting = True
        met = self._socket.connect_ex(self._far)
        self._immediate = 0 if met in UNDER_WAY else met
        self._watch.want(write=True)

    def accepted(self) -> None:
        """Begin to receive."""
        self._watch.want(read=True)

    def send(self, data: bytes) -> None:
        """Send bytes after those that wait already.

        :raises BenchFault: too many wait, or the far end has had too many
        """
        self._around.spend(self._far.ip, "bytes", len(data))
        self._around.room.add_waiting(len(data))
        self._waiting += data
        self._flush()

    def close(self) -> None:
        """Send FIN after everything that waits; what the module still sends is received."""
        self._closing = True
        self._flush()

    def reset(self) -> None:
        """Send RST."""
        reset_on_close(self._socket)
        self.drop()

    def drop(self) -> None:
        """Release the socket. Idempotent."""
        if self.open:
            self.open = False
            self._sent(len(self._waiting))
            self._watch.close()
            self._around.release(self._socket)

    def _sent(self, length: int) -> None:
        del self._waiting[:length]
        self._around.room.waiting -= length

    def _report(self, kind: PeerEventKind, data: bytes = b"", address: Address | None = None) -> None:
        self._around.tell(PeerEvent(self._peer, self._number, kind, data, address))

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
                self._sent(self._socket.send(self._waiting))
            if self._closing and not self._waiting:
                self._socket.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            pass
        except OSError:
            self._sent(len(self._waiting))  # the reading side reports what happened
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


class TcpPeer:
    """A TCP server, or a client: a bound socket that has not connected yet."""

    def __init__(self, around: Resources, name: str, role: Role) -> None:
        self._around = around
        self._name = name
        self._connections: list[TcpConnection] = []
        self._bound: socket.socket | None = around.bind(socket.SOCK_STREAM)
        self.port: int = self._bound.getsockname()[1]
        self._watch = None
        self._serves = role == "server"
        if self._serves:
            self._bound.listen()
            self._watch = around.loop.watch(self._bound, self._accept)
            self._watch.want(read=True)

    def connect(self, to: Address) -> None:
        """Connect as a client; the first connection comes from the peer's own port.

        :raises BenchFault: it is a server, has connected too often, or may not reach that address
        """
        if self._serves:
            raise BenchFault(f"peer {self._name} is a server and does not connect")
        if self._full():
            raise BenchFault(f"peer {self._name} has had {len(self._connections)} connections, and has no more")
        self._around.check_reach("TCP", to)
        self._around.spend(to.ip, "calls", 1)
        sock = self._bound or self._around.bind(socket.SOCK_STREAM)
        self._bound = None
        self._add(sock, to).connect()

    def connection(self, number: int) -> TcpConnection:
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
        """Send on a connection.

        :raises BenchFault: it is not open, or too much waits already
        """
        self.connection(request.connection).send(request.data)

    def close(self) -> None:
        """Close everything."""
        for connection in self._connections:
            connection.drop()
        if self._watch is not None:
            self._watch.close()
        if self._bound is not None:
            self._around.release(self._bound)

    def _full(self) -> bool:
        return len(self._connections) >= self._around.room.bounds.connections

    def _add(self, sock: socket.socket, far: Address) -> TcpConnection:
        connection = TcpConnection(self._around, self._name, len(self._connections) + 1, sock, far)
        self._connections.append(connection)
        return connection

    def _accept(self) -> None:
        assert self._bound is not None
        try:
            sock, far = self._bound.accept()
        except OSError:
            return  # the caller has gone again
        try:
            if self._full():
                raise BenchFault(f"peer {self._name} is called too often")
            self._around.room.add_socket()
        except BenchFault:
            sock.close()
            return
        sock.setblocking(False)
        connection = self._add(sock, Address(*far))
        self._around.tell(PeerEvent(self._name, len(self._connections), "connected", address=Address(*far)))
        connection.accepted()
