"""The local addresses and ports that peers may have."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from atconform.base.errors import BenchFault
from atconform.realtime.sockets import take_over_port

ANY = range(1)
"""Port 0 lets the system choose."""
MANY = 1 << 16
"""More ports than there are."""


class Ports:
    """Binds sockets to one address and to ports of a range, the next port each time.

    A port rests as long as there are others, so that nothing meant for one scenario arrives in the next, and no port
    has to be had again while the system still remembers its last connection.
    """

    def __init__(self, ip: str, ports: Sequence[int] = ANY) -> None:
        self.ip = ip
        self.numbers = ports
        self._next = 0
        self._held: dict[socket.socket, tuple[int, int]] = {}
        self._taken: set[tuple[int, int]] = set()

    @property
    def count(self) -> int:
        """How many there are, for TCP and for UDP each."""
        return MANY if self.numbers == ANY else len(self.numbers)

    def bind(self, kind: socket.SocketKind) -> socket.socket:
        """Make a socket of a kind that is bound to a port of the range and does not block.

        :raises BenchFault: none is free
        """
        try:
            sock = socket.socket(socket.AF_INET, kind)
        except OSError as error:
            raise BenchFault(f"no more sockets to be had: {error.strerror}") from error
        sock.setblocking(False)
        if kind is socket.SOCK_STREAM:
            take_over_port(sock)
        problem: str | None = "all are in use"
        for _ in self.numbers:
            port = self.numbers[self._next % len(self.numbers)]
            self._next += 1
            if (kind, port) in self._taken:
                continue
            try:
                sock.bind((self.ip, port))
            except OSError as error:
                problem = error.strerror
            else:
                if port:
                    self._taken.add((kind, port))
                self._held[sock] = kind, port
                return sock
        sock.close()
        raise BenchFault(f"no port to be had on {self.ip}: {problem}")

    def release(self, sock: socket.socket) -> bool:
        """Let others have a socket's port; returns whether it held one. Idempotent."""
        held = self._held.pop(sock, None)
        if held is not None:
            self._taken.discard(held)
        return held is not None
