"""What is told to an emulated module while it runs: a Unix socket for its user alone.

A line is asked, a JSON list of words; a line answers, a JSON object with what is ``said`` or what is ``wrong``. All is
done in the thread of the reactor, which nobody can hold up: while a client does not read, nothing is done for it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from atconform.base.errors import UsageError
from atconform.realtime.reactor import Reactor, Watch

LONGEST = 8192
"""Bytes of a line that is asked, at the most."""
MOST = 8
"""Clients at the same time."""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer."""

    said: str = ""
    wrong: str = ""
    """What cannot be done, and what to do instead; empty where it was done."""


class Control:
    """Listens at a path until it is closed.

    :param do: does what the words of a line say, and says what became of it; raises UsageError where it cannot
    :raises UsageError: nothing can listen there
    """

    def __init__(self, path: Path, reactor: Reactor, do: Callable[[Sequence[str]], str]) -> None:
        self.path = path
        self._reactor = reactor
        self._do = do
        self._clients: set[_Client] = set()
        self._socket = _listen(path)
        self._made = os.stat(path)
        self._watch = reactor.watch(self._socket, self._accept)
        self._watch.want(read=True)

    def close(self) -> None:
        """Let go of every client, and of the path. Idempotent."""
        for client in list(self._clients):
            client.close()
        self._watch.close()
        self._socket.close()
        with contextlib.suppress(OSError):
            there = os.lstat(self.path)
            if (there.st_dev, there.st_ino) == (self._made.st_dev, self._made.st_ino):
                self.path.unlink()

    def _accept(self) -> None:
        try:
            sock, _ = self._socket.accept()
        except OSError:
            return
        if len(self._clients) >= MOST:
            sock.close()
            return
        self._clients.add(_Client(sock, self._reactor, self._answer, self._clients.discard))

    def _answer(self, line: bytes) -> Told:
        try:
            words = msgspec.json.decode(line, type=list[str])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return Told(wrong='a line is a JSON list of words, ["context-lost", "after=3s"]')
        try:
            return Told(said=self._do(words))
        except UsageError as error:
            return Told(wrong=str(error))


def _listen(path: Path) -> socket.socket:
    """Listen at a path, for this user alone; what an emulator that is gone has left there is replaced."""
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        raise UsageError("--control: Windows has no Unix sockets", "have things go wrong with --faults")
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        _remove_left(path, family)
        before = os.umask(0o177)
        try:
            sock.bind(str(path))
        finally:
            os.umask(before)
        sock.listen(MOST)
    except OSError as error:
        sock.close()
        raise UsageError(f"--control {path}: {error.strerror or error}", "name a path that can be made") from None
    except UsageError:
        sock.close()
        raise
    sock.setblocking(False)
    return sock


def _remove_left(path: Path, family: int) -> None:
    """Remove a socket at which nobody listens any more.

    :raises UsageError: something else is there
    """
    try:
        kind = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(kind):
        raise UsageError(f"--control {path}: there is a file of this name already", "name another path")
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        trying.settimeout(1)
        try:
            trying.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            raise UsageError(f"--control {path}: another emulator listens there", "name another path")


class _Client:
    """One who tells something."""

    def __init__(
        self,
        sock: socket.socket,
        reactor: Reactor,
        answer: Callable[[bytes], Told],
        ended: Callable[[_Client], None],
    ) -> None:
        sock.setblocking(False)
        self._socket = sock
        self._answer = answer
        self._ended = ended
        self._asked = bytearray()
        self._unsent = bytearray()
        self._watch: Watch = reactor.watch(sock, self._readable, self._flush)
        self._watch.want(read=True)

    def close(self) -> None:
        """Let go. Idempotent."""
        self._watch.close()
        self._socket.close()
        self._ended(self)

    def _readable(self) -> None:
        try:
            data = self._socket.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._asked += data
        while b"\n" in self._asked:
            line, _, rest = self._asked.partition(b"\n")
            self._asked = bytearray(rest)
            self._unsent += msgspec.json.encode(self._answer(bytes(line))) + b"\n"
        if not data or len(self._asked) > LONGEST:
            self.close()
        else:
            self._flush()

    def _flush(self) -> None:
        """Send what there is; while a client does not read, nothing more is done for it."""
        try:
            del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self.close()
            return
        waits = bool(self._unsent)
        self._watch.want(read=not waits, write=waits)
