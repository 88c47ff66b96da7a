"""The one queue into which the threads of a wire put what happened."""

from __future__ import annotations

import queue
import threading

from atconform.base.units import SECOND
from atconform.protocol.transport import Body, Event, Instant, ModuleBytes
from atconform.realtime.reactor import now

LIMIT = 1 << 20
"""Bytes of the module that wait at the most; a run takes what comes at once, but for a module that floods the line."""
LOOK = SECOND // 4
"""How long is waited at a stretch: on Windows Ctrl-C is not seen before the end of a wait."""


class Inbox:
    """Stamps and queues in one step, so that the queue's order is that of the stamps."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._room = threading.Event()
        self._room.set()

    def put(self, body: Body, earliest: int | None = None, uncertainty: int = 0) -> None:
        """Note what happened not before ``earliest``, or else ``uncertainty`` ago, and not after now."""
        with self._lock:
            latest = now()
            if earliest is None:
                earliest = latest - uncertainty
            self._queue.put(Event(Instant(earliest, latest), body))
            self._count(len(body.data) if isinstance(body, ModuleBytes) else 0)

    def wait_for_room(self) -> None:
        """Wait until less than ``LIMIT`` bytes of the module wait to be taken, or :meth:`let_go` is called."""
        self._room.wait()

    def let_go(self) -> None:
        """Let nobody wait for room any longer, who now does."""
        self._room.set()

    def clear(self) -> None:
        """Forget what was not taken."""
        with self._lock:
            self._queue = queue.SimpleQueue()
            self._count(-self._waiting)

    def _count(self, more: int) -> None:
        """Count bytes that were put or taken. The lock is held."""
        self._waiting += more
        if self._waiting < LIMIT:
            self._room.set()
        elif more > 0:
            self._room.clear()

    def get(self, deadline: int) -> Event | None:
        """Wait for the next event; None when ``deadline`` was reached without one."""
        while True:
            remaining = max(0, deadline - now())
            try:
                event = self._queue.get(timeout=min(remaining, LOOK) / SECOND)
            except queue.Empty:
                if remaining <= LOOK:
                    return None
            else:
                break
        if isinstance(event.body, ModuleBytes):
            with self._lock:
                self._count(-len(event.body.data))
        return event
