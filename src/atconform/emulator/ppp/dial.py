"""ATD*99#, ATO, ATH: the packet service as a data call, with PPP on the line (SIM7X00 note, chapter 1)."""

from __future__ import annotations

import re

from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok, result
from atconform.emulator.general import calls
from atconform.emulator.general.connecttext import connect_text
from atconform.emulator.general.dataline import DataLine
from atconform.emulator.general.packet import CGDCONT
from atconform.emulator.general.registration import Radio
from atconform.emulator.netopen.datamode import return_to_data
from atconform.emulator.ppp.dialled_session import DialledSession
from atconform.protocol import network as net

CONTEXT = 2
"""What the network calls the context of the data call; the other commands have theirs."""
NUMBER = re.compile(r"\*99(\*\*\*(\d+))?#")
"""The packet service as a number, with the context of AT+CGDCONT it is about (3GPP TS 27.007, 10.2.1.1)."""


class DataCall(Part):
    """The one data call that there is at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.session: DialledSession | None = None
        self._line = DataLine(module, self._typed)

    def begin(self, apn: str) -> None:
        """Carry PPP from now on, and ask for the context that it is for."""
        self.session = DialledSession(self._answer, self.end)
        self.module.ask(net.Activate(CONTEXT, apn, for_host=True))
        self._line.carry()

    def carry(self) -> None:
        """Carry PPP again."""
        self._line.carry()

    def _typed(self, data: bytes) -> None:
        if self.session is not None:
            self.session.receive(data)

    def _answer(self, data: bytes) -> None:
        if self._line.active:
            self.module.transmit(data, "data")

    def end(self) -> None:
        """End the call, and say so if data was carried."""
        carried = self._line.active
        self.hang_up()
        if carried:
            self.module.transmit(self.module.spelling.result("NO CARRIER"))
            self.module.command_line_done()

    def hang_up(self) -> None:
        """End the call without a word."""
        self.session = None
        self._line.release()
        self.module.ask(net.Deactivate(CONTEXT))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the context: its address is the host's, and without it there is no call."""
        if self.session is None:
            return
        match event:
            case net.Activated(context=context, address=address) if context == CONTEXT:
                self.session.address = address
            case net.ActivationRefused(context=context) if context == CONTEXT:
                self._lost()
            case net.Deactivated(context=context, by_network=True) if context == CONTEXT:
                self._lost()
            case net.Attachment(attached=False):
                self._lost()

    def _lost(self) -> None:
        if self.session is not None:
            self.session.terminate()
        self.end()

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR."""
        if line == "DTR":
            self._line.dtr_changed(high=high)


def dial(module: Device, number: str) -> Reply:
    """ATD*99#, ATD*99***<context>#: the packet service; everything else is a voice call."""
    asked = NUMBER.fullmatch(number)
    if asked is None:
        return calls.dial(module, number)
    call, context = module.part(DataCall), int(asked.group(2) or 1)
    if call.session is not None or not module.part(Radio).attached:
        return result("NO CARRIER")
    _, apn, *_ = module.settings[CGDCONT].get(context, ("", ""))
    return result(connect_text(module), then=lambda: call.begin(apn))


def go_online(module: Device, _: int = 0) -> Reply:
    """ATO: back to the data call, or to the link in transparent mode."""
    call = module.part(DataCall)
    return return_to_data(module) if call.session is None else result(connect_text(module), then=call.carry)


def hang_up(module: Device, _: int = 0) -> Reply:
    """ATH: a data call ends with every AT+CVHU."""
    call = module.part(DataCall)
    if call.session is None:
        return calls.hang_up(module)
    call.hang_up()
    return ok()


COMMANDS = (
    Command("D", write=form(dial, Text(bare=True, default=""))),
    Command("O", write=form(go_online, Int(0, 0)), execute=go_online),
    Command("H", write=form(hang_up, Int(0, 0)), execute=hang_up),
)

PARTS = (DataCall,)
