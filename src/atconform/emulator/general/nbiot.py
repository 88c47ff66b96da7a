"""How a SIM7020 looks for cells and holds to them, and what it asks the network for (SIM7020 AT command manual, 3.2.28
to 3.2.49 and 5.2.6 to 5.2.29). Kept and told, but for the cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from atconform.emulator.core.command import Command, Form, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.switch_settings import switched
from atconform.emulator.general import registration, servingcell
from atconform.emulator.general.packet import CGDCONT, PacketService, context_number
from atconform.emulator.general.registration import Radio

RELEASE_ASSISTANCE = Setting("cnbiotrai", 0, Int(0, 2), command="+CNBIOTRAI")
"""For the next packet; lost in deep sleep, like the kinds of data."""
DATA_KINDS: Setting[Mapping[int, int]] = Setting("cnbiotdt", {})
"""AT+CNBIOTDT: contexts whose data is no normal one."""
CCIOTOPT = Setting("cciotopt", (0, 1, 1), (Int(0, 2), OneOf((1, 3)), Int(0, 2)), command="+CCIOTOPT")
CGPIAF = Setting("cgpiaf", (0, 0, 0, 0), (Int(0, 1),) * 4, command="+CGPIAF")
"""How addresses of IPv6 are printed; this network has none."""
CSPCHSC = Setting("cspchsc", 0, Int(0, 1), Saved.AT_ONCE, "+CSPCHSC")
SEARCHES = Int(5, 28800)
CNWRCCFG = Setting("cnwrccfg", (5, 10, 10, 10, 120, 7200), (SEARCHES,) * 6, Saved.AT_ONCE, "+CNWRCCFG")
"""Seconds between searches without a network; the manual's default of the fourth is 1, which its range has
not."""
LOCK: Setting[tuple[int, ...]] = Setting("celllock", (0,), command="*CELLLOCK")
CENG = Setting("ceng", 0, Int(0, 1), command="+CENG")

RESET = 2
CHANNEL_OFFSET = 3
"""0 carriers beside the channel's middle."""
BAND = 8
COVERAGE, SENDING = 0, -320
"""Coverage level, and power of sending in hundredths of a dBm."""
NO_BACK_OFF = 0


def prefer_optimisation(module: Device, mode: int, supported: int | None, preferred: int | None) -> Reply:
    """AT+CCIOTOPT=; 2 goes back to the defaults."""
    if mode == RESET:
        module.settings[CCIOTOPT] = module.settings.declared(CCIOTOPT).default
        return ok()
    _, old_supported, old_preferred = module.settings[CCIOTOPT]
    kept = (old_supported if supported is None else supported, old_preferred if preferred is None else preferred)
    module.settings[CCIOTOPT] = (mode, *kept)
    return ok()


def active(module: Device) -> list[int]:
    """Return the contexts that are active."""
    service = module.part(PacketService)
    return [number for number in service.known if service.address(number)]


def set_kind(module: Device, kind: int, *numbers: int | None) -> Reply:
    """AT+CNBIOTDT=: of these contexts, or of all that are active."""
    named = [number for number in numbers if number is not None] or active(module)
    known = module.settings[DATA_KINDS]
    module.settings[DATA_KINDS] = {**known, **dict.fromkeys(named, kind)}
    return ok()


def kinds(module: Device) -> Reply:
    """AT+CNBIOTDT?."""
    known = module.settings[DATA_KINDS]
    return ok(*(f"+CNBIOTDT: {number},{known.get(number, 0)}" for number in active(module)))


def kinds_form(module: Device) -> Form:
    """The parameters of AT+CNBIOTDT."""
    return form(set_kind, Int(0, 1), *[context_number(module, default=None)] * 15)


def delete(module: Device, number: int | None) -> Reply:
    """AT+CGDEL=: a context that is not active, or all of them."""
    known, in_use = module.settings[CGDCONT], active(module)
    if number is not None and (number not in known or number in in_use):
        return error(module.dialect.not_allowed)
    gone = [number] if number is not None else [one for one in known if one not in in_use]
    module.settings[CGDCONT] = {one: row for one, row in known.items() if one not in gone}
    return ok(*((f"+CGDEL: {','.join(map(str, gone))}",) if gone else ()))


def cell(module: Device) -> Reply:
    """AT+CENG?: the cell that serves the module; how data is carried cannot be told without a connection."""
    radio, place = module.part(Radio), module.figures[registration.Figures]
    if module.settings[CENG] or not radio.registered:
        return error(module.dialect.not_allowed)
    received = servingcell.strength(radio.rssi)
    reference = received - servingcell.REFERENCE_BELOW_TOTAL
    levels = f"{reference},{servingcell.QUALITY},{received},{servingcell.NOISE}"
    where = f'{servingcell.CHANNEL},{CHANNEL_OFFSET},{servingcell.PHYSICAL_CELL},"{place.cell}"'
    return ok(f'+CENG: {where},{levels},{BAND},"{place.area_code}",{COVERAGE},{SENDING},{reference}')


SETTINGS = (RELEASE_ASSISTANCE, DATA_KINDS, CCIOTOPT, CGPIAF, CSPCHSC, CNWRCCFG, LOCK, CENG)

COMMANDS = (
    one_number(RELEASE_ASSISTANCE),
    Command("+CNBIOTDT", test=("+CNBIOTDT: (0,1)",), read=kinds, write=kinds_form),
    replace(
        several_numbers(CCIOTOPT, "(0-2),(1,3),(0-2)"),
        write=form(prefer_optimisation, Int(0, 2, default=0), OneOf((1, 3), default=None), Int(0, 2, default=None)),
    ),
    several_numbers(CGPIAF, "(0,1),(0,1),(0,1),(0,1)", required=0),
    one_number(CSPCHSC, test="(0-1)"),
    several_numbers(CNWRCCFG, ",".join(["(5-28800)"] * 6), required=6),
    switched(LOCK, (Int(0, 262143), Int(0, 4), Int(0, 503)), "", needed=2),
    replace(one_number(CENG), read=cell),
    Command("+CGDEL", test=(), write=lambda module: form(delete, context_number(module, default=None))),
    Command("+CTRJ", test=(), read=lambda module: ok(f"+CTRJ: {NO_BACK_OFF}")),
)
