"""AT+CNBP and AT+CNAOP: which bands a SIM7X00 uses, and in which order it tries radio systems (SIM7500/SIM7600 AT
command manual, 4.2.12 and 4.2.13). Kept and told; the simulated network is found with any of them.
"""

from __future__ import annotations

import re

from atconform.emulator.core.command import Command, Int, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting

MASK = re.compile("0[xX][0-9A-Fa-f]+")
DIGITS = (16, 64, 16)
"""How many digits the masks have: GSM and WCDMA, LTE, TD-SCDMA."""
PRINTED = (16, 64, 16)
"""How many the read form prints (manual, example)."""

ANY_LTE = 0x480000000000000000000000000000000000000000000002000007FF3FDF3FFF

CNBP = Setting("cnbp", (0x0002000004FF0387, ANY_LTE, 0x3F), saved=Saved.AT_ONCE)
SYSTEMS = (2, 3, 4, 5, 9, 11)
"""CDMA, GSM, HDR, WCDMA, LTE, TD-SCDMA."""
BY_PRIORITY = 7
CNAOP: Setting[tuple[int, ...]] = Setting("cnaop", (BY_PRIORITY, 9, 5, 3, 11, 2, 4), command="+CNAOP")


def order(module: Device, mode: int, *systems: int | None) -> Reply:
    """AT+CNAOP=: each system once."""
    given = tuple(system for system in systems if system is not None)
    if not given or None in systems[: len(given)] or len(set(given)) < len(given):
        return error(module.dialect.bad_parameter)
    module.settings[CNAOP] = (mode, *given)
    return ok()


def use(module: Device, *masks: str) -> Reply:
    """AT+CNBP=: what is left out stays as it is."""
    given = list(zip(masks, DIGITS, strict=True))
    if not any(masks) or not all(MASK.fullmatch(mask) and len(mask) <= 2 + most for mask, most in given if mask):
        return error(module.dialect.bad_parameter)
    known = module.settings[CNBP]
    first, second, third = (int(mask, 16) if mask else old for mask, old in zip(masks, known, strict=True))
    if not (first and second and third):
        return error(module.dialect.bad_parameter)
    module.settings[CNBP] = (first, second, third)
    return ok()


def used(module: Device) -> Reply:
    """AT+CNBP?."""
    masks = module.settings[CNBP]
    told = (f"0x{mask:0{digits}X}" for mask, digits in zip(masks, PRINTED, strict=True))
    return ok(f"+CNBP: {','.join(told)}")


SETTINGS = (CNBP, CNAOP)

COMMANDS = (
    Command("+CNBP", read=used, write=form(use, *[Text(66, default="", bare=True)] * 3)),
    Command(
        "+CNAOP",
        read=lambda module: ok(f"+CNAOP: {module.settings.spell(CNAOP)}"),
        write=form(order, Int(BY_PRIORITY, BY_PRIORITY), *[OneOf(SYSTEMS, default=None)] * 6),
    ),
)
