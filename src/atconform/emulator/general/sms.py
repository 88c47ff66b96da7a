"""Received short messages: +CMTI and the RI pin, AT+CMGF, +CMGR, +CMGD, +CNMI (SIM800 note, 2.2.5; manual, 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.figures import figure
from atconform.emulator.core.module import Module, Part
from atconform.emulator.core.number_settings import one_number
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


class MessageStorage(Part):
    """The SIM card's storage; its places are numbered from 1."""

    @property
    def messages(self) -> dict[int, Message]:
        """The messages by their place."""
        messages: dict[int, Message] = self.module.settings["messages"]
        return messages

    def keep(self, messages: dict[int, Message]) -> None:
        """Store messages; the card keeps them without power."""
        self.module.settings["messages"] = messages

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
        shown = self.module.settings["cnmi"][1]
        if shown == CONTENT:
            self.module.announce(self.module.interpreter.spell_lines(self.content("+CMT", message)))
            return
        self.keep({**self.messages, index: message})
        if shown in (INDEX, CONTENT_OF_CLASS_3):
            self.module.announce(f'+CMTI: "SM"{self.module.figures[Figures].storage_separator}{index}')

    def content(self, name: str, message: Message) -> tuple[str, str]:
        """Spell a message in the format that AT+CMGF asks for."""
        reading = name == "+CMGR"
        if self.module.settings["cmgf"]:
            status = ('"REC READ",' if message.read else '"REC UNREAD",') if reading else ""
            return f'{name}: {status}"{message.number}","","{STAMP}"', message.text
        length, coded = pdu.deliver(message.number, message.text)
        status = f"{message.read:d}," if reading else ""
        return f'{name}: {status}"",{length}', coded


def read(module: Module, index: int, unchanged: int) -> Reply:
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


def delete(module: Module, index: int, flag: int) -> Reply:
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


def places(module: Module) -> Reply:
    """AT+CMGD=?."""
    return ok(f"+CMGD: ({','.join(map(str, module.part(MessageStorage).messages))}),(0-4)")


def indicate(module: Module, *values: int) -> Reply:
    """AT+CNMI=."""
    module.settings["cnmi"] = values
    return ok()


FIGURES = (Figures,)

SETTINGS = {
    "cmgf": Setting(0, Saved.PROFILE),
    "cnmi": Setting((2, INDEX, 0, 0, 0), Saved.PROFILE),
    "messages": Setting({}, Saved.AT_ONCE),
}

COMMANDS = (
    one_number("+CMGF", "cmgf"),
    Command("+CMGR", test=(), write=form(read, Int(1, 255), Int(0, 1, default=0))),
    Command("+CMGD", test=places, write=form(delete, Int(1, 255), Int(ONE, ALL, default=ONE))),
    Command(
        "+CNMI",
        test=("+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)",),
        read=lambda module: ok(f"+CNMI: {','.join(map(str, module.settings['cnmi']))}"),
        write=form(indicate, Int(0, 3), *(Int(0, high, default=0) for high in (3, 2, 1, 1))),
    ),
)

PARTS = (MessageStorage,)
