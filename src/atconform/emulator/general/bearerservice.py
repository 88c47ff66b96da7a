"""How circuit-switched data calls are to be made: AT+CBST, +CRLP, +CMOD, +CSNS (SIM800 AT command manual, 3.2.4,
3.2.33, 6.2.8 and 6.2.10; SIM7500/SIM7600, 5.2.3, 5.2.4 and 5.2.18).

No data call is answered here: what is set is kept and told.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting

SPEEDS = OneOf((0, 4, 5, 6, 7, 12, 14, 68, 70, 71, 75))
CBST = Setting("cbst", (0, 0, 1), (SPEEDS, OneOf((0, 4)), Int(0, 3)), Saved.PROFILE, "+CBST")
CRLP = Setting(
    "crlp",
    (61, 61, 48, 6, 7),
    (Int(0, 61), Int(0, 61), Int(44, 255), Int(1, 255), Int(7, 7)),
    Saved.PROFILE,
    "+CRLP",
)
CMOD = Setting("cmod", 0, Int(0, 0), command="+CMOD")
CSNS = Setting("csns", 0, OneOf((0, 2, 4)), Saved.PROFILE, "+CSNS")

SETTINGS = (CBST, CRLP, CMOD, CSNS)

COMMANDS = (
    several_numbers(CBST, "(0,4,5,6,7,12,14,68,70,71,75),(0,4),(0-3)"),
    several_numbers(CRLP, "(0-61),(0-61),(44-255),(1-255),(7)"),
    one_number(CMOD, "(0)", omitted=0),
    one_number(CSNS),
)

# --- SIM7500 and SIM7600

MULTIMEDIA = (116, 134)
"""Speeds that go with a synchronous modem and a transparent connection alone (SIM7500/SIM7600 manual, 5.2.3)."""
SYNCHRONOUS, TRANSPARENT = 1, 0
MORE_SPEEDS = OneOf((0, 7, 12, 14, 16, 17, 39, 43, 48, 51, 71, 75, 80, 81, 83, 84, *MULTIMEDIA))
MORE_BEARERS = CBST.but(within=(MORE_SPEEDS, OneOf((0, 1, 4)), Int(0, 1)), saved=Saved.NO)
_BEARERS = several_numbers(CBST, f"({','.join(map(str, MORE_SPEEDS.choices))}),(0,1,4),(0,1)", alone=(0, 0, 1))


def choose_bearer(module: Device, speed: int, name: int | None, element: int | None) -> Reply:
    """AT+CBST= where some speeds are for one kind of connection alone."""
    _, before, how = module.settings[CBST]
    chosen = (speed, before if name is None else name, how if element is None else element)
    if speed in MULTIMEDIA and chosen[1:] != (SYNCHRONOUS, TRANSPARENT):
        return error(module.dialect.bad_parameter)
    module.settings[CBST] = chosen
    return ok()


VERSION = 1
"""The version of the radio link protocol that AT+CRLP= means where it names none."""
LINK_RANGES = (
    (Int(0, 61), Int(0, 61), Int(39, 255), Int(1, 255)),
    (Int(0, 61), Int(0, 61), Int(39, 255), Int(1, 255)),
    (Int(0, 488), Int(0, 488), Int(42, 255), Int(1, 255)),
)
"""Windows, timer and attempts of each version, by 3GPP TS 24.022; the manual lists none."""
LINKS: tuple[Setting[tuple[int, ...]], ...] = tuple(
    Setting(f"crlp.{version}", default, ranges)
    for version, (default, ranges) in enumerate(
        zip(((61, 61, 48, 6), (0, 61, 48, 6), (240, 240, 52, 6)), LINK_RANGES, strict=True)
    )
)
"""The parameters of each version, as the manual's example has them (5.2.4)."""


def links(module: Device) -> Reply:
    """AT+CRLP? where each version has parameters of its own."""
    return ok(*(f"+CRLP: {module.settings.spell(link)},{version}" for version, link in enumerate(LINKS)))


def link_ranges(module: Device) -> Reply:
    """AT+CRLP=?."""
    lines = []
    for version, ranges in enumerate(LINK_RANGES):
        listed = ",".join(f"({one.low}-{one.high})" for one in ranges)
        lines.append(f"+CRLP: {listed},{version}")
    return ok(*lines)


def set_link(
    module: Device,
    inwards: int,
    outwards: int | None = None,
    timer: int | None = None,
    attempts: int | None = None,
    version: int = VERSION,
    _: int | None = None,
) -> Reply:
    """AT+CRLP= where each version has parameters of its own; what is left out stays."""
    link = LINKS[version]
    given = (inwards, outwards, timer, attempts)
    kept = module.settings[link]
    chosen = tuple(old if new is None else new for old, new in zip(kept, given, strict=True))
    if not link.allows(chosen):
        return error(module.dialect.bad_parameter)
    module.settings[link] = chosen
    return ok()


def usual_links(module: Device) -> Reply:
    """AT+CRLP: the parameters of the version that is meant where none is named, as at first."""
    module.settings[LINKS[VERSION]] = LINKS[VERSION].default
    return ok()


BY_VERSION = (
    Command(
        "+CBST",
        test=_BEARERS.test,
        read=_BEARERS.read,
        write=form(
            choose_bearer,
            MORE_SPEEDS,
            OneOf((0, 1, 4), default=None),
            Int(0, 1, default=None),
        ),
        execute=_BEARERS.execute,
    ),
    Command(
        "+CRLP",
        test=link_ranges,
        read=links,
        write=form(
            set_link,
            Int(0, 488),
            Int(0, 488, default=None),
            Int(39, 255, default=None),
            Int(1, 255, default=None),
            Int(0, 2, default=VERSION),
            Int(0, 255, default=None),
        ),
        execute=usual_links,
    ),
    one_number(CMOD, "(0)", alone=0),
)
"""The commands as SIM7500 and SIM7600 have them."""
