"""AT+CGEREP: what becomes of the packet service is told by +CGEV lines (SIM800 AT command manual, 7.2.9; SIM7020,
3.2.40; SIM7500/SIM7600, 8.2.14).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.packet import CGDCONT, PacketEvent, PacketService


@dataclass(frozen=True, slots=True)
class Figures:
    """How +CGEV lines are spelt."""

    tells_connections: bool = False
    """Whether a context is told of as a PDN connection, by its number alone and also when it comes up (SIM7020)."""
    buffer: int = 0
    """How many lines are kept while none is to be told; 0: they are lost."""


SILENT, UNLESS_DATA, ALWAYS = range(3)
"""Values of <mode>: lines are kept, or lost; lost while the line carries data; told when it no longer does."""
FLUSH = 1
"""The value of <bfr> at which lines that were kept are told when they may be."""

MODE: Setting[Any] = Setting("cgerep", SILENT, Int(SILENT, UNLESS_DATA), command="+CGEREP")
"""AT+CGEREP of SIM800, which has no buffer."""
MODE_AND_BUFFER = MODE.but(default=(SILENT, 0), within=(Int(SILENT, ALWAYS), Int(0, FLUSH)))


class EventReports(Part):
    """Tells what becomes of the packet service."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._kept: deque[str] = deque(maxlen=module.figures[Figures].buffer)
        module.part(PacketService).when_happened.append(self._happened)

    @property
    def _asked(self) -> tuple[int, int]:
        """The mode, and what becomes of kept lines."""
        value = self.module.settings[MODE_AND_BUFFER]
        mode, buffered = value if isinstance(value, tuple) else (value, 0)
        return mode, buffered

    def _happened(self, event: PacketEvent) -> None:
        line = self._spell(event)
        mode, _ = self._asked
        if not line:
            return
        if mode == SILENT:
            self._kept.append(line)
        elif mode == ALWAYS or self.module.in_command_mode:
            self.module.announce(line)

    def _spell(self, event: PacketEvent) -> str:
        head = f"+CGEV: {event.who} "
        if event.what == "DETACH":
            return head + event.what
        if self.module.figures[Figures].tells_connections:
            return f"{head}PDN {event.what} {event.number}"
        if event.what == "ACT":
            return ""
        kind, *_ = self.module.settings[CGDCONT].get(event.number, ("IP",))
        return f'{head}{event.what} "{kind}","{event.address}",{event.number}'

    def command_line_done(self) -> None:
        """Tell what was kept, or forget it, once lines may be told."""
        mode, buffered = self._asked
        if mode == SILENT:
            return
        kept, self._kept = self._kept, deque(maxlen=self._kept.maxlen)
        if buffered == FLUSH:
            for line in kept:
                self.module.announce(line)


FIGURES = (Figures,)

SETTINGS = (MODE,)

COMMANDS = (one_number(MODE),)

REPORTING = several_numbers(MODE_AND_BUFFER, "(0-2),(0-1)", alone=(SILENT, 0))
"""AT+CGEREP of SIM7X00; alone it goes back to the defaults."""
ONE_BUFFER = MODE.but(default=(SILENT, 0), within=(Int(SILENT, UNLESS_DATA), Int(0, 0)))
WITHOUT_BUFFER = several_numbers(ONE_BUFFER, "(0-1),(0)")
"""AT+CGEREP of SIM7020, whose read form tells a buffer that its test form does not have."""

PARTS = (EventReports,)
