"""Dormancy of the packet network, and CNVW, which decides what closing a link means then (SIM7X00 note, 2.9)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.netopen.errors import refuse
from atconform.emulator.netopen.figures import Figures
from atconform.protocol import network as net

ITEM = 1341
"""The item of the non-volatile memory that AT+CNVW can write here."""
YES = "01"

FIN_WHEN_DORMANT = Setting("net.fin_when_dormant", "00", saved=Saved.AT_ONCE, command="+CNVR")


class Dormancy(Part):
    """Knows when data has last passed, and what was in the non-volatile memory when the module started."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._last_data = module.now
        self._fin_when_dormant = module.settings[FIN_WHEN_DORMANT] == YES

    def disturb(self) -> None:
        """Record that data passes."""
        self._last_data = self.module.now

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow a network that releases the channel sooner than it would by itself."""
        if isinstance(event, net.Dormant):
            self._last_data = self.module.now - self.module.figures[Figures].dormant_after

    @property
    def closes_silently(self) -> bool:
        """Whether a link is closed at present without telling the far end."""
        dormant = self.module.now - self._last_data >= self.module.figures[Figures].dormant_after
        return dormant and not self._fin_when_dormant


def write_item(module: Device, item: int, index: int, value: str) -> Reply:
    """AT+CNVW=<item>,<index>,"<hexadecimal digits>": takes effect with the next start."""
    if value not in ("00", YES):
        return refuse()
    module.settings[FIN_WHEN_DORMANT] = value
    return ok()


SETTINGS = (FIN_WHEN_DORMANT,)

COMMANDS = (Command("+CNVW", test=(), write=form(write_item, OneOf((ITEM,)), OneOf((0,)), Text(2))),)

PARTS = (Dormancy,)
