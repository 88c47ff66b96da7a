"""The emulator on a real serial port, by a null-modem cable: the port plays the module's side.

A computer's port has the two outputs and four inputs of a host, so the cable crosses them; RI has no wire.
"""

from __future__ import annotations

import errno
import io
import os
from typing import TYPE_CHECKING

import serial

from atconform.base.errors import UsageError
from atconform.base.units import MS
from atconform.realtime.openport import open_port
from atconform.realtime.reactor import Reactor, Watch, now

if TYPE_CHECKING:
    from atconform.serve.endpoint import Sink

OUTPUTS = {"CTS": "rts", "DCD": "dtr"}
"""Line of the module: output of our port that a null-modem cable leads there."""
INPUTS = {"DTR": "dsr", "RTS": "cts"}
"""Line of the host: input of our port where a null-modem cable leads it."""
LINE_POLL = 5 * MS


class PortEndpoint:
    """A UART.

    :raises UsageError: there is no such port, or it may not be used
    """

    def __init__(self, device: str, baudrate: int = 115200) -> None:
        self._serial = open_port(device, baudrate)
        try:
            self._serial.fileno()
        except (AttributeError, io.UnsupportedOperation):
            self._serial.close()
            if os.name == "nt":
                raise UsageError(
                    "--port: on Windows a module stands on no serial port", "use --tcp or --rfc2217"
                ) from None
            raise UsageError(f"{device}: that is nothing a module can stand on", "name a serial port") from None
        self.where = device
        self._closed = False
        self._watch: Watch | None = None
        self._levels = self._read_inputs()

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to work."""
        self._reactor = reactor
        self._sink = sink
        self._watch = reactor.watch(self._serial.fileno(), self._readable, self._writable)
        self._watch.want(read=True)
        for line, high in self._levels.items():
            sink.line_set(line, high=high)
        if self._levels:
            self._poll_later()

    def write(self, data: bytes) -> int:
        """Write as much as the port takes."""
        try:
            return os.write(self._serial.fileno(), data)
        except BlockingIOError:
            return 0
        except OSError as error:
            self._lose(error)
            return len(data)

    def want_writable(self) -> None:
        """Ask to be told when the port takes more."""
        if self._watch is not None:
            self._watch.want(write=True)

    def hold(self, on: bool) -> None:
        """Stop or resume reading."""
        if self._watch is not None:
            self._watch.want(read=not on)

    def set_line(self, line: str, *, high: bool) -> None:
        """Drive the output that a null-modem cable leads to this line, where the port has lines."""
        if line in OUTPUTS and self._levels:
            setattr(self._serial, OUTPUTS[line], not high)

    def close(self) -> None:
        """Release the port. Idempotent."""
        if not self._closed:
            self._closed = True
            if self._watch is not None:
                self._watch.close()
            self._serial.close()

    def _read_inputs(self) -> dict[str, bool]:
        try:
            return {line: not getattr(self._serial, name) for line, name in INPUTS.items()}
        except (OSError, serial.SerialException):
            return {}

    def _poll_later(self) -> None:
        self._reactor.call_at(now() + LINE_POLL, self._poll_lines)

    def _poll_lines(self) -> None:
        if self._closed:
            return
        for line, high in self._read_inputs().items():
            if self._levels[line] != high:
                self._levels[line] = high
                self._sink.line_set(line, high=high)
        self._poll_later()

    def _readable(self) -> None:
        try:
            data = os.read(self._serial.fileno(), self._sink.room)
            if not data:
                raise OSError(errno.EIO, "nothing is plugged in any more")
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(error)
            return
        self._sink.received(data)

    def _writable(self) -> None:
        if self._watch is not None:
            self._watch.want(write=False)
        self._sink.writable()

    def _lose(self, error: OSError) -> None:
        if self._watch is not None:
            self._watch.close()
        self._sink.lost(f"{self.where} went away: {error.strerror}")
