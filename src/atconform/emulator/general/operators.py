"""The operators that module and card know: AT+CPOL, +COPN, +CPLS, +CHOMENW, +CROAMING (SIM800 AT command manual,
3.2.40, 3.2.41 and 6.2.66; SIM7000, 3.2.17 and 3.2.18; SIM7020, 3.2.19, 3.2.26 and 5.2.22; SIM7500/SIM7600, 4.2.9 and
4.2.10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.sim import READY, SIM_BUSY, Sim


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of operators."""

    names: tuple[tuple[str, str, str], ...] = (
        ("46000", "CHINA MOBILE", "CMCC"),
        ("46001", "CHN-UNICOM", "UNICOM"),
        ("46011", "CHN-CT", "CT"),
        ("26201", "Telekom.de", "TDG"),
        ("26202", "Vodafone.de", "Vodafone"),
    )
    """By number: the long name and the short one."""
    preferences: int = 80
    """How many preferred operators a card has room for (SIM7020 and SIM7500/SIM7600 manuals, examples)."""
    tells_technologies: bool = False
    """Whether AT+CPOL has the access technologies behind the operator."""


NUMERIC = 2
NO_TECHNOLOGY = (0, 0, 0, 0)
HOME, ABROAD, OTHER_NETWORK = range(3)

CPLS = Setting("cpls", 0, Int(0, 2), command="+CPLS")
"""Which list AT+CPOL is about, where there are several."""
CPOL: Setting[Mapping[tuple[int, int], tuple[Any, ...]]] = Setting(
    "cpol", {(0, 1): (NUMERIC, "46000", 1, 0, 1, 0)}, saved=Saved.AT_ONCE
)
"""By list and place: format, operator, access technologies. It is the card that keeps them."""


def prefer(module: Device, place: int | None, format_: int | None, name: str, *technologies: int) -> Reply:
    """AT+CPOL=: a place alone is emptied; without a place it is the first free one."""
    if module.part(Sim).state != READY:
        return error(SIM_BUSY)
    which = module.settings[CPLS]
    known: dict[tuple[int, int], tuple[Any, ...]] = dict(module.settings[CPOL].items())
    if place is None:
        free = (one for one in range(1, module.figures[Figures].preferences + 1) if (which, one) not in known)
        place = next(free, None)
    if place is None or (format_ is None) != (not name):
        return error(module.dialect.bad_parameter)
    if format_ is None:
        known.pop((which, place), None)
    else:
        known[which, place] = (format_, name, *(technologies or NO_TECHNOLOGY))
    module.settings[CPOL] = dict(sorted(known.items()))
    return ok()


def prefer_form(module: Device) -> Form:
    """The parameters of AT+CPOL."""
    figures = module.figures[Figures]
    technologies = [Int(0, 1, default=0)] * (4 if figures.tells_technologies else 0)
    return form(
        prefer,
        Int(1, figures.preferences, default=None),
        Int(0, NUMERIC, default=None),
        Text(32, default=""),
        *technologies,
    )


def preferred(module: Device) -> Reply:
    """AT+CPOL?."""
    if module.part(Sim).state != READY:
        return error(SIM_BUSY)
    told = module.figures[Figures].tells_technologies
    return ok(
        *(
            f'+CPOL: {place},{format_},"{name}"' + (",{},{},{},{}".format(*technologies) if told else "")
            for (which, place), (format_, name, *technologies) in module.settings[CPOL].items()
            if which == module.settings[CPLS]
        )
    )


def names(module: Device) -> Reply:
    """AT+COPN: all operators by number and long name."""
    return ok(*(f'+COPN: "{number}","{long}"' for number, long, _ in module.figures[Figures].names))


def home_network(module: Device) -> Reply:
    """AT+CHOMENW?: the operator whose number the subscriber's begins with."""
    if module.part(Sim).state != READY:
        return error(SIM_BUSY)
    imsi = module.identity["imsi"]
    known = (one for one in module.figures[Figures].names if imsi.startswith(one[0]))
    number, long, short = next(known, (imsi[:5], "", ""))
    return ok(f'+CHOMENW: "{long}","{short}","{number}"')


def roaming(module: Device) -> Reply:
    """AT+CROAMING: at home, in another country, or with another network of the country."""
    radio, imsi = module.part(Radio), module.identity["imsi"]
    if radio.operator is None or radio.stat != ROAMING:
        return ok(f"+CROAMING: {HOME}")
    abroad = not imsi.startswith(radio.operator.numeric[:3])
    return ok(f"+CROAMING: {ABROAD if abroad else OTHER_NETWORK}")


ROAMING = 5
"""<stat> of AT+CREG."""

FIGURES = (Figures,)

SETTINGS = (CPOL, CPLS)

COMMANDS = (
    Command(
        "+CPOL",
        test=lambda module: ok(f"+CPOL: (1-{module.figures[Figures].preferences}),(0-{NUMERIC})"),
        read=preferred,
        write=prefer_form,
    ),
    Command("+COPN", test=(), execute=names),
)

LISTS = one_number(CPLS, test="(0,1,2)")
HOME_NETWORK = Command("+CHOMENW", test=(), read=home_network)
WHETHER_ROAMING = Command("+CROAMING", execute=roaming)
