"""ATD*99#, AT+CGDATA, ATO, ATH: the packet service as a data call, with PPP on the line.

SIM7X00 note, chapter 1; SIM800 AT command manual, 2.2.3, 7.2.6 and 20.8; SIM7000 AT command manual, 2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from atconform.emulator.core.command import Command, Form, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok, result
from atconform.emulator.general import connecttext, dataline, escape, packet
from atconform.emulator.general.connecttext import connect_text
from atconform.emulator.general.dataline import DataLine
from atconform.emulator.general.packet import CGDCONT
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.v250 import DTR_RULE
from atconform.emulator.ppp.dialled_session import DialledSession
from atconform.protocol import network as net

CONTEXT = 2
"""What the network calls the context of the data call; the other commands have theirs."""
NUMBER = re.compile(r"\*99(\*\*\*(\d+))?#")
"""The packet service as a number, with the context of AT+CGDCONT it is about (3GPP TS 27.007, 10.2.1.1)."""
L2P = "PPP"
DTR_HANGS_UP = 2
"""The value of AT&D at which DTR ends the call."""


class DataCall(Part):
    """The one data call that there is at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.session: DialledSession | None = None
        self._attaching: tuple[str, Callable[[Reply], None]] | None = None
        self._line = DataLine(module, self._typed)

    def begin(self, apn: str) -> None:
        """Carry PPP from now on, and ask for the context that it is for."""
        self.session = DialledSession(self._answer, self.end)
        self.module.ask(net.Activate(CONTEXT, apn, for_host=True))
        self._line.carry()

    def keeps_awake(self) -> bool:
        """Return whether there is a call."""
        return self.session is not None

    def attach_first(self, apn: str, answer: Callable[[Reply], None]) -> None:
        """Ask for the packet service, and answer when it is there or cannot be had."""
        self._attaching = (apn, answer)
        self.module.ask(net.Attach(True))

    def _conclude(self, *, attached: bool) -> None:
        if self._attaching is None:
            return
        (apn, answer), self._attaching = self._attaching, None
        if attached:
            answer(result(connect_text(self.module), then=lambda: self.begin(apn)))
        else:
            answer(error(self.module.dialect.not_allowed))

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
        match event:
            case net.Attachment(attached=True):
                self._conclude(attached=True)
            case net.Registration() if not self.module.part(Radio).registered:
                self._conclude(attached=False)
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
        """Follow DTR: off leads to command mode with AT&D1, and ends the call with AT&D2; OK either way (manual)."""
        if line != "DTR":
            return
        self._line.dtr_changed(high=high)
        if high and self.session is not None and self.module.settings[DTR_RULE] == DTR_HANGS_UP:
            carried = self._line.active
            self.hang_up()
            if carried:
                self.module.transmit(self.module.spelling.result("OK"))
                self.module.command_line_done()


class Others(Protocol):
    """What ATD and ATH mean where they are not about the packet service."""

    def dial(self, module: Device, number: str) -> Reply:
        """ATD."""

    def hang_up(self, module: Device) -> Reply:
        """ATH."""


def apn_of(module: Device, context: int) -> str | None:
    """Return the access point name of a context, empty where it is not defined; None: there can be no such context."""
    if not 1 <= context <= module.figures[packet.Figures].contexts:
        return None
    _, apn, *_ = module.settings[CGDCONT].get(context, ("", ""))
    return str(apn)


def dial(module: Device, number: str, others: Others) -> Reply:
    """ATD*99#, ATD*99***<context>#: the packet service; every other number is another's."""
    asked = NUMBER.fullmatch(number)
    if asked is None:
        return others.dial(module, number)
    call, apn = module.part(DataCall), apn_of(module, int(asked.group(2) or 1))
    if call.session is not None or apn is None or not module.part(Radio).attached:
        return result("NO CARRIER")
    return result(connect_text(module), then=lambda: call.begin(apn))


def enter_data_state(module: Device, _: str, context: int) -> Reply:
    """AT+CGDATA=: as ATD*99***<context>#, and attaches by itself where that has to be (SIM800 manual, 20.8)."""
    call, apn = module.part(DataCall), apn_of(module, context)
    if call.session is not None or apn is None or not module.part(Radio).registered:
        return error(module.dialect.not_allowed)
    if module.part(Radio).attached:
        return result(connect_text(module), then=lambda: call.begin(apn))
    call.attach_first(apn, module.interpreter.defer())
    return PENDING


def data_state_form(module: Device) -> Form:
    """The parameters of AT+CGDATA."""
    return form(enter_data_state, Word((L2P,), default=L2P), Int(1, module.figures[packet.Figures].contexts, default=1))


def go_online(module: Device, return_to_data: Callable[[Device], Reply]) -> Reply:
    """ATO: back to the data call, or to the connection in transparent mode."""
    call = module.part(DataCall)
    return return_to_data(module) if call.session is None else result(connect_text(module), then=call.carry)


def hang_up(module: Device, others: Others) -> Reply:
    """ATH: a data call ends with every AT+CVHU."""
    call = module.part(DataCall)
    if call.session is None:
        return others.hang_up(module)
    call.hang_up()
    return ok()


def commands(others: Others, return_to_data: Callable[[Device], Reply]) -> tuple[Command, ...]:
    """Declare ATD, ATO and ATH, which a family has for other things too.

    :param others: what dialling and hanging up is otherwise
    :param return_to_data: what ATO does without a data call
    """
    return (
        Command("D", write=form(lambda module, number: dial(module, number, others), Text(bare=True, default=""))),
        Command(
            "O",
            write=form(lambda module, _: go_online(module, return_to_data), Int(0, 0)),
            execute=lambda module: go_online(module, return_to_data),
        ),
        Command(
            "H",
            write=form(lambda module, _: hang_up(module, others), Int(0, 0)),
            execute=lambda module: hang_up(module, others),
        ),
    )


CGDATA = Command("+CGDATA", test=(f'+CGDATA: ("{L2P}")',), write=data_state_form)
"""Not every family with data calls has it."""

PARTS = (DataCall,)

SETTINGS = escape.SETTINGS
FIGURES = (escape.Figures, dataline.Figures, connecttext.Figures)
