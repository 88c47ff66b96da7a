"""What the module has said and the line has not carried yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atconform.serve.wire import KEPT, Wire

if TYPE_CHECKING:
    from atconform.serve.endpoint import Endpoint

FULL = 64 * 1024
"""From here on the network is told to wait; on a paced line sooner."""
LIMIT = 1024 * 1024
"""More than this is lost, as on a line without flow control whose reader sleeps."""


class Outbox:
    """Hands bytes to an endpoint as fast as it takes them, or as a line of ``baud`` would carry them.

    :param baud: bits a second; None for no pacing
    """

    def __init__(self, endpoint: Endpoint, baud: int | None = None) -> None:
        self._endpoint = endpoint
        self._wire = Wire(baud)
        self._full = KEPT if self._wire.paced else FULL
        self._stalled = False
        self.lost = 0
        """Bytes lost so far."""

    @property
    def full(self) -> bool:
        """Whether more waits than should."""
        return len(self._wire) > self._full

    def put(self, data: bytes, now: int) -> None:
        """Send bytes after those that wait already."""
        if not self._wire.paced and not self._wire:
            data = data[self._endpoint.write(data) :]
            if not data:
                return
        room = LIMIT - len(self._wire)
        self.lost += max(0, len(data) - room)
        self._wire.put(data[:room], now)
        self.flush(now)

    def flush(self, now: int) -> None:
        """Send what can be sent now."""
        if self._stalled:
            return
        if ready := self._wire.through(now):
            taken = self._endpoint.write(ready)
            self._wire.take(taken)
            if taken < len(ready):
                self._stalled = True
                self._endpoint.want_writable()

    def go_on(self, now: int) -> None:
        """Send again, because the endpoint takes bytes again."""
        self._stalled = False
        self.flush(now)

    def clear(self) -> None:
        """Forget what waits; the endpoint takes bytes again."""
        self._wire.clear()
        self._stalled = False

    def next_deadline(self) -> int | None:
        """Return when ``flush`` is due, or None."""
        return None if self._stalled else self._wire.next_deadline()
