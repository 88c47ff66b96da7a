"""What pyserial's Serial is to a program, on a line in virtual time."""

from __future__ import annotations

import asyncio
from typing import Any

import serial
from serial.serialutil import PortNotOpenError, SerialException, to_bytes

from atconform.base.units import SECOND
from atconform.testing import eventloop
from atconform.testing.line import Line
from atconform.testing.readiness import Readiness


class Serial(serial.Serial):  # type: ignore[misc]  # pyserial has no types
    """A port at which the emulated module stands; open from the beginning, with a timeout of one second.

    It is one of pyserial's, so that programs may ask for that, in an annotation or by ``isinstance``.
    """

    is_open: bool
    BAUDRATES = (*serial.Serial.BAUDRATES, 0)
    """Every rate is accepted, as by a module that finds it out by itself (AT+IPR=0)."""

    _own_line: Line
    _cancelled = False
    _readiness: Readiness | None = None

    def __init__(self, line: Line, port: str) -> None:
        self._own_line = line
        super().__init__(port, timeout=1)

    @property
    def _line(self) -> Line:
        """Where it stands; it is found otherwise by ports that a program opens itself (``takeover/ports.py``)."""
        return self._own_line

    def open(self) -> None:
        """Open the port.

        :raises serial.SerialException: it is open already
        """
        if self.is_open:
            raise SerialException("Port is already open.")
        self.is_open = True
        self._update_dtr_state()
        self._update_rts_state()

    def close(self) -> None:
        """Close the port; the module stays as it is. Idempotent."""
        self.is_open = False
        if self._readiness is not None:
            self._readiness.close()
            self._readiness = None

    def fileno(self) -> int:
        """Return a descriptor that is readable while bytes wait, and always writable: for ``select``, and event loops.

        A ``select`` with a timeout waits in real time. An event loop that asks goes by the clock of the test.
        """
        line = self._open_line()
        if (loop := asyncio._get_running_loop()) is not None:
            eventloop.take_over(line.clock, loop)
        if self._readiness is None:
            self._readiness = Readiness(line)
        return self._readiness.fileno()

    @property
    def in_waiting(self) -> int:
        """How many bytes can be read at once."""
        return self._open_line().waiting()

    @property
    def out_waiting(self) -> int:
        """Nothing ever waits on this side."""
        return 0

    def read(self, size: int = 1) -> bytes:
        """Read up to ``size`` bytes, for as long as ``timeout`` says, in virtual time."""
        line = self._open_line()
        data = line.read(
            size, self._timeout, self._inter_byte_timeout, lambda: self._cancelled or not self.is_open
        )  # fmt: skip
        self._cancelled = False
        self._open_line()
        return data

    def read_until(self, expected: bytes = b"\n", size: int | None = None) -> bytes:
        """Read until what is expected has come, so many bytes, or the time is over.

        pyserial's own has the real clock, which it took when it was imported.
        """
        clock = self._open_line().clock
        deadline = None if self._timeout is None else clock.now + round(self._timeout * SECOND)
        line = bytearray()
        while byte := self.read(1):
            line += byte
            if line.endswith(expected) or (size is not None and len(line) >= size):
                break
            if deadline is not None and clock.now > deadline:
                break
        return bytes(line)

    def write(self, data: Any) -> int:
        """Write bytes; the module has them at once."""
        octets: bytes = to_bytes(data)
        self._open_line().write(octets)
        return len(octets)

    def flush(self) -> None:
        """Do nothing: what was written is with the module."""
        self._open_line()

    def cancel_read(self) -> None:
        """Make a ``read`` in another thread return."""
        self._open_line()
        self._cancelled = True

    def cancel_write(self) -> None:
        """Do nothing: no ``write`` waits."""

    def reset_input_buffer(self) -> None:
        """Throw away what has not been read."""
        self._open_line().clear()

    def reset_output_buffer(self) -> None:
        """Do nothing: what was written is with the module."""
        self._open_line()

    def send_break(self, duration: float = 0.25) -> None:
        """Take the time of a break, of which the module takes no notice."""
        self._open_line().clock.sleep(duration)

    @property
    def cts(self) -> bool:
        """Whether CTS is active."""
        return not self._open_line().levels["CTS"]

    @property
    def dsr(self) -> bool:
        """Whether DSR is active."""
        return not self._open_line().levels["DSR"]

    @property
    def ri(self) -> bool:
        """Whether RI is active."""
        return not self._open_line().levels["RI"]

    @property
    def cd(self) -> bool:
        """Whether DCD is active."""
        return not self._open_line().levels["DCD"]

    def _open_line(self) -> Line:
        if not self.is_open:
            if self._line.clock.closed:
                self._line.clock.end_this_thread()
            raise PortNotOpenError
        return self._line

    def _update_dtr_state(self) -> None:
        self._open_line().drive("DTR", not self._dtr_state)

    def _update_rts_state(self) -> None:
        self._open_line().drive("RTS", not self._rts_state)

    def _update_break_state(self) -> None:
        """Do nothing: the module takes no notice of a break."""

    def set_low_latency_mode(self, low_latency_settings: bool) -> None:
        """Do nothing: what the module says is there at once."""

    def _reconfigure_port(self, force_update: bool = False) -> None:
        """Do nothing: every setting is accepted."""
