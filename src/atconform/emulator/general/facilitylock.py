"""Locks and their passwords: AT+CLCK, AT+CPWD.

SIM800 AT command manual, 3.2.17 and 3.2.29; SIM7000, 3.2.7 and 3.2.12; SIM7020, 3.2.8 and 3.2.12; SIM7500/SIM7600,
4.2.3 and 4.2.4. The lock of the card goes with AT+CPIN: a card that is locked asks for its PIN at the next start.
Barrings are the network's, which keeps them; calls are not barred by them here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Form, Int, OneOf, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.word_settings import spell_words
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.sim import INCORRECT_PASSWORD, PIN, PIN2, PIN2_BLOCKED, Sim, with_card

CARD, FIXED_DIALLING, SECOND_PIN = "SC", "FD", "P2"
BARRINGS = ("AO", "OI", "OX", "AI", "IR")
SEVERAL_BARRINGS: Mapping[str, tuple[str, ...]] = {
    "AB": BARRINGS,
    "AG": ("AO", "OI", "OX"),
    "AC": ("AI", "IR"),
}
"""What these stand for; they can only be unlocked."""
UNLOCK, LOCK, QUERY = range(3)
NO_NETWORK = 30
EVERY_CLASS = 7
"""Voice, data and fax."""
CLASSES = tuple(1 << bit for bit in range(8))
ONE_OR_ALL = OneOf((1, 2, 4, EVERY_CLASS), default=EVERY_CLASS)
ANY_SUM = Int(1, 255, default=EVERY_CLASS)


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be locked."""

    locks: tuple[str, ...] = ("AO", "OI", "OX", "AI", "IR", "FD", "SC", "PN", "PU", "PP")
    """The facilities of AT+CLCK, in the order of its test form."""
    classes: Int | OneOf = ONE_OR_ALL
    """The <class>es there are."""
    passwords: tuple[tuple[str, int], ...] = (
        *(("AO", 4), ("OI", 4), ("OX", 4), ("AI", 4), ("IR", 4), ("AB", 4)),
        *(("P2", 8), ("SC", 8)),
    )
    """The facilities of AT+CPWD, each with the greatest length of its password."""
    barring_password: str = "0000"
    """The network's password at first."""


BARRED: Setting[dict[str, int]] = Setting("barred", {}, saved=Saved.AT_ONCE)
"""What is barred, and for which classes: their sum."""
BARRING_PASSWORD = Setting("barring password", "", Text(4), Saved.AT_ONCE)
"""The network's password; empty: that of the figures."""
FIXED = Setting("fixed dialling", 0, Int(0, 1), Saved.AT_ONCE)


def lock(module: Device, facility: str, mode: int, password: str, classes: int) -> Reply:
    """AT+CLCK=: lock, unlock or query."""
    if facility in SEVERAL_BARRINGS and mode != UNLOCK:
        return error(module.dialect.bad_parameter)
    if facility in BARRINGS or facility in SEVERAL_BARRINGS:
        return _bar(module, facility, mode, password, classes)
    if mode == QUERY:
        return ok(f"+CLCK: {_is_locked(module, facility):d}")
    return _lock_in_card(module, facility, password, locked=mode == LOCK)


def _is_locked(module: Device, facility: str) -> bool:
    if facility == CARD:
        return module.part(Sim).codes.asks
    return facility == FIXED_DIALLING and bool(module.settings[FIXED])


def _lock_in_card(module: Device, facility: str, password: str, *, locked: bool) -> Reply:
    card = module.part(Sim)
    if facility == CARD:
        if not card.check(PIN, password):
            return error(INCORRECT_PASSWORD)
        card.keep(replace(card.codes, asks=locked))
        return ok()
    if facility == FIXED_DIALLING:
        if not card.codes.tries[PIN2]:
            return error(PIN2_BLOCKED)
        if not card.check(PIN2, password):
            return error(INCORRECT_PASSWORD)
        module.settings[FIXED] = int(locked)
        return ok()
    return error(INCORRECT_PASSWORD)  # nobody has the key of a personalisation


def _bar(module: Device, facility: str, mode: int, password: str, classes: int) -> Reply:
    if not module.part(Radio).registered:
        return error(NO_NETWORK)
    before = module.settings[BARRED]
    barred = dict(before)
    if mode == QUERY:
        active = [one for one in CLASSES if one & classes & barred.get(facility, 0)]
        return ok(*(f"+CLCK: 1,{one}" for one in active)) if active else ok(f"+CLCK: 0,{classes}")
    if password != _barring_password(module):
        return error(INCORRECT_PASSWORD)
    for one in SEVERAL_BARRINGS.get(facility, (facility,)):
        barred[one] = barred.get(one, 0) | classes if mode == LOCK else barred.get(one, 0) & ~classes
    module.settings[BARRED] = barred
    return ok()


def _barring_password(module: Device) -> str:
    return module.settings[BARRING_PASSWORD] or module.figures[Figures].barring_password


def lock_form(module: Device) -> Form:
    """The parameters of AT+CLCK."""
    figures = module.figures[Figures]
    password = Text(8, default="", bare=True)
    return form(with_card(lock), Word(figures.locks), Int(UNLOCK, QUERY), password, figures.classes)


def change_password(module: Device, facility: str, old: str, new: str) -> Reply:
    """AT+CPWD=: the old password counts as a try."""
    longest = dict(module.figures[Figures].passwords)[facility]
    if not re.fullmatch(rf"\d{{4,{longest}}}", new, re.ASCII):
        return error(module.dialect.bad_parameter)
    if facility in (CARD, SECOND_PIN):
        return _change_code(module, PIN if facility == CARD else PIN2, old, new)
    if not module.part(Radio).registered:
        return error(NO_NETWORK)
    if old != _barring_password(module):
        return error(INCORRECT_PASSWORD)
    module.settings[BARRING_PASSWORD] = new
    return ok()


def _change_code(module: Device, kind: str, old: str, new: str) -> Reply:
    card = module.part(Sim)
    if not card.codes.tries[kind]:
        return error(PIN2_BLOCKED)
    if not card.check(kind, old):
        return error(INCORRECT_PASSWORD)
    card.keep(replace(card.codes, pin=new) if kind == PIN else replace(card.codes, pin2=new))
    return ok()


def passwords_form(module: Device) -> Form:
    """The parameters of AT+CPWD."""
    facilities = Word(tuple(facility for facility, _ in module.figures[Figures].passwords))
    password = Text(8, bare=True)
    return form(with_card(change_password), facilities, replace(password, default=""), password)


def passwords_listed(module: Device) -> Reply:
    """AT+CPWD=?: each facility with the greatest length of its password (SIM7020 manual, 3.2.12)."""
    passwords = module.figures[Figures].passwords
    return ok("+CPWD: " + ",".join(f'("{facility}",{longest})' for facility, longest in passwords))


FIGURES = (Figures,)

SETTINGS = (BARRED, BARRING_PASSWORD, FIXED)

COMMANDS = (
    Command(
        "+CLCK",
        test=lambda module: ok(f"+CLCK: {spell_words(module.figures[Figures].locks)}"),
        write=lock_form,
    ),
    Command("+CPWD", test=passwords_listed, write=passwords_form),
)
