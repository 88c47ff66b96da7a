"""AT+CUSD: requests by digits that the network answers (USSD).

SIM800 AT command manual, 3.2.53; SIM7000, 3.2.23; SIM7500/SIM7600, 4.2.6. What the network answers is a figure; the one
that is there is from a record of a SIM800, and so are the blanks in its line. What it does not know it answers with
``+CUSD: 4`` (SIM800 manual, 3.2.53, note).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.charset import given, told
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.sim import with_card


@dataclass(frozen=True, slots=True)
class Figures:
    """What the network answers. Times in microseconds."""

    answers: Mapping[str, tuple[str, int]] = field(default_factory=lambda: {"*102#": ("200", 72)})
    """By the request: a text, and how it is coded (3GPP TS 23.038, 5)."""
    answer_delay: int = delay(350 * MS, normal=2 * SECOND)
    answer_separator: str = ", "


SILENT, TELL, CANCEL = range(3)
NO_MORE_WANTED, NOT_SUPPORTED = 0, 4
IN_UCS2 = 72
NO_NETWORK = 30
LONGEST_IN_UCS2 = 4 * 182
"""3GPP TS 23.038, 5: 182 characters, four digits each."""

CUSD = Setting("cusd", SILENT, Int(SILENT, TELL), command="+CUSD")


def request(module: Device, mode: int, text: str | None, _: int) -> Reply:
    """AT+CUSD=: without a request it only says whether answers are told."""
    if mode == CANCEL:
        return ok()
    if text is not None:
        asked = given(module, text)
        if not asked:
            return error(module.dialect.bad_parameter)
        if not module.part(Radio).registered:
            return error(NO_NETWORK)
        module.after(module.figures[Figures].answer_delay, lambda: _answer(module, asked))
    module.settings[CUSD] = mode
    return ok()


def _answer(module: Device, asked: str) -> None:
    if module.settings[CUSD] != TELL:
        return
    figures = module.figures[Figures]
    if asked not in figures.answers:
        module.announce(f"+CUSD: {NOT_SUPPORTED}")
        return
    text, coding = figures.answers[asked]
    shown = text.encode("utf-16-be").hex().upper() if coding == IN_UCS2 else told(module, text)
    module.announce("+CUSD: " + figures.answer_separator.join((str(NO_MORE_WANTED), f'"{shown}"', str(coding))))


def present(module: Device, mode: int) -> Reply:
    """Say whether answers are told, and ask for nothing."""
    module.settings[CUSD] = mode
    return ok()


def requests(*, alone: int | None = None) -> Command:
    """Declare AT+CUSD.

    :param alone: what the execute form sets; None: there is none
    """
    return Command(
        "+CUSD",
        test=("+CUSD: (0-2)",),
        read=lambda module: ok(f"+CUSD: {module.settings[CUSD]}"),
        write=form(
            with_card(request), Int(SILENT, CANCEL), Text(LONGEST_IN_UCS2, default=None), Int(0, 255, default=0)
        ),
        execute=None if alone is None else lambda module: present(module, alone),
    )


FIGURES = (Figures,)

SETTINGS = (CUSD,)

COMMANDS = (requests(),)
