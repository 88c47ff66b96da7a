"""Transparent mode: link 0 as a pipe, while the other links stay in command mode (SIM7X00 note, 2.4 and 2.5)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, result
from atconform.emulator.general import connecttext, dataline, escape
from atconform.emulator.general.connecttext import connect_text
from atconform.emulator.general.dataline import DTR_LEAVES_DATA_MODE, DataLine
from atconform.emulator.general.v250 import DTR_RULE
from atconform.emulator.netopen.links import Link, Links, links
from atconform.emulator.netopen.send import transmit


class DataMode(Part):
    """The one link that the serial line can carry, and what has arrived for it."""

    hears_after = (Links,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.link: Link | None = None
        self._entering = False
        self._received = bytearray()
        self._line = DataLine(module, self._typed)
        links(module).when_ended.append(self._ended)

    def offer(self, link: Link, *, enter: bool) -> None:
        """Make a link the one that the line can carry, and carry it at once or when ATO asks for it."""
        self.link = link
        if enter:
            self.enter(link)

    def enter(self, link: Link) -> None:
        """Report CONNECT and carry data from now on, as soon as no command is being worked on."""
        self.link = link
        self._entering = not self.module.interpreter.at_rest
        if not self._entering:
            self.module.transmit(self.module.spelling.result(connect_text(self.module)))
            self.carry()

    def command_line_done(self) -> None:
        """Enter data mode, if that had to wait."""
        if self._entering and self.link is not None:
            self.enter(self.link)

    def carry(self) -> None:
        """Carry data from now on; what arrived meanwhile is put out first."""
        self._line.carry()
        self._put_out()

    def unfetched(self) -> int:
        """Count what has arrived and waits for data mode."""
        return len(self._received)

    def put_out(self, data: bytes) -> None:
        """Put received data on the serial line, nothing added; kept while the module is in command mode."""
        self._received += data
        if self._line.active:
            self._put_out()

    def _put_out(self) -> None:
        self.module.transmit(bytes(self._received), "data")
        self._received.clear()

    def _typed(self, data: bytes) -> None:
        if self.link is not None:
            transmit(self.module, self.link, data)

    def _ended(self, link: Link) -> None:
        if link is self.link:
            self.link, self._entering = None, False
            self._received.clear()
            self._line.release()

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR with AT&D1: off leads to command mode, on back to data mode (note, 2.5)."""
        if line != "DTR":
            return
        self._line.dtr_changed(high=high)
        asked_for = not high and self.module.settings[DTR_RULE] == DTR_LEAVES_DATA_MODE
        if asked_for and self.link is not None and self.link.connected and not self._line.active:
            self.enter(self.link)


def return_to_data(module: Device) -> Reply:
    """ATO: back to data mode, if there is a connection."""
    mode = module.part(DataMode)
    if mode.link is None or not mode.link.connected:
        return result("NO CARRIER")
    return result(connect_text(module), then=mode.carry)


COMMANDS = (Command("O", write=form(lambda module, _: return_to_data(module), Int(0, 0)), execute=return_to_data),)

PARTS = (DataMode,)

SETTINGS = escape.SETTINGS
FIGURES = (escape.Figures, dataline.Figures, connecttext.Figures)
