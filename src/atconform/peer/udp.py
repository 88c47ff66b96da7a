"""UDP peers made of the system's sockets."""

from __future__ import annotations

import socket

from atconform.base.errors import BenchFault
from atconform.peer.resources import CHUNK, Resources
from atconform.peer.tcp import TcpConnection
from atconform.protocol.peer import Address, PeerEvent, PeerSend


class UdpPeer:
    """A UDP socket that numbers the addresses it hears from."""

    def __init__(self, around: Resources, name: str) -> None:
        self._around = around
        self._name = name
        self._addresses: list[Address] = []
        self._socket = around.bind(socket.SOCK_DGRAM)
        self.port: int = self._socket.getsockname()[1]
        self._watch = around.loop.watch(self._socket, self._readable)
        self._watch.want(read=True)

    def connect(self, to: Address) -> None:
        """Record where the module is, as if it had been heard from; each time as a connection of its own.

        :raises BenchFault: it may not be reached, or there are too many already
        """
        self._around.check_reach("UDP", to)
        if not self._has_room():
            raise BenchFault(f"peer {self._name} has {len(self._addresses)} addresses, and cannot have more")
        self._addresses.append(to)

    def connection(self, number: int) -> TcpConnection:
        """Refuse: UDP has nothing to close or reset.

        :raises BenchFault: always
        """
        raise BenchFault(f"peer {self._name} speaks UDP, which has no connection {number} to close or reset")

    def send(self, request: PeerSend) -> None:
        """Send one datagram.

        :raises BenchFault: to an address that has not been heard from, that may not be reached or has had too much, or
            too long a one
        """
        to = request.to
        if to is None:
            if not 0 < request.connection <= len(self._addresses):
                raise BenchFault(f"peer {self._name} has not heard from an address {request.connection} yet")
            to = self._addresses[request.connection - 1]
        self._around.check_reach("UDP", to)
        self._around.spend(to.ip, "datagrams", 1)
        self._around.spend(to.ip, "bytes", len(request.data))
        try:
            self._socket.sendto(request.data, to)
        except OSError as error:
            raise BenchFault(f"peer {self._name} cannot send this datagram: {error.strerror}") from error

    def close(self) -> None:
        """Close the socket."""
        self._watch.close()
        self._around.release(self._socket)

    def _number(self, address: Address) -> int:
        """Return the number of an address, a new one getting the next; 0 where there are too many already."""
        if address not in self._addresses:
            if not self._has_room():
                return 0
            self._addresses.append(address)
        return self._addresses.index(address) + 1

    def _has_room(self) -> bool:
        return len(self._addresses) < self._around.room.bounds.connections

    def _readable(self) -> None:
        try:
            data, source = self._socket.recvfrom(CHUNK)
        except OSError:
            return  # the echo of an earlier datagram that was not taken
        address = Address(*source)
        if number := self._number(address):
            self._around.tell(PeerEvent(self._name, number, "received", data, address))
