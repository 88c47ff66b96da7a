"""AT+CGISR: pins that tell when they change (SIM7500/SIM7600 AT command manual, 19.2.23). Kept and told; no pin changes
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, Int, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import spell_numbers
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The pins that there are."""

    pins: tuple[int, ...] = (3, 40, 41, 43, 44)
    """Those that the manual names (19.2.19 to 19.2.23)."""


OFF = 0
LONGEST = 45

WATCHED: Setting[Mapping[int, tuple[int, int, str]]] = Setting("cgisr", {})
"""By pin: level or edge, low or high, and what is told."""


def watch(module: Device, pin: int, detect: int | None, polarity: int | None, line: str) -> Reply:
    """AT+CGISR=: a pin alone tells how it is watched; a text that is too long is cut."""
    known = module.settings[WATCHED]
    if detect is None:
        return ok(f"+CGISR: {pin}," + ("{},{},{}".format(*known[pin]) if pin in known else f"{OFF}"))
    if detect != OFF and polarity is None:
        return error(module.dialect.bad_parameter)
    watched = {other: row for other, row in known.items() if other != pin}
    if detect != OFF:
        watched[pin] = (detect, polarity or 0, line[:LONGEST] or f"GPIO_{pin}_ISR!")
    module.settings[WATCHED] = watched
    return ok()


def watch_form(module: Device) -> Form:
    """The parameters of AT+CGISR."""
    pins = OneOf(module.figures[Figures].pins)
    return form(watch, pins, Int(OFF, 2, default=None), Int(0, 1, default=None), Text(default="", bare=True))


def listed(module: Device) -> Reply:
    """AT+CGISR=?."""
    return ok(f"+CGISR: ({spell_numbers(module.figures[Figures].pins)}),(0-2),(0,1),{LONGEST}")


FIGURES = (Figures,)

SETTINGS = (WATCHED,)

COMMANDS = (Command("+CGISR", test=listed, write=watch_form),)
