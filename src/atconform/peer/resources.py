"""What the peers of one owner share: the loop that serves them, ports, whom they may reach, how much they may hold."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from atconform.base.errors import BenchFault
from atconform.peer.ports import Ports
from atconform.peer.traffic import Kind
from atconform.protocol.peer import Address, PeerEvent, TransportProtocol

CHUNK = 65536
"""Bytes taken from a socket at once."""


class Watched(Protocol):
    """The interest in one socket."""

    def want(self, *, read: bool | None = None, write: bool | None = None) -> None:
        """Say what is to be reported from now on; None leaves it as it is."""

    def close(self) -> None:
        """Want nothing for ever; to be called before the socket is closed. Idempotent."""


class Loop(Protocol):
    """What tells when sockets are ready; it calls in the one thread that uses them."""

    def watch(
        self, fileobj: socket.socket, on_readable: Callable[[], None] = ..., on_writable: Callable[[], None] = ...
    ) -> Watched:
        """Prepare to watch a socket."""


class Bounds(NamedTuple):
    """How much the peers of one owner may take up."""

    sockets: int = 1024
    """Peers and open connections, all together."""
    ports: int = 1024
    """Ports that peers stand on or call from, of TCP and of UDP each."""
    connections: int = 4096
    """Connections that one peer has had, or addresses that it has heard from; later ones are turned away."""
    waiting: int = 64 * 1024 * 1024
    """Bytes that wait to be sent, all together."""


@dataclass(slots=True)
class Room:
    """Counts what the peers of one owner take up."""

    bounds: Bounds
    sockets: int = 0
    ports: Counter[socket.SocketKind] = field(default_factory=Counter)
    waiting: int = 0

    def add_socket(self) -> None:
        """Count one more socket.

        :raises BenchFault: there are as many as there may be
        """
        if self.sockets >= self.bounds.sockets:
            raise BenchFault(f"this far end holds no more than {self.bounds.sockets} sockets at a time")
        self.sockets += 1

    def add_port(self, kind: socket.SocketKind) -> None:
        """Count one more port.

        :raises BenchFault: there are as many as there may be
        """
        if self.ports[kind] >= self.bounds.ports:
            raise BenchFault(f"a test host gets no more than {self.bounds.ports} ports of this far end at a time")
        self.ports[kind] += 1

    def add_waiting(self, length: int) -> None:
        """Count bytes that are to be sent.

        :raises BenchFault: too many wait already
        """
        if self.waiting + length > self.bounds.waiting:
            raise BenchFault(f"more than {self.bounds.waiting} bytes would wait for the module to take them")
        self.waiting += length


@dataclass(frozen=True, slots=True)
class Resources:
    """What every peer of one owner is given."""

    loop: Loop
    ports: Ports
    tell: Callable[[PeerEvent], None]
    """Takes what happens."""
    check_reach: Callable[[TransportProtocol, Address], None] = lambda _protocol, _address: None
    """Raises BenchFault where no connection may be opened, or no datagram sent, to an address."""
    spend: Callable[[str, Kind, int], None] = lambda _ip, _kind, _count: None
    """Counts what is about to go to an address; raises BenchFault where that is too much."""
    room: Room = field(default_factory=lambda: Room(Bounds()))

    def bind(self, kind: socket.SocketKind) -> socket.socket:
        """Make a bound socket, and count it.

        :raises BenchFault: there is no room, or no port to be had
        """
        self.room.add_port(kind)
        try:
            self.room.add_socket()
            try:
                return self.ports.bind(kind)
            except BenchFault:
                self.room.sockets -= 1
                raise
        except BenchFault:
            self.room.ports[kind] -= 1
            raise

    def release(self, sock: socket.socket) -> None:
        """Close a socket that was counted."""
        if self.ports.release(sock):
            self.room.ports[sock.type] -= 1
        sock.close()
        self.room.sockets -= 1
