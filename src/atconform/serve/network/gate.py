"""The one way by which a module's sockets reach other machines, and are reached by them."""

from __future__ import annotations

import errno
import os
import socket

from atconform.base.addresses import is_ipv4, is_loopback


class Gate:
    """Lets sockets connect, listen and send on this machine's loopback, and beyond it only where that is allowed.

    Sockets are given addresses only, so that the system looks nothing up on their way.

    :param anywhere: whether other machines may be reached, and reach in
    """

    def __init__(self, *, anywhere: bool) -> None:
        self._anywhere = anywhere

    def permits(self, host: str) -> bool:
        """Return whether this host may be reached, or this address of this machine be listened on."""
        return self._anywhere or is_loopback(host)

    def bind(self, sock: socket.socket, local: tuple[str, int]) -> None:
        """Give a socket its own address.

        :raises OSError: other machines would reach it, and may not, or it cannot be had
        """
        sock.bind(self._permitted(local))

    def connect(self, sock: socket.socket, to: tuple[str, int]) -> None:
        """Begin to connect.

        :raises OSError: that is another machine, which may not be reached, or it cannot be connected
        """
        sock.connect(self._permitted(to))

    def send(self, sock: socket.socket, data: bytes, to: tuple[str, int]) -> None:
        """Send a datagram.

        :raises OSError: that is another machine, which may not be reached, or it cannot be sent
        """
        sock.sendto(data, self._permitted(to))

    def _permitted(self, address: tuple[str, int]) -> tuple[str, int]:
        host, port = address
        if not (is_ipv4(host) and self.permits(host)):
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
        return host, port
