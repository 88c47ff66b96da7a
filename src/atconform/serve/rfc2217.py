"""The emulator on an RFC 2217 port: bytes and modem lines over TCP."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from serial.rfc2217 import IAC, IAC_DOUBLED, M_NORMAL, PortManager

from atconform.serve.tcp import TcpEndpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from atconform.realtime.reactor import Reactor
    from atconform.serve.endpoint import Sink

INITIAL_LEVELS = {"CTS": False, "DSR": False, "DCD": True, "RI": True}
"""A module that is switched on, without connection and call (levels at its pins, low is active)."""


class VirtualPort:
    """What ``PortManager`` believes to be a serial port; all but its lines changes nothing.

    :param line_set: called when the client sets DTR or RTS, with the level at the module's pin
    """

    def __init__(self, line_set: Callable[[str, bool], None]) -> None:
        self._line_set = line_set
        self.levels = dict(INITIAL_LEVELS)
        self.baudrate = 115200
        self.bytesize = 8
        self.parity = "N"
        self.stopbits = 1
        self.xonxoff = False
        self.rtscts = False
        self.break_condition = False
        self._dtr = False
        self._rts = False

    @property
    def dtr(self) -> bool:
        """Whether the client has DTR active, which is low at the module's pin."""
        return self._dtr

    @dtr.setter
    def dtr(self, active: bool) -> None:
        self._dtr = active
        self._line_set("DTR", not active)

    @property
    def rts(self) -> bool:
        """Whether the client has RTS active, which is low at the module's pin."""
        return self._rts

    @rts.setter
    def rts(self, active: bool) -> None:
        self._rts = active
        self._line_set("RTS", not active)

    @property
    def cts(self) -> bool:
        """Whether CTS is active."""
        return not self.levels["CTS"]

    @property
    def dsr(self) -> bool:
        """Whether DSR is active."""
        return not self.levels["DSR"]

    @property
    def ri(self) -> bool:
        """Whether RI is active."""
        return not self.levels["RI"]

    @property
    def cd(self) -> bool:
        """Whether DCD is active."""
        return not self.levels["DCD"]

    def reset_input_buffer(self) -> None:
        """Do nothing: what the module said is on its way to the client already."""

    def reset_output_buffer(self) -> None:
        """Do nothing: what the client said has reached the module already."""


NOP = b"\xf1"
LONGEST_SUBOPTION = 1024
"""Bytes. Those of RFC 2217 have less than ten, but for a signature, which is a short text."""


class Manager(PortManager):  # type: ignore[misc]  # pyserial has no types
    """pyserial's side of a Telnet connection, but that a suboption has an end."""

    _suboption: bytearray | None = None

    @property
    def suboption(self) -> bytearray | None:
        """What has come of a suboption; None where there is none."""
        return self._suboption

    @suboption.setter
    def suboption(self, value: bytearray | None) -> None:
        if value is not None and len(value) > LONGEST_SUBOPTION:
            raise ValueError("a suboption without end")
        self._suboption = value


class _Writer:
    """The connection as ``PortManager`` wants it."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self.write = write


class Rfc2217Endpoint(TcpEndpoint):
    """A TCP port that speaks RFC 2217 (Telnet COM port control)."""

    scheme = "rfc2217"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self._port = VirtualPort(self._line_set)
        self._manager: Manager | None = None

    def attach(self, reactor: Reactor, sink: Sink) -> None:
        """Begin to accept; as long as there is no client, DTR and RTS are inactive."""
        super().attach(reactor, sink)
        self.disconnected()

    def connected(self) -> None:
        """Offer the Telnet options."""
        self._manager = Manager(self._port, _Writer(self.send))

    def disconnected(self) -> None:
        """Let DTR and RTS go, as a computer does when it closes a port."""
        self._manager = None
        self._port.dtr = False
        self._port.rts = False

    def probe(self) -> None:
        """Say that there is nothing to do."""
        self.send(IAC + NOP)

    def encode(self, data: bytes) -> bytes:
        """Double the byte that begins Telnet commands."""
        return data.replace(IAC, IAC_DOUBLED)

    def decode(self, data: bytes) -> bytes:
        """Carry out Telnet commands and hand on what is left."""
        manager = self._manager
        assert manager is not None
        if IAC not in data and manager.mode == M_NORMAL and manager.suboption is None:
            return data
        try:
            return b"".join(manager.filter(data))
        except (TypeError, KeyError, struct.error) as error:
            raise ValueError("malformed Telnet command") from error

    def set_line(self, line: str, *, high: bool) -> None:
        """Tell the client the modem state; one that does not read is told the latest when it has caught up."""
        self._port.levels[line] = high
        if not self.unread():
            self.caught_up()

    def caught_up(self) -> None:
        """Tell the client the modem state, if that is another one than it knows."""
        if self._manager is not None:
            self._manager.check_modem_lines()

    def _line_set(self, line: str, high: bool) -> None:
        self._sink.line_set(line, high=high)
