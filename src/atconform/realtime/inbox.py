"""The one queue into which the threads of a wire put what happened."""

from __future__ import annotations

import queue
import threading

from atconform.base.units import SECOND
from atconform.protocol.transport import Body, Event, Instant
from atconform.realtime.reactor import now


class Inbox:
    """Stamps and queues in one step, so that the queue's order is that of the stamps."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def put(self, body: Body, earliest: int | None = None, uncertainty: int = 0) -> None:
        """Note what happened not before ``earliest``, or else ``uncertainty`` ago, and not after now."""
        with self._lock:
            latest = now()
            if earliest is None:
                earliest = latest - uncertainty
            self._queue.put(Event(Instant(earliest, latest), body))

    def clear(self) -> None:
        """Forget what was not taken."""
        with self._lock:
            self._queue = queue.SimpleQueue()

    def get(self, deadline: int) -> Event | None:
        """Wait for the next event; None when ``deadline`` was reached without one."""
        try:
            remaining = deadline - now()
            if remaining <= 0:
                return self._queue.get_nowait()
            return self._queue.get(timeout=remaining / SECOND)
        except queue.Empty:
            return None
