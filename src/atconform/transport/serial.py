"""The transport over all that pyserial opens: a UART, a pty, ``socket://``, ``rfc2217://``, ``emulator://``.

A reader thread and, where there are modem lines, a line poller stamp what happens and put it into one inbox.
They do nothing else: all waiting of the suite is in ``step``.
"""

from __future__ import annotations

import contextlib
import os
import select
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import serial

from atconform.base.errors import BenchFault, UsageError
from atconform.base.porturls import public_name, scheme_of
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import Event, Fault, Flow, Instant, LineChange, ModuleBytes
from atconform.realtime.inbox import Inbox
from atconform.realtime.openport import open_port, reason_of
from atconform.realtime.reactor import now
from atconform.transport import adapters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHUNK = 65536
BITS_A_BYTE = 10
LINE_POLL = 2 * MS
MINIMUM_EDGE = 20 * MS
QUIET = 300 * MS

PINS = {"DCD": "cd", "RI": "ri", "CTS": "cts", "DSR": "dsr"}
"""Line of the module: pyserial's name for it. pyserial says active, which is low at the pin."""
CONTROLS = {"DTR": "dtr", "RTS": "rts"}


@dataclass(frozen=True, slots=True)
class Wire:
    """What is known of a kind of connection before it is measured."""

    uncertainty: int
    paced: bool = False
    """Whether bytes take the time that the baud rate says."""
    lines: bool = True
    """Whether modem lines can be carried at all; where they can, each is still verified by use."""
    emulated: bool = False


UART = Wire(uncertainty=20 * MS, paced=True)
"""Adapters on USB hold bytes back for up to 16 ms."""
PTY = Wire(uncertainty=2 * MS, lines=False)
WIRES = {
    "socket": Wire(uncertainty=2 * MS, lines=False),  # pyserial accepts and fakes lines there
    "rfc2217": Wire(uncertainty=2 * MS),
    "emulator": Wire(uncertainty=2 * MS, emulated=True),
    "loop": Wire(uncertainty=2 * MS, lines=False),
}
UNCONFIRMED = "ign_set_control"
"""In an RFC 2217 URL: the server never confirms that it has set a modem line, so that none can be relied on."""


def wire_of(url: str) -> Wire:
    """Return what is known of the connection behind a name or URL."""
    wire = WIRES.get(scheme_of(url), UART)
    return replace(wire, lines=False) if UNCONFIRMED in urlsplit(url).query else wire


