"""AT+CNTP, AT+CNTPCID: the clock set by a time server (SIM7000 AT command manual, 11.2; SIM7500/SIM7600, 15.2).

The SIM800 manual does not have them; its application note on NTP does, and a record of a SIM800 shows ``OK`` and then
``+CNTP: 1``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Form, Int, Parameter, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general import sapbr, timeserver
from atconform.emulator.general.clock import MOST_ZONE, QUARTER, Clock
from atconform.emulator.general.moments import Moment
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.timeserver import TimeServer, Trouble

DONE = "done"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of AT+CNTP."""

    codes: Mapping[str, int] = field(
        default_factory=lambda: {DONE: 1, "network": 61, "name": 62, "answer": 64, "timeout": 65}
    )
    """What +CNTP tells of how it went."""
    modes: bool = False
    """Whether a profile and what becomes of the time can be named too."""


ONLY_SET, ONLY_TELL, SET_AND_TELL = range(3)
"""What becomes of the time: the clock is set by it, it is told, both (SIM7000 AT command manual, 11.2.2)."""

SERVER = Setting("ntp.server", "")
ZONE = Setting("ntp.zone", 0, Int(-47, 48))
"""Quarters of an hour."""
MODE = Setting("ntp.mode", ONLY_SET, Int(ONLY_SET, SET_AND_TELL))
CNTPCID = Setting("cntpcid", 1, Int(1, 3), command="+CNTPCID")
"""The bearer of AT+SAPBR over which the server is asked."""


def chosen(module: Device) -> str:
    """Return the server that is asked."""
    return module.settings[SERVER] or module.figures[timeserver.Figures].server


def show(module: Device) -> Reply:
    """AT+CNTP?."""
    more = f",{module.settings[CNTPCID]},{module.settings[MODE]}" if module.figures[Figures].modes else ""
    return ok(f"+CNTP: {chosen(module)},{module.settings[ZONE]}{more}")


def choose(module: Device, server: str, zone: int, profile: int | None = None, mode: int = ONLY_SET) -> Reply:
    """AT+CNTP=; a host's name has no comma, and its last part is never of figures alone (RFC 1123, 2.1)."""
    if not server or server.isdigit() or "," in server:
        return error(module.dialect.bad_parameter)
    settings = module.settings
    settings[SERVER], settings[ZONE], settings[MODE] = server, zone, mode
    if profile is not None:
        settings[CNTPCID] = profile
    return ok()


def choose_form(module: Device) -> Form:
    """The parameters of AT+CNTP=: server, time zone and, where a family has them, bearer profile and mode."""
    zones = module.settings.declared(ZONE).only
    assert isinstance(zones, Int)
    parameters: list[Parameter] = [Text(255, bare=True), Int(zones.low, zones.high, default=0)]
    if module.figures[Figures].modes:
        parameters += [Int(1, 3, default=None), Int(ONLY_SET, SET_AND_TELL, default=ONLY_SET)]
    return form(choose, *parameters)


def listed(module: Device) -> Reply:
    """AT+CNTP=?: how long the server's name may be, and the ranges."""
    more = ",(1-3),(0-2)" if module.figures[Figures].modes else ""
    return ok(f"+CNTP: (255),(-47-48){more}")


def reachable(module: Device) -> bool:
    """Return whether there is a way to any server: a bearer where it goes over one, else the packet service."""
    bearers = module.find(sapbr.Bearers)
    if bearers is None:
        return module.part(Radio).attached
    return bearers.is_open(module.settings[CNTPCID])


def synchronize(module: Device) -> Reply:
    """AT+CNTP: OK, and a line when it is done."""
    server, codes = module.part(TimeServer), module.figures[Figures].codes
    if server.asking:
        return error(module.dialect.not_allowed)

    def done(outcome: Moment | Trouble) -> None:
        zone = module.settings[ZONE]
        if isinstance(outcome, Moment) and abs(zone) > MOST_ZONE:
            module.announce(f"+CNTP: {codes['zone']}")
        elif isinstance(outcome, Moment):
            module.announce(f"+CNTP: {codes[DONE]}{take(module, outcome)}")
        else:
            module.announce(f"+CNTP: {codes[outcome]}")

    def begin() -> None:
        if reachable(module):
            server.ask(chosen(module), done)
        else:
            done("network")

    return ok(then=begin)


def take(module: Device, utc: Moment) -> str:
    """Make of the time what the mode says; returns what is told of it, with the comma before it."""
    zone, mode = module.settings[ZONE], module.settings[MODE]
    local = utc.later(zone * QUARTER)
    if mode != ONLY_TELL:
        module.part(Clock).set(f"{local.short}{zone:+03}")
    return "" if mode == ONLY_SET else f',"{local.long}"'


FIGURES = (Figures,)

SETTINGS = (SERVER, ZONE, MODE, CNTPCID)

COMMANDS = (
    Command("+CNTP", test=listed, read=show, write=choose_form, execute=synchronize),
    one_number(CNTPCID),
)

OTHER_CODES = {DONE: 0, "network": 4, "name": 4, "answer": 1, "zone": 5, "timeout": 6}
"""What +CNTP tells on SIM7500 and SIM7600 (15.2.2)."""
WIDE_ZONES = Int(-96, 96)
LENGTH_AND_ZONES = Command("+CNTP", test=("+CNTP: 255,(-96~96)",), read=show, write=choose_form, execute=synchronize)
"""AT+CNTP of SIM7500 and SIM7600, whose manual prints the ranges so."""
