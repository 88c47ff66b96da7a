"""Cell broadcast: which messages are taken, AT+CSCB and AT+CDSCB; none arrive here.

SIM800 AT command manual, 4.2.13 and 6.2.9; SIM7500/SIM7600, 9.2.5.
"""

from __future__ import annotations

import re

from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.sim import with_card

MOST_CHANNELS, MOST_CODINGS = 15, 5
NUMBERS = re.compile(r"(\d{1,5}(,\d{1,5})*)?", re.ASCII)
EVERY_CODING = "0-255"
TAKEN, NOT_TAKEN = 0, 1

CSCB = Setting("cscb", (TAKEN, "", ""), (Int(0, 1), Text(), Text()), Saved.AT_ONCE, "+CSCB")


def selected(module: Device) -> Reply:
    """AT+CSCB?."""
    mode, channels, codings = module.settings[CSCB]
    return ok(f'+CSCB: {mode},"{channels}","{codings}"')


def select(module: Device, mode: int, channels: str, codings: str) -> Reply:
    """AT+CSCB=: add to what is taken, or take it out; 0 alone empties the lists, 1 alone takes every coding.

    What no longer fits into a list is not added (SIM800 manual, 4.2.13, note).
    """
    if not NUMBERS.fullmatch(channels) or not NUMBERS.fullmatch(codings):
        return error(module.dialect.bad_parameter)
    _, channels_before, codings_before = module.settings[CSCB]
    if channels or codings:
        chosen = (
            mode,
            _changed(channels_before, channels, MOST_CHANNELS, mode),
            _changed(codings_before, codings, MOST_CODINGS, mode),
        )
    else:
        chosen = (mode, "", "") if mode == TAKEN else (mode, channels_before, EVERY_CODING)
    module.settings[CSCB] = chosen
    return ok()


def _changed(before: str, given: str, most: int, mode: int) -> str:
    if not given:
        return before
    numbers = [one for one in before.split(",") if one.isdigit()]
    if mode == NOT_TAKEN:
        return ",".join(one for one in numbers if one not in given.split(","))
    return ",".join([*numbers, *(one for one in given.split(",") if one not in numbers)][:most])


def reset(module: Device) -> Reply:
    """AT+CDSCB."""
    module.settings[CSCB] = module.settings.declared(CSCB).default
    return ok()


SETTINGS = (CSCB,)

COMMANDS = (
    Command(
        "+CSCB",
        test=("+CSCB: (0-1)",),
        read=with_card(selected),
        write=form(with_card(select), Int(0, 1), Text(default=""), Text(default="")),
    ),
)

RESET = Command("+CDSCB", execute=reset)
"""As SIM800 has it."""
