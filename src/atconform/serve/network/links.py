"""The sockets behind a module's links: TCP, UDP and listening ones.

Each reports to its network by events and never blocks. What cannot be sent at once waits in a buffer, which
the serial side watches: it stops reading from the host while a buffer is ``congested``.
"""

from __future__ import annotations

import contextlib
import errno
import socket
import struct
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atconform.base.units import MS, SECOND
from atconform.protocol.network import (
    Acknowledged,
    Closed,
    Connected,
    ConnectFailed,
    FailureReason,
    LinkLost,
    NetworkEvent,
    PeerClosed,
    Received,
    Resending,
)
from atconform.realtime.reactor import now
from atconform.realtime.sockets import reset_on_close, take_over_port
from atconform.serve.network.addresses import ANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from atconform.base.timers import Timer
    from atconform.realtime.reactor import Reactor
    from atconform.serve.network.addresses import AddressBook, Endpoint

BUFFER = 64 * 1024
"""Bytes that may wait to be sent, or are read at once where no fewer are asked for."""

FIRST_POLL = 1 * MS
LAST_POLL = 50 * MS


FAILURES: dict[int, FailureReason] = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "refused",
    errno.ETIMEDOUT: "timeout",
    errno.EADDRINUSE: "in use",
}


def failure(code: int | None) -> FailureReason:
    """Return why a link did not come up; what has no name of its own counts as unreachable."""
    return FAILURES.get(code or 0, "unreachable")


def unacknowledged(sock: socket.socket) -> int:
    """Ask the kernel how many bytes the far end has not acknowledged yet (tcp(7), SIOCOUTQ).

    Only Linux tells; elsewhere bytes count as acknowledged as soon as the kernel has them.
    """
    waiting = bytes(4)
    if sys.platform == "linux":
        import fcntl
        import termios

        waiting = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, waiting)
    return int(struct.unpack("i", waiting)[0])


def give_up_after(resending: Resending) -> int:
    """Return for how many ms a segment is sent again (RFC 6298: after 1 s, then doubling)."""
    waits = (max(resending.least_wait, SECOND << retry) for retry in range(min(resending.retries, 7) + 1))
    trying = sum(waits)
    return (trying if resending.longest is None else min(trying, resending.longest)) // MS


@dataclass(frozen=True, slots=True)
class LinkEnvironment:
    """What every link needs of the network that it belongs to."""

    reactor: Reactor
    emit: Callable[[NetworkEvent], None]
    ended: Callable[[int], None]
    book: AddressBook
    chunk: int
    """Bytes that are read at once."""


class Link(ABC):
    """What TCP and UDP links have in common; ``far`` is the far end as the application knows it."""

    def __init__(self, number: int, context: int, far: Endpoint, environment: LinkEnvironment) -> None:
        self.number = number
        self.context = context
        self._far = far
        self._reactor = environment.reactor
        self._emit = environment.emit
        self._ended = environment.ended
        self._book = environment.book
        self._gate = environment.book.gate
        self._chunk = environment.chunk

    @property
    def congested(self) -> bool:
        """Whether more waits to be sent than should."""
        return False

    @abstractmethod
    def send(self, data: bytes, to: Endpoint | None) -> None:
        """Send bytes."""

    @abstractmethod
    def close(self, *, abort: bool) -> None:
        """Close as ``messages.Close`` says."""

    @abstractmethod
    def hold(self, on: bool) -> None:
        """Stop or resume reading from the network."""

    @abstractmethod
    def allow(self, room: int) -> None:
        """Read no more than so many bytes, until this is said anew; datagrams are not held up."""

    @abstractmethod
    def drop(self) -> None:
        """Release the socket without a further event. Idempotent."""


