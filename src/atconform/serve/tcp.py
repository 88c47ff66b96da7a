"""The emulator on a TCP port: bytes only, one client at a time."""

from __future__ import annotations

import contextlib
import select
import socket
import sys
from typing import TYPE_CHECKING

from atconform.base.addresses import loopback_of
from atconform.base.errors import UsageError
from atconform.base.units import MS
from atconform.realtime.reactor import now
from atconform.realtime.sockets import take_over_port

if TYPE_CHECKING:
    from atconform.realtime.reactor import Reactor, Watch
    from atconform.serve.endpoint import Sink

BUSY = b"busy: another client has the port\r\n"
WINDOW = 64 * 1024
"""Bytes that the system is asked to keep for either side; by itself it would keep megabytes."""
UNREAD = 64 * 1024
"""Bytes that a client has not read, from which on nothing more that it says is taken in."""
LOOK = 20 * MS
LOOKS = 25
"""How often, and how many times, a new client makes this look whether the one that is made to wait has left."""
SILENCE = 60
"""Seconds after which a client that says nothing is asked whether it is still there, by TCP itself."""


class TcpEndpoint:
    """A listening socket and the one client that it serves at a time; a second one is told so and sent away.

    :param port: 0 lets the system choose
    :raises UsageError: the address cannot be had
    """

    scheme = "socket"
    busy = BUSY

    def __init__(self, host: str, port: int) -> None:
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            take_over_port(self._listener)
            for buffer in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                self._listener.setsockopt(socket.SOL_SOCKET, buffer, WINDOW)  # accepted sockets have it, too
            self._listener.bind((loopback_of(host) or host, port))
            self._listener.listen()
        except (OSError, OverflowError) as error:
            self._listener.close()
            reason = error.strerror if isinstance(error, OSError) else "port not in 0-65535"
            raise UsageError(f"cannot listen on {host}:{port}: {reason}", "choose another address or port") from None
        self._listener.setblocking(False)
        self.address: tuple[str, int] = self._listener.getsockname()
        self.where = f"{self.scheme}://{self.address[0]}:{self.address[1]}"
        self._client: socket.socket | None = None
        self._watch: Watch | None = None
        self._pending = bytearray()
        self._writable_wanted = False
        self._held = False
        self._looks_left = LOOKS
        self._accepting: Watch | None = None

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to accept."""
        self._reactor = reactor
        self._sink = sink
        self._accepting = reactor.watch(self._listener, self._accept)
        self._accepting.want(read=True)

    def write(self, data: bytes) -> int:
        """Send bytes; without a client they are lost, as on a line with nothing plugged in."""
        if self._client is None:
            return len(data)
        if self._pending:
            return 0
        self.send(self.encode(data))
        return len(data)

    def want_writable(self) -> None:
        """Ask to be told when the client has taken what is pending."""
        self._writable_wanted = True

    def hold(self, on: bool) -> None:
        """Stop or resume reading."""
        if on != self._held:
            self._held = on
            self._read_or_wait()

    def set_line(self, line: str, *, high: bool) -> None:
        """Do nothing: a bare TCP connection carries no modem lines."""

    def close(self) -> None:
        """Close the client and the port. Idempotent."""
        if self._accepting is not None:
            self._accepting.close()
            self._accepting = None
        self._listener.close()
        self._drop_client()

    # --- what a protocol above TCP adds ---

    def connected(self) -> None:
        """Greet a new client."""

    def encode(self, data: bytes) -> bytes:
        """Spell the module's bytes as they go over the connection."""
        return data

    def decode(self, data: bytes) -> bytes:
        """Find the host's bytes in what came over the connection.

        :raises ValueError: the client does not speak the protocol
        """
        return data

    def disconnected(self) -> None:
        """Record that the client has gone."""

    def probe(self) -> None:
        """Say something to the client that means nothing, where the protocol has that."""

    def unread(self) -> bool:
        """Return whether a client has so much to read that nothing more should be said to it."""
        return len(self._pending) > UNREAD

    def caught_up(self) -> None:
        """Record that the client has read what there was."""

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._pending += data
        self._flush()

    # --- sockets ---

    def _accept(self) -> None:
        if self._may_have_left() and self._looks_left:
            self._looks_left -= 1
            self._accept_later()
            return
        self._looks_left = LOOKS
        try:
            client, _ = self._listener.accept()
        except OSError:
            return  # the client has gone again
        client.setblocking(False)
        if self._client is not None:
            with contextlib.suppress(OSError):
                client.send(self.busy)
            client.close()
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _ask_after(client)
        self._sink.host_changed()
        self._client = client
        self._watch = self._reactor.watch(client, self._readable, self._writable)
        self._read_or_wait()
        self.connected()
        self._sink.opened()

    def _may_have_left(self) -> bool:
        """Let a client go that has left, and is not read any more; return whether another look may show more.

        One that is read is heard to its end first. One that is made to wait may have closed its connection behind what
        waits, which shows as soon as the module says something to it.
        """
        if self._client is None:
            return False
        waits = self._held or self.unread()
        if waits and not self._pending:
            self.probe()
        if not _has_left(self._client):
            return waits
        if waits:
            self._drop_client()
        return not waits

    def _accept_later(self) -> None:
        def accept() -> None:
            if self._accepting is not None:
                self._accepting.want(read=True)

        if self._accepting is not None:
            self._accepting.want(read=False)
            self._reactor.call_at(now() + LOOK, accept)

    def _drop_client(self) -> None:
        if self._client is None:
            return
        if self._watch is not None:
            self._watch.close()
        self._client.close()
        self._client = self._watch = None
        self._pending.clear()
        self.disconnected()
        self._tell_writable()

    def _drop(self, client: socket.socket) -> None:
        if client is self._client:
            self._drop_client()

    def _read_or_wait(self) -> None:
        """Read what the client says, unless the module has enough to do, or the client enough to read."""
        if self._watch is not None:
            self._watch.want(read=not (self._held or self.unread()))

    def _readable(self) -> None:
        assert self._client is not None
        try:
            data = self._client.recv(self._sink.room)
            if not data:
                raise ConnectionResetError
            data = self.decode(data)
        except BlockingIOError:
            return
        except (OSError, ValueError):
            self._drop_client()
            return
        if data:
            self._sink.received(data)

    def _writable(self) -> None:
        self._flush()
        if not self._pending:
            self.caught_up()

    def _flush(self) -> None:
        client = self._client
        if client is None or self._watch is None:
            return
        try:
            if self._pending:
                del self._pending[: client.send(self._pending)]
        except BlockingIOError:
            pass
        except OSError:
            self._pending.clear()
            # Not at once: the module may be in the middle of what it says. And the reading side may not be looking.
            self._reactor.call_soon(lambda: self._drop(client))
        self._watch.want(write=bool(self._pending))
        self._read_or_wait()
        self._tell_writable()

    def _tell_writable(self) -> None:
        if self._writable_wanted and not self._pending:
            self._writable_wanted = False
            self._sink.writable()


def _has_left(client: socket.socket) -> bool:
    """Return whether a client has closed its connection, though nobody is reading it; false where it cannot be told."""
    told = False
    if sys.platform == "linux":
        left = select.poll()
        left.register(client, select.POLLRDHUP)  # POLLHUP and POLLERR are told in any case
        told = bool(left.poll(0))
    return told


def _ask_after(client: socket.socket) -> None:
    """Have TCP find out that a client is no longer there, where its host has gone without a word."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", SILENCE), ("TCP_KEEPINTVL", SILENCE // 6), ("TCP_KEEPCNT", 6)):
        if hasattr(socket, name):
            client.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
