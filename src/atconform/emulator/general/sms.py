"""Received short messages: +CMTI and the RI pin, AT+CMGF, +CMGR, +CMGD, +CNMI.

SIM800 note, 2.2.5; SIM800 AT command manual, 4.2; SIM7000, 4.2; SIM7020, 4.2; SIM7500/SIM7600, 9.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Form, Int, OneOf, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import figure
from atconform.emulator.core.number_settings import listed, one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, message_error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import pdu
from atconform.emulator.general.charset import told
from atconform.emulator.general.messagesettings import CSDH, service_centre, type_of
from atconform.emulator.general.sim import with_card
from atconform.protocol import network as net

CARD, PHONE, REPORTS = "SM", "ME", "SR"
CARD_FIRST = ("SM", "ME", "SM_P", "ME_P", "MT")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of short messages (SIM800 note, 2.2.5). Times in microseconds."""

    ri_message: int = figure(120 * MS, 25 * MS)
    message_slots: int = 10
    """How many messages the card takes."""
    phone_slots: int = 23
    """How many the module itself takes (SIM7500/SIM7600 manual, 9.2.2)."""
    report_slots: int = 10
    """How many delivery reports are kept."""
    storage_separator: str = ","
    first_place: int = 1
    """The number of the first place."""
    memories: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "SM": (CARD,),
            "SM_P": (CARD, PHONE),
            "MT": (CARD, PHONE),
            "ME": (PHONE,),
            "ME_P": (PHONE, CARD),
            "SR": (REPORTS,),
        }
    )
    """What the names of AT+CPMS mean: where messages are, and where they go when that is full."""
    can_leave_unread: bool = True
    """Whether AT+CMGL and AT+CMGR can be told to leave unread messages unread."""
    lists_all_details: bool = False
    """Whether AT+CMGL tells as much as AT+CMGR with AT+CSDH=1."""
    listed_without_name: str = '""'
    """What AT+CMGL tells in PDU mode where the phone book has no name."""
    modes_told_at_once: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The <mode>s of AT+CNMI by which messages (``mt 2``) and reports (``ds 1``) may be passed on; absent: all."""


INVALID_INDEX = 321
NO_INDICATION, INDEX, CONTENT, CONTENT_OF_CLASS_3 = range(4)
"""<mt> of AT+CNMI: what a new message shows of itself."""
ONE, READ, READ_AND_SENT, READ_SENT_AND_UNSENT, ALL = range(5)
"""<delflag> of AT+CMGD."""
STATUSES = ("REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL")
"""<stat> of AT+CMGL in text mode; in PDU mode their places in this list."""
STAMP = "02/01/03,20:40:34+00"


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a storage."""

    number: str
    text: str
    read: bool = False


CMGF = Setting("cmgf", 0, Int(0, 1, default=0), Saved.PROFILE, "+CMGF")
CNMI = Setting(
    "cnmi", (2, INDEX, 0, 0, 0), (Int(0, 3), Int(0, 3), OneOf((0, 2)), Int(0, 1), Int(0, 1)), Saved.PROFILE, "+CNMI"
)
CPMS = Setting("cpms", (CARD, CARD, CARD), (Word(CARD_FIRST), Word(CARD_FIRST), Word(CARD_FIRST)), command="+CPMS")
MESSAGES: Setting[Mapping[int, Message]] = Setting("messages", {}, saved=Saved.AT_ONCE)
"""The messages in the card, by their place."""
PHONE_MESSAGES: Setting[Mapping[int, Message]] = Setting("messages.phone", {}, saved=Saved.AT_ONCE)
"""Those in the module itself."""


