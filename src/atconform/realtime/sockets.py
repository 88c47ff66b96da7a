"""What systems do each in their own way with sockets."""

from __future__ import annotations

import errno
import os
import socket
import struct

RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
UNDER_WAY = (0, errno.EWOULDBLOCK if os.name == "nt" else errno.EINPROGRESS)
"""What ``connect_ex`` returns of a connection that is made, or being made."""


def take_over_port(sock: socket.socket) -> None:
    """Let a socket have a port on which others let connections end: else nobody can have it for a minute.

    Windows gives such ports away by itself, and would let two programs have one port at the same time.
    """
    if os.name == "posix":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def reset_on_close(sock: socket.socket) -> None:
    """Have a TCP connection end with RST when it is closed."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
