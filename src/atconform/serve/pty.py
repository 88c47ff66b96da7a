"""The emulator on a pseudo-terminal. It carries bytes only: a pty has no modem lines."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pty
import sys
import tty
from typing import TYPE_CHECKING

from atconform.base.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from atconform.realtime.reactor import Reactor
    from atconform.serve.endpoint import Sink

assert sys.platform != "win32", "Windows has no pseudo-terminals"

PIECE = 4096
"""What one read of a pty gives at most on Linux, however much there is; fewer bytes are all that there are."""


IN_OPEN = 0x20
"""inotify(7): a file was opened."""


class Openings:
    """Tells when a device is opened, by inotify(7); on systems without that, never."""

    def __init__(self, device: str) -> None:
        self.descriptor: int | None = None
        """Readable when it has been opened."""
        if sys.platform == "linux":
            system = ctypes.CDLL(None)
            found = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            if found >= 0:
                self.descriptor = found
                system.inotify_add_watch(found, os.fsencode(device), IN_OPEN)

    def forget(self) -> None:
        """Take note of the openings so far."""
        if self.descriptor is not None:
            with contextlib.suppress(BlockingIOError):
                while os.read(self.descriptor, PIECE):
                    pass

    def close(self) -> None:
        """Look no more. Idempotent."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


class PtyEndpoint:
    """A pty whose other side a program opens like a serial port.

    The program's side is kept open here as well. So programs may come and go without an end of file; what the
    module says meanwhile is kept; and the terminal stays raw, since a pty falls back to echoing when its last
    user leaves.

    :param link: a symbolic link to be made to the program's side, in place of an earlier one
    :raises UsageError: the link cannot be made
    """

    def __init__(self, link: Path | None = None) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.device = os.ttyname(self._slave)
        self.where = self.device
        self._link = link
        self._closed = False
        if link is not None:
            try:
                self._make_link(link)
            except OSError as error:
                self._link = None
                self.close()
                raise UsageError(f"--link {link}: {error.strerror}", "name a place where a link may be made") from None
            self.where = str(link)

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to work."""
        self._sink = sink
        self._watch = reactor.watch(self._master, self._readable, self._writable)
        self._watch.want(read=True)
        self._openings = Openings(self.device)
        if self._openings.descriptor is not None:
            self._opened = reactor.watch(self._openings.descriptor, self._tell_opened)
            self._opened.want(read=True)

    def write(self, data: bytes) -> int:
        """Write as much as the pty takes."""
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0

    def want_writable(self) -> None:
        """Ask to be told when the program has read on."""
        self._watch.want(write=True)

    def hold(self, on: bool) -> None:
        """Stop or resume reading."""
        self._watch.want(read=not on)

    def set_line(self, line: str, *, high: bool) -> None:
        """Do nothing: a pty carries no modem lines."""

    def close(self) -> None:
        """Take the link away and close both sides. Idempotent."""
        if self._closed:
            return
        self._closed = True
        if hasattr(self, "_watch"):
            self._watch.close()
            if hasattr(self, "_opened"):
                self._opened.close()
            self._openings.close()
        if self._link is not None and self._link.is_symlink() and os.readlink(self._link) == self.device:
            self._link.unlink()
        os.close(self._master)
        os.close(self._slave)

    def _make_link(self, link: Path) -> None:
        """Put the link in place of an earlier one, but never of a real file."""
        if link.exists() and not link.is_symlink():
            raise FileExistsError(0, "there is a file of that name which is not a link")
        beside = link.with_name(f".{link.name}.{os.getpid()}")
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        beside.symlink_to(self.device)
        beside.replace(link)

    def _tell_opened(self) -> None:
        self._openings.forget()
        self._sink.opened()

    def _readable(self) -> None:
        data = bytearray()
        room = self._sink.room
        with contextlib.suppress(BlockingIOError):
            while len(data) < room:
                piece = os.read(self._master, room - len(data))
                data += piece
                if len(piece) < PIECE:
                    break
        if data:
            self._sink.received(bytes(data))

    def _writable(self) -> None:
        self._watch.want(write=False)
        self._sink.writable()
