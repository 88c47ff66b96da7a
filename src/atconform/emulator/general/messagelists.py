"""Several short messages at once: AT+CPMS, +CMGL, +CMGDA.

SIM800 AT command manual, 4.2.3, 4.2.9 and 6.2.25; SIM7000, 4.2.3 and 4.2.9; SIM7020, 4.2.3 and 4.2.10;
SIM7500/SIM7600, 9.2.2 and 9.2.11.
"""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.command import Command, Form, Int, Parameter, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.word_settings import listed_words
from atconform.emulator.general.sim import with_card
from atconform.emulator.general.sms import CMGF, CPMS, STATUSES, Figures, MessageStorage

ANY = STATUSES.index("ALL")
DELETED = ("DEL READ", "DEL UNREAD", "DEL SENT", "DEL UNSENT", "DEL INBOX", "DEL ALL")
"""<type> of AT+CMGDA in text mode; in PDU mode their places in this list, from 1."""


def list_messages(module: Device, status: str | int = 0, unchanged: int = 0) -> Reply:
    """AT+CMGL: the messages of a status, which are read from now on; without a status, those that are unread."""
    inbox = module.part(MessageStorage)
    wanted = STATUSES.index(status) if isinstance(status, str) else status
    chosen = {place: message for place, message in inbox.messages.items() if wanted in (message.read, ANY)}
    if not unchanged:
        inbox.keep({**inbox.messages, **{place: replace(message, read=True) for place, message in chosen.items()}})
    return ok(*(line for place, one in sorted(chosen.items()) for line in inbox.content("+CMGL", one, place)))


def list_form(module: Device) -> Form:
    """The parameters of AT+CMGL: words in text mode, numbers in PDU mode."""
    unchanged = (Int(0, 1, default=0),) if module.figures[Figures].can_leave_unread else ()
    status: Parameter = Word(STATUSES) if module.settings[CMGF] else Int(0, ANY)
    return form(with_card(list_messages, messaging=True), status, *unchanged)


def statuses(module: Device) -> Reply:
    """AT+CMGL=?: in text mode the words, in PDU mode the numbers (SIM7020 manual, 4.2.3)."""
    return ok(f"+CMGL: {listed_words(Word(STATUSES)) if module.settings[CMGF] else listed(Int(0, ANY))}")


def delete_all(module: Device, kind: str | int) -> Reply:
    """AT+CMGDA: messages by what became of them; all that there are were received."""
    inbox = module.part(MessageStorage)
    what = kind if isinstance(kind, str) else DELETED[kind - 1]
    going = {"DEL READ": (True,), "DEL UNREAD": (False,), "DEL INBOX": (True, False), "DEL ALL": (True, False)}
    inbox.keep({place: one for place, one in inbox.messages.items() if one.read not in going.get(what, ())})
    return ok()


def delete_all_form(module: Device) -> Form:
    """The parameters of AT+CMGDA: words in text mode, numbers in PDU mode."""
    kinds: Parameter = Word(DELETED) if module.settings[CMGF] else Int(1, len(DELETED))
    return form(with_card(delete_all, messaging=True), kinds)


def kinds_deleted(module: Device) -> Reply:
    """AT+CMGDA=?."""
    kinds = listed_words(Word(DELETED)) if module.settings[CMGF] else listed(Int(1, len(DELETED)))
    return ok(f"+CMGDA: {kinds}")


def memories(module: Device) -> Reply:
    """AT+CPMS?: each memory with how many messages are in it, and how many can be."""
    return ok("+CPMS: " + ",".join(f'"{memory}",{_filled(module, memory)}' for memory in module.settings[CPMS]))


def select_memories(module: Device, *chosen: str | None) -> Reply:
    """AT+CPMS=: what is left out stays."""
    before = module.settings[CPMS]
    reading, writing, arriving = (new or old for old, new in zip(before, chosen, strict=True))
    module.settings[CPMS] = (reading, writing, arriving)
    return ok(f"+CPMS: {','.join(_filled(module, memory) for memory in module.settings[CPMS])}")


def _filled(module: Device, memory: str) -> str:
    inbox = module.part(MessageStorage)
    storage = inbox.place_of(memory)
    return f"{len(inbox.within(storage))},{len(inbox.places(storage))}"


def memories_form(module: Device) -> Form:
    """The parameters of AT+CPMS."""
    first, *others = module.settings.declared(CPMS).each
    return form(with_card(select_memories, messaging=True), first, *(replace(other, default=None) for other in others))


def memories_listed(module: Device) -> Reply:
    """AT+CPMS=?."""
    return ok(f"+CPMS: {','.join(listed_words(each) for each in module.settings.declared(CPMS).each)}")


def listing(*, alone: bool = True) -> Command:
    """Declare AT+CMGL.

    :param alone: whether the command alone lists the unread messages
    """
    execute = with_card(list_messages, messaging=True) if alone else None
    return Command("+CMGL", test=statuses, write=list_form, execute=execute)


COMMANDS = (
    Command("+CPMS", test=memories_listed, read=with_card(memories, messaging=True), write=memories_form),
    listing(),
)

BY_KIND = Command("+CMGDA", test=kinds_deleted, write=delete_all_form)
"""Deletes messages by what became of them (SIM800)."""
