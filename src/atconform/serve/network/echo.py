"""ICMP echo through the system's ping socket (icmp(7)), where the system lets an ordinary user have one."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Callable

from atconform.realtime.reactor import Reactor, now
from atconform.serve.network.gate import Gate

ECHO_REQUEST = 8
ECHO_REPLY = 0
IP_RECVTTL = 12
"""Ask for the TTL of what arrives (ip(7)); the socket module does not name it before Python 3.14."""

Answer = Callable[[int, int], None]
"""Called with the time it took in microseconds, and the remaining TTL."""


class EchoRequest:
    """One echo request on its way.

    :raises OSError: the system has no ping socket for us, or no way to this address, or it may not be reached
    """

    def __init__(self, reactor: Reactor, gate: Gate, address: str, length: int, ttl: int, answered: Answer) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, ttl)
            self._socket.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
            self._sent = now()
            # The kernel fills in the identifier and the checksum.
            gate.send(self._socket, struct.pack("!BBHHH", ECHO_REQUEST, 0, 0, 0, 1) + bytes(length), (address, 0))
        except BaseException:
            self._socket.close()
            raise
        self._answered = answered
        self._watch = reactor.watch(self._socket, self._readable)
        self._watch.want(read=True)

    def close(self) -> None:
        """Wait for the reply no longer. Idempotent."""
        self._watch.close()
        self._socket.close()

    def _readable(self) -> None:
        data: bytes = b""
        ancillary: list[tuple[int, int, bytes]] = []
        try:
            if sys.platform != "win32":  # which lets nobody have a ping socket
                data, ancillary, _, _ = self._socket.recvmsg(65536, 64)
        except OSError:
            return  # unreachable: as good as no reply
        if not data or data[0] != ECHO_REPLY:
            return
        elapsed = now() - self._sent
        ttls = [value[0] for level, _, value in ancillary if level == socket.IPPROTO_IP and value]
        self.close()
        self._answered(elapsed, ttls[0] if ttls else 64)
