"""Received short messages: +CMTI and the RI pin, AT+CMGF, +CMGR, +CMGD, +CNMI (SIM800 note, 2.2.5; manual, 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import figure
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, message_error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import pdu
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of short messages (SIM800 note, 2.2.5). Times in microseconds."""

    ri_message: int = figure(120 * MS, 25 * MS)
    message_slots: int = 10
    storage_separator: str = ","


INVALID_INDEX = 321
NO_INDICATION, INDEX, CONTENT, CONTENT_OF_CLASS_3 = range(4)
"""<mt> of AT+CNMI: what a new message shows of itself."""
ONE, READ, READ_AND_SENT, READ_SENT_AND_UNSENT, ALL = range(5)
"""<delflag> of AT+CMGD."""
STAMP = "02/01/03,20:40:34+00"


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the SIM card's storage."""

    number: str
    text: str
    read: bool = False


CMGF = Setting("cmgf", 0, Int(0, 1), Saved.PROFILE, "+CMGF")
CNMI = Setting(
    "cnmi", (2, INDEX, 0, 0, 0), (Int(0, 3), Int(0, 3), Int(0, 2), Int(0, 1), Int(0, 1)), Saved.PROFILE, "+CNMI"
)
MESSAGES: Setting[Mapping[int, Message]] = Setting("messages", {}, saved=Saved.AT_ONCE)
"""The messages in the card, by their place."""


class MessageStorage(Part):
    """The SIM card's storage; its places are numbered from 1."""

    @property
    def messages(self) -> Mapping[int, Message]:
        """The messages by their place."""
        return self.module.settings[MESSAGES]

    def keep(self, messages: Mapping[int, Message]) -> None:
        """Store messages; the card keeps them without power."""
        self.module.settings[MESSAGES] = messages

    def network_event(self, event: net.NetworkEvent) -> None:
        """Store a message that was delivered, and tell the host as AT+CNMI asks; a full card takes none."""
        if not isinstance(event, net.IncomingMessage):
            return
        slots = range(1, self.module.figures[Figures].message_slots + 1)
        index = next((index for index in slots if index not in self.messages), None)
        if index is None:
            return
        message = Message(event.number, event.text)
        self.module.pins.pulse("RI", self.module.figures[Figures].ri_message)
        shown = self.module.settings[CNMI][1]
        if shown == CONTENT:
            self.module.announce(self.module.spelling.lines(self.content("+CMT", message)))
            return
        self.keep({**self.messages, index: message})
        if shown in (INDEX, CONTENT_OF_CLASS_3):
            self.module.announce(f'+CMTI: "SM"{self.module.figures[Figures].storage_separator}{index}')

    def content(self, name: str, message: Message) -> tuple[str, str]:
        """Spell a message in the format that AT+CMGF asks for."""
        reading = name == "+CMGR"
        if self.module.settings[CMGF]:
            status = ('"REC READ",' if message.read else '"REC UNREAD",') if reading else ""
            return f'{name}: {status}"{message.number}","","{STAMP}"', message.text
        length, coded = pdu.deliver(message.number, message.text)
        status = f"{message.read:d}," if reading else ""
        return f'{name}: {status}"",{length}', coded


def read(module: Device, index: int, unchanged: int) -> Reply:
    """AT+CMGR: a message is read from now on; an empty place answers OK alone."""
    inbox = module.part(MessageStorage)
    if index > module.figures[Figures].message_slots:
        return message_error(INVALID_INDEX)
    message = inbox.messages.get(index)
    if message is None:
        return ok()
    if not unchanged:
        inbox.keep({**inbox.messages, index: replace(message, read=True)})
    return ok(*inbox.content("+CMGR", message))


def delete(module: Device, index: int, flag: int) -> Reply:
    """AT+CMGD: one message, all that have been read, or all."""
    inbox = module.part(MessageStorage)
    if flag == ONE:
        if index > module.figures[Figures].message_slots:
            return message_error(INVALID_INDEX)
        kept = {place: message for place, message in inbox.messages.items() if place != index}
    else:
        kept = {place: message for place, message in inbox.messages.items() if flag != ALL and not message.read}
    inbox.keep(kept)
    return ok()


def places(module: Device) -> Reply:
    """AT+CMGD=?."""
    return ok(f"+CMGD: ({','.join(map(str, module.part(MessageStorage).messages))}),(0-4)")


def indicate(module: Device, mode: int, message: int, broadcast: int, report: int, buffered: int) -> Reply:
    """AT+CNMI=."""
    module.settings[CNMI] = (mode, message, broadcast, report, buffered)
    return ok()


FIGURES = (Figures,)

SETTINGS = (CMGF, CNMI, MESSAGES)

COMMANDS = (
    one_number(CMGF),
    Command("+CMGR", test=(), write=form(read, Int(1, 255), Int(0, 1, default=0))),
    Command("+CMGD", test=places, write=form(delete, Int(1, 255), Int(ONE, ALL, default=ONE))),
    Command(
        "+CNMI",
        test=("+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)",),
        read=lambda module: ok(f"+CNMI: {','.join(map(str, module.settings[CNMI]))}"),
        write=form(indicate, CNMI.each[0], *(replace(each, default=0) for each in CNMI.each[1:])),
    ),
)

PARTS = (MessageStorage,)
