"""Received data that waits until it is fetched (AT+CIPRXGET)."""

from __future__ import annotations

from collections import deque


class ReceiveBuffer:
    """Bytes in the order of their arrival, each knowing where it came from."""

    def __init__(self) -> None:
        self._pieces: deque[tuple[str, bytearray]] = deque()
        self._length = 0
        self.notified = False
        """Whether the host has been told that data waits; it is told once, until everything has been fetched."""

    def __len__(self) -> int:
        return self._length

    @property
    def source(self) -> str:
        """Where the next byte came from, as ``address:port``; empty where nothing waits."""
        return self._pieces[0][0] if self._pieces else ""

    def put(self, source: str, data: bytes) -> None:
        """Keep data."""
        self._length += len(data)
        if self._pieces and self._pieces[-1][0] == source:
            self._pieces[-1][1].extend(data)
        elif data:
            self._pieces.append((source, bytearray(data)))

    def take(self, length: int) -> bytes:
        """Hand over at most ``length`` bytes, all of one source."""
        if not self._pieces:
            return b""
        data = self._pieces[0][1]
        taken = bytes(data[:length])
        del data[:length]
        self._length -= len(taken)
        if not data:
            self._pieces.popleft()
        self.notified = bool(self._pieces)
        return taken
