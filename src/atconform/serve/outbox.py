"""What the module has said and the line has not carried yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atconform.reactor import Reactor, now
from atconform.units import MS, SECOND

if TYPE_CHECKING:
    from atconform.serve.endpoint import Endpoint
    from atconform.timers import Timer

FULL = 64 * 1024
"""From here on the network is told to wait."""
LIMIT = 1024 * 1024
"""More than this is lost, as on a line without flow control whose reader sleeps."""
BITS_A_BYTE = 10
"""Start bit, eight data bits, stop bit."""


class Outbox:
    """Hands bytes to an endpoint as fast as it takes them, or as a line of ``baud`` would carry them.

    :param baud: bits a second; 0 for no pacing
    """

    def __init__(self, endpoint: Endpoint, reactor: Reactor, baud: int = 0) -> None:
        self._endpoint = endpoint
        self._reactor = reactor
        self._byte_time = BITS_A_BYTE * SECOND / baud if baud else 0.0
        self._waiting = bytearray()
        self._line_free = 0.0
        self._timer: Timer | None = None
        self.lost = 0
        """Bytes lost so far."""

    @property
    def full(self) -> bool:
        """Whether more waits than should."""
        return len(self._waiting) > FULL

    def put(self, data: bytes) -> None:
        """Send bytes after those that wait already."""
        if self._byte_time and not self._waiting:
            self._line_free = max(self._line_free, now())
        if not self._byte_time and not self._waiting:
            data = data[self._endpoint.write(data) :]
            if not data:
                return
        room = LIMIT - len(self._waiting)
        self.lost += max(0, len(data) - room)
        self._waiting += data[:room]
        self.flush()

    def flush(self) -> None:
        """Send what can be sent now, and see to it that the rest follows."""
        ready = len(self._waiting)
        if self._byte_time:
            ready = min(ready, int((now() - self._line_free) / self._byte_time))
        if ready > 0:
            taken = self._endpoint.write(bytes(self._waiting[:ready]))
            del self._waiting[:taken]
            self._line_free += taken * self._byte_time
            if taken < ready:
                self._endpoint.want_writable()
                return
        if self._waiting and self._timer is None:
            pause = max(1 * MS, int(self._byte_time) + 1)
            self._timer = self._reactor.call_at(now() + pause, self._flush_on_time)

    def close(self) -> None:
        """Send nothing more. Idempotent."""
        self._waiting.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _flush_on_time(self) -> None:
        self._timer = None
        self.flush()
