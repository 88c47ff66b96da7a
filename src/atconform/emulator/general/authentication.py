"""AT+CGAUTH: how a context shows to the network who asks for it (SIM7020 AT command manual, 3.2.45; SIM7500/SIM7600,
8.2.15).

The two families have user and password in different order when they are set, and in the same when they are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.packet import context_number, listed_contexts


@dataclass(frozen=True, slots=True)
class Figures:
    """How AT+CGAUTH is spoken."""

    kinds: int = 4
    """How many kinds there are: none, PAP, CHAP, either of them."""
    user_first: bool = False
    """Whether the user stands before the password when they are set."""
    longest: int = 127
    listed: str = "127,127"
    """What the test form has for user and password."""


NONE, PAP, CHAP = range(3)

CGAUTH: Setting[Mapping[int, tuple[int, str, str]]] = Setting("cgauth", {}, command="+CGAUTH")
"""By the number of the context: how, user and password."""


def authenticate(module: Device, number: int, kind: int | None, first: str, second: str) -> Reply:
    """AT+CGAUTH=: a context alone tells what is set for it.

    CHAP needs a password, and PAP a user too (SIM7500/SIM7600 AT command manual, 8.2.15).
    """
    if kind is None:
        return ok(*_shown(module, number)) if not first and not second else error(module.dialect.bad_parameter)
    known = {other: row for other, row in module.settings[CGAUTH].items() if other != number}
    user, password = (first, second) if module.figures[Figures].user_first else (second, first)
    if kind == NONE:
        user = password = ""
    elif not password or (kind == PAP and not user):
        return error(module.dialect.bad_parameter)
    module.settings[CGAUTH] = dict(sorted({**known, number: (kind, user, password)}.items()))
    return ok()


def _shown(module: Device, *numbers: int) -> list[str]:
    known = module.settings[CGAUTH]
    return [f"+CGAUTH: {number},{_spell(*known[number])}" for number in numbers if number in known]


def _spell(kind: int, user: str, password: str) -> str:
    return f"{kind}" if kind == NONE else f'{kind},"{user}","{password}"'


def authenticate_form(module: Device) -> Form:
    """The parameters of AT+CGAUTH."""
    figures = module.figures[Figures]
    texts = [Text(figures.longest, default="")] * 2
    return form(authenticate, context_number(module), Int(0, figures.kinds - 1, default=None), *texts)


def listed(module: Device) -> Reply:
    """AT+CGAUTH=?."""
    figures = module.figures[Figures]
    kinds = f"(0-{figures.kinds - 1})" if figures.kinds > 2 else "(0,1)"
    return ok(f"+CGAUTH: {listed_contexts(module)},{kinds},{figures.listed}")


def authenticating(*, alone: bool) -> Command:
    """Declare AT+CGAUTH.

    :param alone: whether the command alone is accepted, of which the manual says no more
    """
    return Command(
        "+CGAUTH",
        test=listed,
        read=lambda module: ok(*_shown(module, *module.settings[CGAUTH])),
        write=authenticate_form,
        execute=(lambda module: ok()) if alone else None,
    )


FIGURES = (Figures,)

SETTINGS = (CGAUTH,)

COMMANDS = (authenticating(alone=False),)