class SerialTransport:
    """Bytes and modem lines over a pyserial port; ``transport.base.Transport`` says what its members mean.

    :param url: a device's name or a URL that pyserial knows, ``emulator://`` included
    :param baudrate: bits a second; 8 data bits, no parity, 1 stop bit
    :param lines: the modem lines that are wired, where that is fewer than the port has
    :param flow: flow control; with ``rtscts`` the port itself drives RTS, and scenarios cannot
    :raises UsageError: the port cannot be opened
    """

    def __init__(
        self,
        url: str,
        baudrate: int = 115200,
        *,
        lines: Iterable[str] | None = None,
        flow: Flow = "none",
    ) -> None:
        self._url, self._settings = url, (baudrate, flow)
        self._port = open_port(url, baudrate, flow)
        self._adapter = adapters.of_device(url)
        wire = wire_of(url)
        carried = _verified_lines(self._port) if wire.lines else frozenset()
        if wire is UART and not carried:
            wire = PTY
        if flow == "rtscts":
            carried -= {"RTS"}
        self.name = public_name(url)
        self.emulated = wire.emulated
        self.noisy = not wire.emulated
        self.lines = carried if lines is None else carried & frozenset(lines)
        self.quiet = QUIET
        self._set_uncertainty(wire.uncertainty)
        self.inbox = Inbox()
        self._byte_time = BITS_A_BYTE * SECOND // baudrate if wire.paced else 0
        self._listening = False
        self._listen()

    def _listen(self) -> None:
        """Begin to stamp what happens on the port, which is open."""
        self._levels = {line: not getattr(self._port, PINS[line]) for line in sorted(self.lines & PINS.keys())}
        self._line_free = 0
        self._closing = threading.Event()
        self._fault: str | None = None
        self._wake_reader, self._reader_woken = os.pipe()[::-1]
        self._threads = [threading.Thread(target=self._read, name=f"read {self.name}", daemon=True)]
        if self._levels:
            self._threads.append(threading.Thread(target=self._poll_lines, name=f"lines {self.name}", daemon=True))
        self._listening = True
        for thread in self._threads:
            thread.start()

    def now(self) -> int:
        """Return the present on the monotonic clock, in microseconds."""
        return now()

    def write(self, data: bytes) -> Instant:
        """Send bytes; the result is when the last of them has left, which on a UART is after this returns.

        :raises BenchFault: the line broke
        """
        begin = max(now(), self._line_free)
        self._use(lambda: self._port.write(data))
        end = begin + len(data) * self._byte_time
        self._line_free = end
        return Instant(end, max(end, now()) + (self.uncertainty if self._byte_time else 0))

    def set_line(self, line: str, *, high: bool) -> Instant:
        """Drive DTR or RTS to this level at the module's pin (low is active).

        :raises BenchFault: the transport does not carry this line
        """
        if line not in CONTROLS or line not in self.lines:
            raise BenchFault(f"{self.name} does not carry {line}")
        begin = now()
        self._use(lambda: setattr(self._port, CONTROLS[line], not high))
        return Instant(begin, now())

    def step(self, deadline: int) -> Event | None:
        """Wait for the next event, at most until ``deadline``."""
        return self.inbox.get(deadline)

    def measure(self, rounds: int = 5, patience: int = SECOND) -> int:
        """Take the slowest of some AT round trips as the uncertainty, if it is more than was assumed.

        A round trip contains the module's own time too, so it bounds what the wire adds. Setting a line, which RFC 2217
        has acknowledged, counts as well. The module must be in command mode and at rest; what it says meanwhile is
        thrown away.

        :param patience: microseconds to wait for each answer
        :raises BenchFault: the module does not answer
        """
        for _ in range(rounds):
            begin = now()
            self.write(b"AT\r")
            answer = b""
            while b"OK\r\n" not in answer:
                event = self.step(begin + patience)
                if event is None:
                    raise BenchFault(f"no answer to AT on {self.name}: is the module on, is the baud rate right?")
                if isinstance(event.body, Fault):
                    raise BenchFault(event.body.what)
                if isinstance(event.body, ModuleBytes):
                    answer += event.body.data
            self._set_uncertainty(max(self.uncertainty, now() - begin))
        return self.uncertainty

    def reopen(self) -> None:
        """Open the port again, after it went away: under its name, or as the device that its USB adapter is now.

        What was not yet taken from the inbox is forgotten.

        :raises UsageError: it cannot be opened, or not yet
        """
        self.close()
        self._port = open_port(adapters.device_of(self._adapter) or self._url, *self._settings)
        self.inbox.clear()
        try:
            self._listen()
        except (OSError, serial.SerialException) as error:
            self._port.close()
            raise UsageError(f"{self.name}: {reason_of(error)}") from None

    def give_up(self, why: str) -> None:
        """Release the port, and tell its users why, until it is opened again."""
        self.close()
        self._fault = why

    def close(self) -> None:
        """Release the port. Idempotent."""
        if not self._listening:
            return
        self._listening = False
        self._closing.set()
        self.inbox.let_go()
        os.write(self._wake_reader, b"\0")
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(OSError, serial.SerialException):
            self._port.close()
        os.close(self._wake_reader)
        os.close(self._reader_woken)

    def _set_uncertainty(self, uncertainty: int) -> None:
        self.uncertainty = uncertainty
        self.edge = max(MINIMUM_EDGE, 4 * uncertainty)

    def _use(self, action: Callable[[], object]) -> None:
        if self._fault is not None or self._closing.is_set():
            raise BenchFault(self._fault or f"{self.name} is closed")
        try:
            action()
        except (OSError, ValueError, serial.SerialException) as error:
            raise BenchFault(f"{self.name}: {error}") from error

    # --- threads ---

    def _read(self) -> None:
        try:
            read = _reader_of(self._port, self._reader_woken)
            while not self._closing.is_set():
                self.inbox.wait_for_room()
                data = read()
                if data:
                    self.inbox.put(ModuleBytes(data), uncertainty=self.uncertainty)
        except Exception as error:  # pyserial raises TypeError and others when a port goes away under it
            self._report_fault(error)

    def _poll_lines(self) -> None:
        seen = now()
        try:
            while not self._closing.wait(LINE_POLL / SECOND):
                present = now()
                for line, before in self._levels.items():
                    high = not getattr(self._port, PINS[line])
                    if high != before:
                        self._levels[line] = high
                        self.inbox.put(LineChange(line, high), earliest=seen)
                seen = present
        except Exception as error:  # as above: lines are read through the same port
            self._report_fault(error)

    def _report_fault(self, error: Exception) -> None:
        if self._closing.is_set() or self._fault is not None:
            return
        self._fault = f"{self.name} went away: {error}"
        self.inbox.put(Fault(self._fault))


def _verified_lines(port: Any) -> frozenset[str]:
    """Find the lines that can really be used: reading one, or setting it to what it is, does not fail."""
    lines = set()
    for line, name in PINS.items():
        with contextlib.suppress(OSError, serial.SerialException):
            getattr(port, name)
            lines.add(line)
    for line, name in CONTROLS.items():
        with contextlib.suppress(OSError, serial.SerialException):
            setattr(port, name, getattr(port, name))
            lines.add(line)
    return frozenset(lines)


def _reader_of(port: Any, woken: int) -> Callable[[], bytes]:
    """Choose how to read: straight from the descriptor where ``select`` takes one, else as pyserial does it.

    pyserial's own read waits for a given size or its time limit, and so takes two calls for every chunk.
    """
    try:
        descriptor = port.fileno() if os.name == "posix" else None
    except (AttributeError, OSError):
        descriptor = None
    if descriptor is None:
        return lambda: bytes(port.read(1) + (port.read(port.in_waiting) if port.in_waiting else b""))

    has_said_something = False

    def read() -> bytes:
        nonlocal has_said_something
        ready, _, _ = select.select([descriptor, woken], [], [])
        if descriptor not in ready:
            return b""
        try:
            data = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            hint = "" if has_said_something else " before it said anything; somebody else may be connected to it"
            raise ConnectionError(f"the other end closed the line{hint}")
        has_said_something = True
        return data

    return read
