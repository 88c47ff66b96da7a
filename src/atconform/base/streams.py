"""Standard output and standard error, which can go away while a program writes to them: a pipe whose reader has seen
enough, a disk that is full, a terminal that was closed.
"""

from __future__ import annotations

import contextlib
import io
import os
import select
import sys
from typing import Any, TextIO

from atconform.base import lacking

FIRST_OTHERS = 3
"""The number of the first descriptor that is not one of the standard ones."""


class Stream:
    """A standard stream that never raises. What cannot be written is dropped from then on, and it is known why.

    :param stream: the stream as Python has it; None: it was closed before the program began
    """

    def __init__(self, name: str, stream: TextIO | None) -> None:
        self.name = name
        self.lost = ""
        """Why nothing more can be written; empty: it can."""
        self._stream = stream if stream is not None else open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # stays open
        if isinstance(self._stream, io.TextIOWrapper):
            self._stream.reconfigure(errors=lacking.ERRORS)  # a terminal that cannot show Chinese ends no run

    def write(self, text: str) -> int:
        """Write a text, or drop it."""
        if not isinstance(text, str):
            raise TypeError("a text is expected")
        if not self.lost:
            try:
                self._stream.write(text)
            except (OSError, ValueError) as error:
                self._lose(error)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts, or drop them."""
        self.write("".join(lines))

    def flush(self) -> None:
        """Hand over what was written, or drop it."""
        if not self.lost:
            try:
                self._stream.flush()
            except (OSError, ValueError) as error:
                self._lose(error)

    def be_utf8(self) -> None:
        """Write UTF-8 from now on, whatever the terminal's code page is: it is a program that reads this."""
        self.flush()
        if not self.lost and isinstance(self._stream, io.TextIOWrapper):
            self._stream.reconfigure(encoding="utf-8", errors=lacking.ERRORS)

    def look(self) -> None:
        """Notice that the reader of a pipe has gone, though nothing is written. Windows does not tell."""
        if not self.lost and sys.platform != "win32":
            with contextlib.suppress(OSError, ValueError):  # what has no descriptor has no reader
                watch = select.poll()
                watch.register(self._stream.fileno(), 0)  # what is wrong with it is told in any case
                if any(events & select.POLLERR for _, events in watch.poll(0)):
                    self._lose(BrokenPipeError())

    def _lose(self, error: OSError | ValueError) -> None:
        """Note why, and let what Python still holds of the text go nowhere, else it would complain of it at the end."""
        said = error.strerror if isinstance(error, OSError) else None
        self.lost = f"{self.name} is closed" if isinstance(error, BrokenPipeError) else f"{self.name}: {said or error}"
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
            self._stream.flush()
        except (OSError, ValueError):
            return

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def guard() -> None:
    """Put such streams in the place of the standard ones. Idempotent.

    A descriptor that was closed is taken by the null device, lest the next file that is opened get what is printed.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < FIRST_OTHERS:
        pass
    os.close(descriptor)
    if not isinstance(sys.stdout, Stream):
        sys.stdout = Stream("standard output", sys.stdout)
    if not isinstance(sys.stderr, Stream):
        sys.stderr = Stream("standard error", sys.stderr)


def lost() -> str:
    """Return why standard output cannot be written to any more; empty: it can, or is not guarded."""
    if not isinstance(sys.stdout, Stream):
        return ""
    sys.stdout.look()
    return sys.stdout.lost


def part() -> str:
    """Hand over what was written, and return why standard output was lost; empty: it was not.

    What the streams themselves still hold goes nowhere where it cannot be written, so that the end is quiet.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return lost()
