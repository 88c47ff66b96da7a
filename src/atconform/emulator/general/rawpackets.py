"""AT+CGDATA of SIM7020: packets of the Internet Protocol on the line, as they are (SIM7020 AT command manual, 3.2.48).

The network carries none of them: what the host types is lost, as packets are that nobody answers. The manual has OK for
the answer; CONNECT is that of 3GPP TS 27.007, 10.1.12, by which every data mode begins.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Form, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, result
from atconform.emulator.general.dataline import DataLine
from atconform.emulator.general.packet import PacketEvent, PacketService, context_number

PROTOCOL = "M-PT"
MOST = 15
"""How many contexts may be named."""


class RawPackets(Part):
    """The line while it carries packets."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.line = DataLine(module, lambda data: None)
        module.part(PacketService).when_happened.append(self._happened)

    def _happened(self, event: PacketEvent) -> None:
        """Go back to command mode when there is no context any more."""
        if self.line.active and event.what != "ACT":
            self.line.release()
            self.module.transmit(self.module.spelling.result("NO CARRIER"))
            self.module.command_line_done()

    def keeps_awake(self) -> bool:
        """Return whether the line carries packets."""
        return self.line.active

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR."""
        if line == "DTR":
            self.line.dtr_changed(high=high)


def enter(module: Device, protocol: str, *numbers: int | None) -> Reply:
    """AT+CGDATA=: over contexts that are active, the first one where none is named."""
    service = module.part(PacketService)
    named = [number for number in numbers if number is not None] or [1]
    if not all(map(service.address, named)):
        return error(module.dialect.not_allowed)
    return result("CONNECT", then=module.part(RawPackets).line.carry)


def enter_form(module: Device) -> Form:
    """The parameters of AT+CGDATA."""
    contexts = [context_number(module, default=None)] * MOST
    return form(enter, Word((PROTOCOL,), default=PROTOCOL), *contexts)


COMMANDS = (Command("+CGDATA", test=(f'+CGDATA: ("{PROTOCOL}")',), write=enter_form),)

PARTS = (RawPackets,)
