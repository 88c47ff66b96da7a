"""Transparent mode: what is typed goes to the network, what arrives goes to the serial line (SIM800 note, 2.2).

Data is collected and sent when SendSz bytes are there, or when nothing has been typed for WaitTm steps (AT+CIPCCFG).
Received data is put out at once or, with Rxmode 1, in portions of RxSize bytes every Rxtimer milliseconds.
"""

from __future__ import annotations

from atconform.base.timers import Timer
from atconform.base.units import MS
from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import TRANSFER, Transfer
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, result
from atconform.emulator.general import dataline, escape
from atconform.emulator.general.dataline import DataLine
from atconform.protocol import network as net


class DataMode(Part):
    """The serial line as a pipe to one connection."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.connection: Connection | None = None
        self._entering = False
        self._collected = bytearray()
        self._waiting: Timer | None = None
        self._received = bytearray()
        self._gap: Timer | None = None
        self._line = DataLine(module, self._data, self._leaving, lambda: bool(self._transfer.escape))
        stack(module).when_ended.append(self._ended)

    @property
    def _transfer(self) -> Transfer:
        return self.module.settings[TRANSFER]

    # --- in and out of data mode ---

    @property
    def active(self) -> bool:
        """Whether the serial line carries data at present."""
        return self._line.active

    def enter(self, connection: Connection) -> None:
        """Report CONNECT and carry data from now on, as soon as no command is being worked on."""
        self.connection = connection
        if not self.module.interpreter.at_rest:
            self._entering = True
            return
        self._entering = False
        self.module.transmit(self.module.spelling.result("CONNECT"))
        self.carry()

    def carries(self, connection: Connection) -> bool:
        """Return whether what arrives on a connection is put out as data only, now or when data mode is on again."""
        return self.connection is connection

    def command_line_done(self) -> None:
        """Enter data mode, if that had to wait."""
        if self._entering and self.connection is not None:
            self.enter(self.connection)

    def carry(self) -> None:
        """Carry data from now on; what arrived meanwhile is put out first."""
        self._line.carry()
        self._put_out()

    def _ended(self, connection: Connection) -> None:
        """Go back to command mode because the connection has ended; DCD tells."""
        if self.connection is not connection:
            return
        if self.active:
            self.module.transmit(bytes(self._received), "data")
        self._line.release()
        self.connection, self._entering = None, False
        self._received.clear()
        self._collected.clear()
        self._stop_timers()

    def _leaving(self) -> None:
        self._send(len(self._collected))
        self._stop_timers()

    def _stop_timers(self) -> None:
        for timer in (self._waiting, self._gap):
            if timer is not None:
                timer.cancel()
        self._waiting = self._gap = None

    # --- host to network ---

    def _data(self, data: bytes) -> None:
        transfer = self._transfer
        self._collected += data
        self._send(len(self._collected) // transfer.size * transfer.size)
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = self.module.after(
            transfer.wait * self.module.figures[Figures].wait_step, lambda: self._send(len(self._collected))
        )

    def _send(self, count: int) -> None:
        data = bytes(self._collected[:count])
        del self._collected[:count]
        if data and self.connection is not None:
            self.connection.sent += len(data)
            self.module.ask(net.Send(self.connection.link, data, size=self._transfer.size))

    # --- network to host ---

    def unfetched(self) -> int:
        """Count what has arrived and waits for data mode, or for its turn (AT+CIPCCFG)."""
        return len(self._received)

    def put_out(self, data: bytes) -> None:
        """Put received data on the serial line, nothing added; kept while the module is in command mode."""
        self._received += data
        if self.active and self._gap is None:
            self._put_out()

    def _put_out(self) -> None:
        """Put out a portion; the next one waits, also if it has yet to arrive."""
        self._gap = None
        if not self._received:
            return
        transfer = self._transfer
        size = transfer.portion_size if transfer.portions else len(self._received)
        self.module.transmit(bytes(self._received[:size]), "data")
        del self._received[:size]
        if transfer.portions:
            self._gap = self.module.after(transfer.portion_gap * MS, self._put_out)

    # --- DTR ---

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR (2.2.4)."""
        if line == "DTR":
            self._line.dtr_changed(high=high)


def return_to_data(module: Device) -> Reply:
    """ATO: back to data mode if the connection is still there (2.2.4)."""
    mode = module.part(DataMode)
    if mode.connection is None or not mode.connection.up:
        return refuse(module)
    return result("CONNECT", then=mode.carry)


COMMANDS = (Command("O", write=form(lambda module, _: return_to_data(module), Int(0, 0)), execute=return_to_data),)

PARTS = (DataMode,)

SETTINGS = escape.SETTINGS
FIGURES = (escape.Figures, dataline.Figures)
