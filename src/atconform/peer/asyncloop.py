"""The peers' sockets in an asyncio loop, where their test host may be too slow to hear what happens."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable


def _nothing() -> None:
    """Ignore an event."""


class AsyncWatch:
    """The interest in one socket. See ``peer.resources.Watched``."""

    def __init__(
        self, owner: AsyncLoop, sock: socket.socket, on_readable: Callable[[], None], on_writable: Callable[[], None]
    ) -> None:
        self._owner = owner
        self._socket = sock
        self._on_readable = on_readable
        self._on_writable = on_writable
        self._read = False

    def want(self, *, read: bool | None = None, write: bool | None = None) -> None:
        """Say what is to be reported from now on; None leaves it as it is."""
        if read is not None:
            self._read = read
            self.apply()
        loop = self._owner.loop
        if write:
            loop.add_writer(self._socket, self._on_writable)
        elif write is not None:
            loop.remove_writer(self._socket)

    def apply(self) -> None:
        """Read, or do not, as is wanted and as the owner allows."""
        if self._read and not self._owner.held:
            self._owner.loop.add_reader(self._socket, self._on_readable)
        else:
            self._owner.loop.remove_reader(self._socket)

    def close(self) -> None:
        """Want nothing for ever. Idempotent."""
        if self in self._owner.watches:
            self._owner.watches.discard(self)
            self.want(read=False, write=False)


class AsyncLoop:
    """Watches the sockets of one owner. See ``peer.resources.Loop``."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.watches: set[AsyncWatch] = set()
        self.held = False

    def watch(
        self,
        fileobj: socket.socket,
        on_readable: Callable[[], None] = _nothing,
        on_writable: Callable[[], None] = _nothing,
    ) -> AsyncWatch:
        """Prepare to watch a socket."""
        watch = AsyncWatch(self, fileobj, on_readable, on_writable)
        self.watches.add(watch)
        return watch

    def hold(self, *, held: bool) -> None:
        """Take nothing more in, or go on: what the module sends meanwhile waits in the network."""
        if held != self.held:
            self.held = held
            for watch in list(self.watches):
                watch.apply()
