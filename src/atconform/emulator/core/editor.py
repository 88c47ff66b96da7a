"""The line editor of command mode: echo, characters taken back, control characters, ``A/`` (V.250, 5.2)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import S3, S5
from atconform.emulator.core.settings import Settings

CONTROL_CHARACTERS = bytes(range(0x20))
MARGIN = 256
"""How much of a line that is too long anyway is kept, for ``AT`` and what stands before it."""


class LineEditor:
    """Makes command lines of what is typed.

    :param echo: called with what has been taken, in pieces
    """

    def __init__(self, settings: Settings, dialect: Dialect, echo: Callable[[bytes], None]) -> None:
        self._settings = settings
        self._dialect = dialect
        self._echo = echo
        self._line = bytearray()
        self._last: str | None = None

    def clear(self) -> None:
        """Forget the line that has begun."""
        self._line.clear()

    def take(self, waiting: bytearray) -> str | None:
        """Take one command line, or what there is of it, out of the input.

        :returns: what stands behind ``AT`` once the line has ended; None: there is nothing to be run
        """
        end = waiting.find(self._settings[S3])
        piece = bytes(waiting[: end + 1]) if end >= 0 else bytes(waiting)
        repeats = self._begins_with_repeat(piece)
        if repeats:
            piece = piece[: piece.index(b"/") + 1]
        del waiting[: len(piece)]
        # The LF that many hosts send behind the CR is ignored and not echoed (published logs of SIM800 clients).
        self._echo(piece.replace(b"\n", b""))
        if repeats:
            self._line.clear()
            return self._last
        self._append(piece)
        return None if end < 0 else self._end()

    def _begins_with_repeat(self, piece: bytes) -> bool:
        if not self._dialect.repeats_last_line or len(self._line) >= 2:
            return False
        start = bytes(self._line + piece[: 2 - len(self._line)]).lstrip(b"\n")
        return start.upper() == b"A/"

    def _append(self, piece: bytes) -> None:
        line, backspace = self._line, self._settings[S5]
        if backspace in piece:
            for byte in piece:
                if byte == backspace:
                    del line[-1:]
                elif byte >= 0x20:
                    line.append(byte)
        else:
            line += piece.translate(None, CONTROL_CHARACTERS)
        del line[self._dialect.longest_line + MARGIN :]

    def _end(self) -> str | None:
        text = self._line.decode("latin-1")
        self._line.clear()
        start = text.upper().find("AT")
        if start < 0:
            return None
        self._last = text[start + 2 :]
        return self._last
