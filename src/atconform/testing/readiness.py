"""A descriptor that is readable while bytes wait, for programs that give their port to ``select`` or an event loop."""

from __future__ import annotations

import socket

from atconform.testing.line import Line


class Readiness:
    """One end of a socket pair, in which a byte stands as long as there are bytes on the line.

    It is writable always, as pyserial-asyncio wants a port to be.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._seen, self._lamp = socket.socketpair()
        self._lit = False
        line.changed.append(self._show)
        self._show()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._seen.fileno()

    def close(self) -> None:
        """Close both ends."""
        self._line.changed.remove(self._show)
        self._seen.close()
        self._lamp.close()

    def _show(self) -> None:
        if bool(len(self._line)) != self._lit:
            self._lit = not self._lit
            if self._lit:
                self._lamp.send(b"!")
            else:
                self._seen.recv(1)
