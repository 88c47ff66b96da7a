"""Data typed after a prompt: the second input mode of the serial line.

An entry ends by its length, by Ctrl-Z (0x1A), by ESC (0x1B), or by a timer (AT+CIPATS). Where data is typed as digits,
the digits 1A end it as well.
"""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.replies import Reply

CTRL_Z = 0x1A
ESC = 0x1B
HEXADECIMAL = b"0123456789ABCDEFabcdef"


class PayloadEntry:
    """Collects what is typed after a prompt.

    :param length: ends the entry after so many bytes; None: Ctrl-Z ends it and ESC cancels it
    :param longest: most bytes an entry may have
    :param mark: a byte that makes any byte behind it data, and is none itself; None: there is none
    :param digits: whether data is typed as hexadecimal digits, so that Ctrl-Z can be, too
    :param asks_with: a prompt of its own; empty: that of TCP/IP, if the host wants one (AT+CIPSPRT)
    :param time: ends the entry after so many microseconds, counted from the prompt; None: it waits for ever
    :param done: tells the answer, given the data
    :param cancelled: tells the answer when ESC was typed
    :param too_long: tells the answer when more than ``longest`` bytes were typed
    """

    def __init__(
        self,
        *,
        length: int | None,
        longest: int,
        mark: int | None = None,
        digits: bool = False,
        asks_with: bytes = b"",
        time: int | None = None,
        done: Callable[[bytes], Reply],
        cancelled: Callable[[], Reply],
        too_long: Callable[[], Reply],
    ) -> None:
        self.time = time
        self.asks_with = asks_with
        self._length = length
        self._longest = longest
        self._mark = mark
        self._marked = False
        self._digits = digits
        self._pair = b""
        self._done = done
        self._cancelled = cancelled
        self._too_long = too_long
        self._data = bytearray()
        self._escaped = False
        self.ended = False

    def receive(self, data: bytes) -> int:
        """Receive bytes; returns how many belonged to the entry (fewer when it ended on the way)."""
        if self._length is not None:
            taken = data[: self._length - len(self._data)]
            self._data += taken
            self.ended = len(self._data) == self._length
            return len(taken)
        for index, byte in enumerate(data):
            if not self._marked and byte in (CTRL_Z, ESC):
                self.ended, self._escaped = True, byte == ESC
                return index + 1
            self._marked = not self._marked and byte == self._mark
            # One byte too many is enough to know that the entry is too long.
            if not self._marked and len(self._data) <= self._longest:
                self._data.append(byte)
            if self._digits and self._is_end(byte):
                del self._data[-len(self._pair) :]
                self.ended = True
                return index + 1
        return len(data)

    def _is_end(self, digit: int) -> bool:
        """Follow the pairs of digits; return whether the one that is now whole stands for Ctrl-Z."""
        if digit in HEXADECIMAL:
            self._pair = bytes([digit]) if len(self._pair) == 2 else self._pair + bytes([digit])
        return self._pair.upper() == b"%02X" % CTRL_Z

    def conclude(self) -> Reply:
        """Return what to answer to what has been typed."""
        if self._escaped:
            return self._cancelled()
        if len(self._data) > self._longest:
            return self._too_long()
        return self._done(bytes(self._data))
