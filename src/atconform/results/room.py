"""A file that grows at its end, and has room kept for what has to be written in any case, however full the disk is."""

from __future__ import annotations

import os
from pathlib import Path

BLANKS = b" " * 4095 + b"\n"
"""What kept room is filled with; readers of JSON Lines pass over it."""


class RoomyFile:
    """A new file. Room that is kept consists of blank lines at its end, and is given back when the file is closed.

    :raises FileExistsError: it is there already
    :raises OSError: it cannot be made
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("x+b", buffering=0)
        self._path = path
        self._end = 0
        """Where the next bytes are written."""
        self._size = 0
        """How far the file reaches, kept room included."""
        self.closed = False

    def append(self, data: bytes, *, keep: int) -> None:
        """Write bytes, and hand them to the system; all of them or none.

        :param keep: how much room there shall be behind them
        :raises OSError: there is none
        """
        self._reach(self._end + len(data) + keep)
        self._write(data, self._end)
        self._end += len(data)

    def is_in_place(self) -> bool:
        """Return whether the file is still found under its name."""
        try:
            found, own = os.stat(self._path), os.fstat(self._file.fileno())
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == (own.st_dev, own.st_ino)

    def content(self) -> bytes:
        """Return what was written, also where the file is no longer found."""
        self._file.seek(0)
        return self._file.read(self._end)

    def close(self) -> None:
        """Give the room back and close the file. Idempotent."""
        if not self.closed:
            self.closed = True
            try:
                self._file.truncate(self._end)
            finally:
                self._file.close()

    def _reach(self, size: int) -> None:
        """Fill the file up with blanks; more of them at a time than is asked for would be in the way of others."""
        while self._size < size:
            self._file.seek(self._size)
            self._size += self._file.write(BLANKS[-(size - self._size) :])

    def _write(self, data: bytes, at: int) -> None:
        self._file.seek(at)
        while data:
            data = data[self._file.write(data) :]
