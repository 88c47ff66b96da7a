"""AT+CGDATA without PPP: packets of the Internet Protocol as they are, on the serial line (SIM7020 AT command manual,
3.2.48).

The context has to be active. No packet goes further than the module, and none comes. The manual does not say how the
data state is left: by the escape sequence, for good.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Form, Int, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, result
from atconform.emulator.general import connecttext, dataline, escape, packet, pdn
from atconform.emulator.general.connecttext import connect_text
from atconform.emulator.general.dataline import DataLine
from atconform.protocol import network as net

L2P = "M-PT"
MOST = 4
"""How many contexts may be named at once: one, in fact, and what the line editor lets pass."""


class RawData(Part):
    """The line while it carries packets."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._line = DataLine(module, lambda typed: None, self._leaving)

    def carry(self) -> None:
        """Carry packets from now on."""
        self._line.carry()

    def _leaving(self) -> None:
        self.module.pins.drive("DCD", high=True)

    def keeps_awake(self) -> bool:
        """Return whether packets are carried."""
        return self._line.active

    def network_event(self, event: net.NetworkEvent) -> None:
        """Go back to command mode with the context."""
        lost = isinstance(event, net.Deactivated) and event.context == pdn.CONTEXT
        if self._line.active and (lost or event == net.Attachment(False)):
            self._line.release()
            self.module.transmit(self.module.spelling.result("NO CARRIER"))
            self.module.command_line_done()

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR."""
        if line == "DTR":
            self._line.dtr_changed(high=high)


def enter_data_state(module: Device, _: str, *contexts: int | None) -> Reply:
    """AT+CGDATA=."""
    active = module.part(packet.PacketService).active | ({pdn.CID} if pdn.active(module) else set())
    wanted = {number for number in contexts if number is not None} or {pdn.CID}
    if not wanted <= active:
        return error(module.dialect.not_allowed)
    return result(connect_text(module), then=module.part(RawData).carry)


def data_state_form(module: Device) -> Form:
    """The parameters of AT+CGDATA."""
    context = Int(1, module.figures[packet.Figures].contexts, default=None)
    return form(enter_data_state, Word((L2P,), default=L2P), *[context] * MOST)


COMMANDS = (Command("+CGDATA", test=(f'+CGDATA: ("{L2P}")',), write=data_state_form),)

PARTS = (RawData,)

SETTINGS = escape.SETTINGS
FIGURES = (escape.Figures, dataline.Figures, connecttext.Figures)
