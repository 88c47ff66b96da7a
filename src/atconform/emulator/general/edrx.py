"""Long pauses between two looks for calls of the network (eDRX): AT+CEDRXS, +CEDRXRDP, *MEDRXCFG, +CEDRX (SIM7000 AT
command manual, 5.2.20, 5.2.45 and 5.2.50; SIM7020, 3.2.29, 3.2.30 and 5.2.25). The network gives what it is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, Int, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.registration import Radio


@dataclass(frozen=True, slots=True)
class Figures:
    """For which radio systems there is eDRX."""

    technologies: tuple[int, ...] = (5,)
    """<AcT-type>: 4 CAT-M, 5 NB-IoT."""


OFF, ON, REPORTED, RESET = range(4)
"""Values of <mode>; RESET is OFF and forgets what was asked for."""
SHORTEST = "0000"
BITS = re.compile("[01]{4}")
UNUSED = 0
NB_IOT = 5

CEDRXS = Setting("cedrxs", (OFF, NB_IOT, SHORTEST, SHORTEST), saved=Saved.AT_ONCE)
"""The mode, the radio system, the cycle and the window that are asked for."""


def ask_for(module: Device, mode: int, technology: int | None, cycle: str, window: str = "") -> Reply:
    """AT+CEDRXS= and AT*MEDRXCFG=: what is left out stays as it is."""
    if not all(BITS.fullmatch(bits) for bits in (cycle, window) if bits):
        return error(module.dialect.bad_parameter)
    if mode == RESET:
        module.settings[CEDRXS] = module.settings.declared(CEDRXS).default
        return ok()
    _, old_technology, old_cycle, old_window = module.settings[CEDRXS]
    module.settings[CEDRXS] = (mode, technology or old_technology, cycle or old_cycle, window or old_window)
    reported = mode == REPORTED and module.part(Radio).registered
    return ok(then=(lambda: module.announce(f"+CEDRXP: {given(module)}")) if reported else None)


def given(module: Device) -> str:
    """Spell what the network gives."""
    mode, technology, cycle, window = module.settings[CEDRXS]
    if mode == OFF or not module.part(Radio).registered:
        return str(UNUSED)
    return f'{technology},"{cycle}","{cycle}","{window}"'


def technologies(module: Device) -> OneOf:
    """Return the radio systems, as a parameter that may be left out."""
    return OneOf(module.figures[Figures].technologies, default=None)


def ask_form(module: Device) -> Form:
    """The parameters of AT+CEDRXS."""
    return form(ask_for, Int(OFF, RESET), technologies(module), Text(4, default="", bare=True))


def asked(module: Device) -> Reply:
    """AT+CEDRXS?."""
    _, technology, cycle, _ = module.settings[CEDRXS]
    return ok(f'+CEDRXS: {technology},"{cycle}"')


def listed_technologies(module: Device) -> str:
    """List the radio systems, as test forms do."""
    return f"({','.join(map(str, module.figures[Figures].technologies))})"


def asked_with_window(module: Device) -> Reply:
    """AT*MEDRXCFG?."""
    _, technology, cycle, window = module.settings[CEDRXS]
    return ok(f'*MEDRXCFG: {technology},"{cycle}","{window}"')


def ask_with_window_form(module: Device) -> Form:
    """The parameters of AT*MEDRXCFG; without any, it is reset (as AT+CPSMS is)."""
    bits = Text(4, default="", bare=True)
    return form(ask_for, Int(OFF, RESET, default=RESET), technologies(module), bits, bits)


ENABLED, WINDOW, CYCLE = Int(0, 1), Int(0, 15), Int(0, 15)
STORED: Setting[tuple[tuple[int, int, int], ...]] = Setting("cedrx", ((0, 0, 0),) * 4, saved=Saved.AT_ONCE)
"""AT+CEDRX: for GSM, LTE, NB-IoT and CAT-M, whether it is on, the window and the cycle; in effect after a restart."""


def store(module: Device, system: int, *row: int) -> Reply:
    """AT+CEDRX=."""
    enabled, window, cycle = row
    known = module.settings[STORED]
    module.settings[STORED] = (*known[:system], (enabled, window, cycle), *known[system + 1 :])
    return ok()


def stored(module: Device) -> Reply:
    """AT+CEDRX?: a line for each radio system."""
    known = module.settings[STORED]
    return ok(*("+CEDRX: {},{},{},{}".format(system, *row) for system, row in enumerate(known)))


FIGURES = (Figures,)

SETTINGS = (CEDRXS,)

COMMANDS = (
    Command(
        "+CEDRXS",
        test=lambda module: ok(f'+CEDRXS: {listed(Int(OFF, RESET))},{listed_technologies(module)},("0000"-"1111")'),
        read=asked,
        write=ask_form,
    ),
    Command("+CEDRXRDP", test=(), execute=lambda module: ok(f"+CEDRXRDP: {given(module)}")),
)

WITH_WINDOW = Command(
    "*MEDRXCFG",
    test=lambda module: ok(f'*MEDRXCFG: (0-3),{listed_technologies(module)},("0000"-"1111"),("0000"-"1111")'),
    read=asked_with_window,
    write=ask_with_window_form,
)
IN_MEMORY = Command(
    "+CEDRX",
    test=("+CEDRX: (0-3),(0-1),(0-15),(0-15)",),
    read=stored,
    write=form(store, Int(0, 3), ENABLED, WINDOW, CYCLE),
)