class TcpLink(Link):
    """A TCP connection, opened by the module or accepted from a client."""

    def __init__(
        self, sock: socket.socket, number: int, context: int, far: Endpoint, environment: LinkEnvironment
    ) -> None:
        super().__init__(number, context, far, environment)
        self._socket = sock
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch = self._reactor.watch(sock, self._readable, self._writable)
        self._waiting = bytearray()
        self._written = 0
        self._acknowledged = 0
        self._poll: Timer | None = None
        self._poll_interval = FIRST_POLL
        self._patience: Timer | None = None
        self._connecting = False
        self._held = False
        self._room: int | None = None
        self._far_closed = False
        self._closing = False
        self._finished = False

    def persist(self, resending: Resending) -> None:
        """Try as long as this says to bring data across, as far as the system can be told."""
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, give_up_after(resending))

    def connect(self, real: Endpoint, local: Endpoint, resending: Resending, timeout: int | None) -> None:
        """Begin to connect; answered by an event.

        :param timeout: microseconds to wait for a far end that does not answer; None: as long as data would be tried
        """
        self._connecting = True
        self.persist(resending)
        if hasattr(socket, "TCP_SYNCNT"):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, max(1, min(resending.retries, 127)))
        if timeout is not None:
            self._patience = self._reactor.call_at(now() + timeout, lambda: self._fail(errno.ETIMEDOUT))
        try:
            if local != (ANY, 0):
                take_over_port(self._socket)
                self._gate.bind(self._socket, local)
            self._gate.connect(self._socket, real)
        except BlockingIOError:
            self._watch.want(write=True)
        except OSError as error:
            self._fail(error.errno)
        except OverflowError:  # a port beyond 65535
            self._fail(errno.EADDRNOTAVAIL)
        else:
            self._watch.want(write=True)

    def forget(self) -> None:
        """Be heard of no more, without telling the far end: the socket stays open and is not looked at."""
        self._stop_timers()
        self._watch.close()

    def _stop_timers(self) -> None:
        for timer in (self._poll, self._patience):
            if timer is not None:
                timer.cancel()

    def accepted(self) -> None:
        """Begin to receive on a connection that a client opened."""
        self._watch.want(read=self._takes)

    @property
    def _takes(self) -> bool:
        """Whether what the far end sends is read; on a closing link it is, and thrown away."""
        return self._closing or not (self._held or self._room == 0)

    @property
    def congested(self) -> bool:
        """Whether the far end takes less than the host sends."""
        return len(self._waiting) > BUFFER

    def send(self, data: bytes, to: Endpoint | None) -> None:
        """Send as much as the kernel takes, and the rest when it can take more."""
        if self._closing or self._connecting:
            return
        self._waiting += data
        self._flush()

    def close(self, *, abort: bool) -> None:
        """Send FIN after everything that waits, or reset the connection.

        The close is complete when the FIN is acknowledged: a far end may hold its own side open for ever.
        """
        if abort or self._connecting:
            reset_on_close(self._socket)
            self.drop()
            if not abort:
                self._emit(Closed(self.number))
        elif not self._closing:
            self._closing = True
            self._watch.want(read=not self._far_closed)
            self._flush()

    def hold(self, on: bool) -> None:
        """Stop or resume reading; a closing link goes on, for what it reads it throws away."""
        self._held = on
        if not (self._connecting or self._far_closed):
            self._watch.want(read=self._takes)

    def allow(self, room: int) -> None:
        """Read no more than so many bytes; the kernel keeps some more, and then the far end has to wait."""
        self._room = room
        if not (self._connecting or self._far_closed):
            self._watch.want(read=self._takes)

    def drop(self) -> None:
        """Release the socket without a further event."""
        self._stop_timers()
        self._watch.close()
        self._socket.close()
        self._ended(self.number)

    def _fail(self, code: int | None) -> None:
        self.drop()
        self._emit(ConnectFailed(self.number, failure(code)))

    def _lose(self, error: OSError) -> None:
        self.drop()
        if self._closing:
            self._emit(Closed(self.number))
        else:
            self._emit(LinkLost(self.number, "timeout" if error.errno == errno.ETIMEDOUT else "reset"))

    def _writable(self) -> None:
        if self._connecting:
            code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code:
                self._fail(code)
                return
            self._connecting = False
            if self._patience is not None:
                self._patience.cancel()
            self._watch.want(read=self._takes, write=False)
            self._emit(Connected(self.number, *self._far))
        else:
            self._flush()

    def _flush(self) -> None:
        try:
            if self._waiting:
                count = self._socket.send(self._waiting)
                del self._waiting[:count]
                self._written += count
        except BlockingIOError:
            pass
        except OSError as error:
            self._lose(error)
            return
        self._watch.want(write=bool(self._waiting))
        if self._closing and not self._waiting:
            self._finish()
        elif self._poll is None:
            self._ask_acknowledged()

    def _ask_acknowledged(self) -> None:
        """Report what has been acknowledged, and ask again as long as something has not."""
        self._poll = None
        outstanding = self._report_acknowledged()
        if self._finished and not outstanding:
            self._complete_close()
        elif outstanding:
            self._poll = self._reactor.call_at(now() + self._poll_interval, self._ask_acknowledged)
            self._poll_interval = min(2 * self._poll_interval, LAST_POLL)

    def _report_acknowledged(self) -> int:
        """Report what has been acknowledged; return how much has not."""
        outstanding = unacknowledged(self._socket)
        count = self._written - outstanding - self._acknowledged
        if count > 0:
            self._acknowledged += count
            self._poll_interval = FIRST_POLL
            self._emit(Acknowledged(self.number, count))
        return outstanding

    def _finish(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError as error:
            self._lose(error)
            return
        self._finished = True
        if self._poll is not None:
            self._poll.cancel()
        self._ask_acknowledged()

    def _complete_close(self) -> None:
        # The kernel sends RST instead of leaving in order while something has not been read.
        with contextlib.suppress(OSError):
            while self._socket.recv(BUFFER):
                pass
        self.drop()
        self._emit(Closed(self.number))

    def _readable(self) -> None:
        try:
            limited = self._room is not None and not self._closing
            data = self._socket.recv(min(self._chunk, self._room or 0) if limited else self._chunk)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(error)
            return
        # What answers the module's data carries its acknowledgement, which the kernel has by now, or comes after it.
        if not self._closing:
            self._report_acknowledged()
        if data:
            if self._room is not None and not self._closing:
                self._room -= len(data)
                self._watch.want(read=self._takes)
            if not self._closing:
                self._emit(Received(self.number, data, *self._far))
            return
        self._far_closed = True
        self._watch.want(read=False)
        if not self._closing:
            self._emit(PeerClosed(self.number))


class UdpLink(Link):
    """A UDP socket; with ``any_source`` it hears every sender."""

    def __init__(
        self, sock: socket.socket, number: int, context: int, far: Endpoint, environment: LinkEnvironment
    ) -> None:
        super().__init__(number, context, far, environment)
        self._socket = sock
        sock.setblocking(False)
        self._watch = self._reactor.watch(sock, self._readable)

    def connect(self, real: Endpoint, local: Endpoint, *, any_source: bool) -> None:
        """Open the link; answered by an event at once, since UDP has no handshake."""
        self._real = real
        self._any_source = any_source
        try:
            self._gate.bind(self._socket, local)
        except (OSError, OverflowError) as error:
            self.drop()
            self._emit(ConnectFailed(self.number, failure(error.errno if isinstance(error, OSError) else None)))
            return
        self._watch.want(read=True)
        self._emit(Connected(self.number, *self._far))

    def send(self, data: bytes, to: Endpoint | None) -> None:
        """Send one datagram, to the link's own far end if no other is named."""
        # The sender of UDP is not told that a datagram was lost or may not leave, or that there is no such port.
        with contextlib.suppress(OSError, OverflowError):
            self._gate.send(self._socket, data, to or self._real)

    def close(self, *, abort: bool) -> None:
        """Close; the far end is not told."""
        self.drop()
        if not abort:
            self._emit(Closed(self.number))

    def hold(self, on: bool) -> None:
        """Stop or resume reading; the kernel drops what it cannot keep meanwhile."""
        self._watch.want(read=not on)

    def allow(self, room: int) -> None:
        """Change nothing: datagrams are not held up."""

    def drop(self) -> None:
        """Release the socket without a further event."""
        self._watch.close()
        self._socket.close()
        self._ended(self.number)

    def _readable(self) -> None:
        try:
            data, source = self._socket.recvfrom(65536)
        except OSError:
            return  # the echo of an earlier datagram that was not taken (ECONNREFUSED)
        if source == self._real:
            self._emit(Received(self.number, data, *self._far))
        elif self._any_source:
            self._emit(Received(self.number, data, *self._book.inward(*source)))


class Server:
    """A listening TCP socket of the module.

    :raises OSError: the port cannot be had, or other machines would reach it, and may not
    """

    def __init__(
        self,
        local: Endpoint,
        environment: LinkEnvironment,
        accepted: Callable[[socket.socket, tuple[str, int]], None],
    ) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            take_over_port(self._socket)
            environment.book.gate.bind(self._socket, local)
            self._socket.listen()
        except BaseException:
            self._socket.close()
            raise
        self._socket.setblocking(False)
        self._accepted = accepted
        self._watch = environment.reactor.watch(self._socket, self._readable)
        self._watch.want(read=True)

    def close(self) -> None:
        """Stop listening."""
        self._watch.close()
        self._socket.close()

    def _readable(self) -> None:
        try:
            sock, address = self._socket.accept()
        except OSError:
            return  # the client has gone again
        self._accepted(sock, address)
