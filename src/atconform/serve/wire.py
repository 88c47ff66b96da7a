"""How long bytes take on a serial line: one direction of a UART, without a clock and without I/O.

Times are in microseconds. The arithmetic is that of whole numbers, so that a long block takes exactly its time.
"""

from __future__ import annotations

from atconform.base.errors import UsageError
from atconform.base.units import SECOND

BITS_A_BYTE = 10
"""Start bit, eight data bits, stop bit."""
CHUNK = 65536
"""Bytes that a line without pace takes at once, and that wait for a module at most, on its line or in it."""
KEPT = 4096
"""Bytes that a paced line keeps before its sender has to wait: what a driver commonly keeps for its UART."""


def read_pace(text: str) -> int:
    """Read the rate of a line.

    :raises UsageError: it is no rate
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise UsageError(f"--pace {text}: name a rate in bits a second, for instance 115200")
    return int(text)


def chunk(pace: int | None) -> int:
    """Return how many bytes a line of this pace takes at once."""
    return CHUNK if pace is None else KEPT


class Wire:
    """Takes bytes at any speed, and hands over those that have come through.

    :param baud: bits a second; None: every byte comes through at once
    """

    def __init__(self, baud: int | None = None) -> None:
        self._baud = baud
        self._under_way = bytearray()
        self._through = bytearray()
        self._begun = 0
        self._carried = 0
        """Bytes that have come through since then; the line was never idle meanwhile."""

    @property
    def paced(self) -> bool:
        """Whether bytes take time."""
        return self._baud is not None

    def __len__(self) -> int:
        """Return how many bytes have been put in and not taken off."""
        return len(self._under_way) + len(self._through)

    def put(self, data: bytes, now: int) -> None:
        """Send bytes after those that are under way already."""
        self._advance(now)
        if not self._under_way:
            self._begun, self._carried = now, 0
        self._under_way += data

    def through(self, now: int) -> bytes:
        """Show what has come through by now and has not been taken off."""
        self._advance(now)
        return bytes(self._through)

    def take(self, count: int) -> None:
        """Take off the first bytes of what has come through."""
        del self._through[:count]

    def clear(self) -> None:
        """Forget what is under way, and what has come through."""
        self._under_way.clear()
        self._through.clear()

    def next_deadline(self) -> int | None:
        """Return when the next byte comes through, or None."""
        if not self._under_way or self._baud is None:
            return None
        bits = (self._carried + 1) * BITS_A_BYTE
        return self._begun - (-bits * SECOND // self._baud)  # rounded up: not before its last bit is there

    def _advance(self, now: int) -> None:
        if not self._under_way:
            return
        count = len(self._under_way)
        if self._baud is not None:
            sent = (now - self._begun) * self._baud // (BITS_A_BYTE * SECOND)
            count = max(0, min(sent - self._carried, count))  # now may be older than what was put in last
        self._through += self._under_way[:count]
        del self._under_way[:count]
        self._carried += count
