"""The emulator on a TCP port: bytes only, one client at a time."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from atconform.base.errors import UsageError

if TYPE_CHECKING:
    from atconform.realtime.reactor import Reactor, Watch
    from atconform.serve.endpoint import Sink

BUSY = b"busy: another client has the port\r\n"


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
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.bind((host, port))
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
            if self._watch is not None:
                self._watch.want(read=not on)

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

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._pending += data
        self._flush()

    # --- sockets ---

    def _accept(self) -> None:
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
        self._client = client
        self._watch = self._reactor.watch(client, self._readable, self._flush)
        self._watch.want(read=not self._held)
        self.connected()

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

    def _flush(self) -> None:
        if self._client is None or self._watch is None:
            return
        try:
            if self._pending:
                del self._pending[: self._client.send(self._pending)]
        except BlockingIOError:
            pass
        except OSError:
            self._pending.clear()  # the reading side finds out, and lets the client go
        self._watch.want(write=bool(self._pending))
        self._tell_writable()

    def _tell_writable(self) -> None:
        if self._writable_wanted and not self._pending:
            self._writable_wanted = False
            self._sink.writable()
