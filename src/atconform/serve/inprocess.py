"""The emulator's serial side for a program in the same process, in another thread."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from atconform.base.units import SECOND
from atconform.realtime.reactor import now
from atconform.serve.rfc2217 import INITIAL_LEVELS

if TYPE_CHECKING:
    from atconform.realtime.reactor import Reactor
    from atconform.serve.endpoint import Sink

ROOM = 65536
"""Bytes kept for each side before the other has to wait, or is told that none are taken."""
CHANGES = 64
"""Changes of DTR and RTS that are kept while the module takes nothing; then the latest level of each."""
PIECE = 4096
"""Bytes that the module takes together, so that one that is slow can take some of many."""


class InProcessEndpoint:
    """Two bounded buffers under one lock; the program's methods may be called from any thread."""

    where = "this process"

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.levels = dict(INITIAL_LEVELS)
        self.open = True
        self._to_program = bytearray()
        self._to_module: deque[bytes | tuple[str, bool]] = deque()
        self._to_module_size = 0
        self._scheduled = False
        self._held = False
        self._writable_wanted = False

    # --- for the loop, in the reactor's thread ---

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to work."""
        self._reactor = reactor
        self._sink = sink

    def write(self, data: bytes) -> int:
        """Keep bytes for the program, as many as there is room for."""
        with self.changed:
            taken = min(len(data), ROOM - len(self._to_program))
            self._to_program += data[:taken]
            self.changed.notify_all()
            return taken

    def want_writable(self) -> None:
        """Ask to be told when the program has read."""
        with self.changed:
            self._writable_wanted = len(self._to_program) == ROOM
        if not self._writable_wanted:  # the program has read meanwhile
            self._reactor.call_soon(self._sink.writable)

    def hold(self, on: bool) -> None:
        """Stop or resume taking what the program wrote."""
        self._held = on
        with self.changed:
            if self._to_module and not on:
                self._schedule()

    def set_line(self, line: str, *, high: bool) -> None:
        """Set the level that the program sees."""
        with self.changed:
            self.levels[line] = high
            self.changed.notify_all()

    def close(self) -> None:
        """End; a program that waits is woken. Idempotent."""
        with self.changed:
            self.open = False
            self.changed.notify_all()

    def _deliver(self) -> None:
        """Pass on, in order, what the program did."""
        with self.changed:
            self._scheduled = False
            if self._held:
                return
            taken = self._take_from_program(self._sink.room)
            self.changed.notify_all()
        for item in taken:
            if isinstance(item, bytes):
                self._sink.received(item)
            else:
                self._sink.line_set(item[0], high=item[1])

    def _take_from_program(self, room: int) -> list[bytes | tuple[str, bool]]:
        taken = []
        while self._to_module and room > 0:
            item = self._to_module.popleft()
            taken.append(item)
            if isinstance(item, bytes):
                room -= len(item)
                self._to_module_size -= len(item)
        return taken

    # --- for the program, in any thread ---

    @property
    def in_waiting(self) -> int:
        """How many bytes can be read."""
        return len(self._to_program)

    def read(self, size: int, timeout: float | None, cancelled: threading.Event) -> bytes:
        """Read ``size`` bytes, or fewer when ``timeout`` seconds have passed or it was cancelled.

        :raises ConnectionError: the emulator has ended
        """
        deadline = None if timeout is None else now() + int(timeout * SECOND)
        data = b""
        while len(data) < size and not cancelled.is_set():
            remaining = None if deadline is None else max(0, deadline - now()) / SECOND
            more = self._take(size - len(data), remaining, cancelled)
            if not more:
                break
            data += more
        cancelled.clear()
        return data

    def _take(self, size: int, timeout: float | None, cancelled: threading.Event) -> bytes:
        """Wait until there is something, and take what there is."""

        def settled() -> bool:
            return bool(self._to_program) or cancelled.is_set() or not self.open

        with self.changed:
            self.changed.wait_for(settled, timeout)
            if not self.open and not self._to_program:
                raise ConnectionError("the emulator has ended")
            data = bytes(self._to_program[:size])
            del self._to_program[: len(data)]
            wanted, self._writable_wanted = self._writable_wanted, False
        if wanted:
            self._reactor.call_soon(self._sink.writable)
        return data

    def send(self, data: bytes, timeout: float | None) -> bool:
        """Give bytes to the module; false when it did not take them within ``timeout`` seconds."""
        deadline = None if timeout is None else now() + int(timeout * SECOND)
        with self.changed:
            for begin in range(0, len(data), PIECE):
                remaining = None if deadline is None else max(0, deadline - now()) / SECOND
                if not self.changed.wait_for(lambda: self._to_module_size < ROOM or not self.open, remaining):
                    return False
                piece = data[begin : begin + PIECE]
                self._to_module_size += len(piece)
                self._put(piece)
        return True

    def drive(self, line: str, *, high: bool) -> None:
        """Drive DTR or RTS, in order with what was sent."""
        with self.changed:
            self._merge_changes()
            self._put((line, high))

    def _merge_changes(self) -> None:
        """Keep only the latest level of each line, of many changes that the module is going to see in one moment."""
        changes: list[tuple[str, bool]] = []
        for item in reversed(self._to_module):
            if isinstance(item, bytes):
                break
            changes.insert(0, item)
        if len(changes) >= CHANGES:
            for _ in changes:
                self._to_module.pop()
            self._to_module.extend(dict(changes).items())

    def discard(self, *, read: bool) -> None:
        """Throw away what waits to be read (else what the module has not taken yet)."""
        with self.changed:
            if read:
                self._to_program.clear()
            else:
                self._to_module = deque(item for item in self._to_module if not isinstance(item, bytes))
                self._to_module_size = 0

    def _put(self, item: bytes | tuple[str, bool]) -> None:
        self._to_module.append(item)
        self._schedule()

    def _schedule(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._reactor.call_soon(self._deliver)
