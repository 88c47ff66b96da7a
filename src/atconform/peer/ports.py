"""The local addresses and ports that peers may have."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from atconform.base.errors import BenchFault

ANY = range(1)
"""Port 0 lets the system choose."""


class Ports:
    """Binds sockets to one address and to ports of a range, the next port each time.

    A port rests as long as there are others, so that nothing meant for one scenario arrives in the next, and no port
    has to be had again while the system still remembers its last connection.
    """

    def __init__(self, ip: str, ports: Sequence[int] = ANY) -> None:
        self.ip = ip
        self._ports = ports
        self._next = 0

    def bind(self, kind: socket.SocketKind) -> socket.socket:
        """Make a socket of a kind that is bound to a port of the range and does not block.

        :raises BenchFault: none is free
        """
        try:
            sock = socket.socket(socket.AF_INET, kind)
        except OSError as error:
            raise BenchFault(f"no more sockets to be had: {error.strerror}") from error
        sock.setblocking(False)
        problem: str | None = "the range is empty"
        for _ in self._ports:
            port = self._ports[self._next % len(self._ports)]
            self._next += 1
            try:
                sock.bind((self.ip, port))
            except OSError as error:
                problem = error.strerror
            else:
                return sock
        sock.close()
        raise BenchFault(f"no port to be had on {self.ip}: {problem}")