class MessageStorage(Part):
    """The storages of messages; a message is in the card unless AT+CPMS says otherwise."""

    @property
    def messages(self) -> Mapping[int, Message]:
        """The messages that are read and deleted, by their place: those of <mem1> of AT+CPMS."""
        return self.within(self.place_of(self.module.settings[CPMS][0]))

    def keep(self, messages: Mapping[int, Message]) -> None:
        """Store the messages that are read and deleted; they are kept without power."""
        self.store(self.place_of(self.module.settings[CPMS][0]), messages)

    def place_of(self, memory: str) -> str:
        """Return which storage a memory of AT+CPMS is first of all."""
        return self.module.figures[Figures].memories[memory][0]

    def within(self, storage: str) -> Mapping[int, Message]:
        """Return the messages of a storage."""
        if storage == REPORTS:
            return {}
        return self.module.settings[MESSAGES if storage == CARD else PHONE_MESSAGES]

    def store(self, storage: str, messages: Mapping[int, Message]) -> None:
        """Fill a storage."""
        if storage != REPORTS:
            self.module.settings[MESSAGES if storage == CARD else PHONE_MESSAGES] = messages

    def places(self, storage: str) -> range:
        """Return the numbers of the places of a storage."""
        figures = self.module.figures[Figures]
        count = {CARD: figures.message_slots, PHONE: figures.phone_slots, REPORTS: figures.report_slots}[storage]
        return range(figures.first_place, figures.first_place + count)

    def has_place(self, index: int) -> bool:
        """Return whether the storage that is read and deleted from has this place."""
        return index in self.places(self.place_of(self.module.settings[CPMS][0]))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Store a message that was delivered, and tell the host as AT+CNMI asks; what is full takes none."""
        if not isinstance(event, net.IncomingMessage):
            return
        free = self._free()
        if free is None:
            return
        storage, index = free
        message = Message(event.number, event.text)
        self.module.pins.pulse("RI", self.module.figures[Figures].ri_message)
        shown = self.module.settings[CNMI][1]
        if shown == CONTENT:
            self.module.announce(self.module.spelling.lines(self.content("+CMT", message)))
            return
        self.store(storage, {**self.within(storage), index: message})
        if shown in (INDEX, CONTENT_OF_CLASS_3):
            self.module.announce(f'+CMTI: "{storage}"{self.module.figures[Figures].storage_separator}{index}')

    def _free(self) -> tuple[str, int] | None:
        """Return where the next message goes."""
        storages = self.module.figures[Figures].memories[self.module.settings[CPMS][2]]
        free = ((one, index) for one in storages for index in self.places(one) if index not in self.within(one))
        return next(free, None)

    def content(self, name: str, message: Message, place: int | None = None) -> tuple[str, str]:
        """Spell a message in the format that AT+CMGF asks for.

        :param name: the command, or +CMT for a message that is told as it arrives
        :param place: where it is, for a list
        """
        figures, arriving = self.module.figures[Figures], name == "+CMT"
        head = f"{name}: " if place is None else f"{name}: {place},"
        if self.module.settings[CMGF]:
            status = "" if arriving else f'"{STATUSES[message.read]}",'
            details = self._details(message, all_of_them=figures.lists_all_details or place is None)
            number, text = told(self.module, message.number), told(self.module, message.text)
            return f'{head}{status}"{number}","","{STAMP}"{details}', text
        length, coded = pdu.deliver(message.number, message.text)
        status = "" if arriving else f"{message.read:d},"
        without_name = '""' if place is None else figures.listed_without_name
        return f"{head}{status}{without_name},{length}", coded

    def _details(self, message: Message, *, all_of_them: bool) -> str:
        """Spell what AT+CSDH=1 adds in text mode."""
        if not self.module.settings[CSDH]:
            return ""
        octets = f",{pdu.DELIVER_WITHOUT_MORE},0,0,{service_centre(self.module)}" if all_of_them else ""
        return f",{type_of(message.number)}{octets},{len(message.text)}"


def read(module: Device, index: int, unchanged: int = 0) -> Reply:
    """AT+CMGR: a message is read from now on; an empty place answers OK alone."""
    inbox = module.part(MessageStorage)
    if not inbox.has_place(index):
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
        if not inbox.has_place(index):
            return message_error(INVALID_INDEX)
        kept = {place: message for place, message in inbox.messages.items() if place != index}
    else:
        kept = {place: message for place, message in inbox.messages.items() if flag != ALL and not message.read}
    inbox.keep(kept)
    return ok()


def delete_form(module: Device) -> Form:
    """The parameters of AT+CMGD."""
    places = Int(module.figures[Figures].first_place, 255)
    return form(with_card(delete, messaging=True), places, Int(ONE, ALL, default=ONE))


def read_form(module: Device) -> Form:
    """The parameters of AT+CMGR."""
    figures = module.figures[Figures]
    unchanged = (Int(0, 1, default=0),) if figures.can_leave_unread else ()
    return form(with_card(read, messaging=True), Int(figures.first_place, 255), *unchanged)


def places(module: Device) -> Reply:
    """AT+CMGD=?."""
    return ok(f"+CMGD: ({','.join(map(str, module.part(MessageStorage).messages))}),(0-4)")


def indicate(module: Device, mode: int, message: int, broadcast: int, report: int, buffered: int) -> Reply:
    """AT+CNMI=: what is passed on at once is so by some modes only, where the family's manual says that."""
    allowed = module.figures[Figures].modes_told_at_once
    if mode not in allowed.get(f"mt {message}", (mode,)) or mode not in allowed.get(f"ds {report}", (mode,)):
        return error(module.dialect.bad_parameter)
    module.settings[CNMI] = (mode, message, broadcast, report, buffered)
    return ok()


def indicate_form(module: Device) -> Form:
    """The parameters of AT+CNMI; what is left out is 0."""
    first, *others = module.settings.declared(CNMI).each
    return form(indicate, first, *(replace(other, default=0) for other in others))


def indications(*, alone: bool = False) -> Command:
    """Declare AT+CNMI.

    :param alone: whether the command alone sets what is set at first
    """

    def restore(module: Device) -> Reply:
        module.settings[CNMI] = module.settings.declared(CNMI).default
        return ok()

    return Command(
        "+CNMI",
        test=lambda module: ok(f"+CNMI: {','.join(listed(each) for each in module.settings.declared(CNMI).each)}"),
        read=lambda module: ok(f"+CNMI: {','.join(map(str, module.settings[CNMI]))}"),
        write=indicate_form,
        execute=restore if alone else None,
    )


FIGURES = (Figures,)

SETTINGS = (CMGF, CNMI, CPMS, MESSAGES, PHONE_MESSAGES)

COMMANDS = (
    one_number(CMGF),
    Command("+CMGR", test=(), write=read_form),
    Command("+CMGD", test=places, write=delete_form),
    indications(),
)

PARTS = (MessageStorage,)
