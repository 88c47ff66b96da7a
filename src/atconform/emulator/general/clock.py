"""The module's clock and the network's time: AT+CCLK, AT+CLTS, AT+CTZU, AT+CTZR, AT+CURTC.

The clock goes with the module's own time, from where AT+CCLK set it; without that it begins at power-up on the first
day that the manual's format can write.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.moments import Moment
from atconform.protocol import network as net

TIME = re.compile(r"(\d\d)/(\d\d)/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)")
DAY = 24 * 3600
MOST_ZONE = 48

CLTS = Setting("clts", 0, Int(0, 1), Saved.PROFILE, "+CLTS")
ZONE = Setting("zone", 0, Int(-MOST_ZONE, MOST_ZONE), Saved.AT_ONCE)
"""Quarters of an hour."""
CTZU = Setting("ctzu", 0, Int(0, 1), Saved.AT_RESTART, "+CTZU")
"""Whether the clock is set by the network's time (SIM7020 manual, 3.2.25; SIM7500/SIM7600 manual, 4.2.17)."""
CTZR = Setting("ctzr", 0, Int(0, 1), Saved.AT_RESTART, "+CTZR")
"""Whether a zone of the network's that is not the clock's is told (SIM7020, 3.2.24; SIM7500/SIM7600, 4.2.18)."""
CURTC = Setting("curtc", 0, Int(0, 1), Saved.AT_RESTART, "+CURTC")
"""Whether the clock shows local time, or UTC, once the network has set it (SIM7020 manual, 5.2.21)."""

BEGINNING = Moment(2000)
"""Where the network's time is counted from."""
QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the clock."""

    zone_change: str = '+CTZV: "{zone:+d}"'
    """How the network's zone is told."""
    time_lines: tuple[str, ...] = (
        '*PSUTTZ: {utc.year},{utc.month},{utc.day},{utc.hour},{utc.minute},{utc.second},"{zone:+d}",{saving}',
        "DST: {saving}",
    )
    """How the network's time is told: UTC or the local time, the zone in quarters of an hour, and ``in_use``, which is
    empty without summer time (SIM800 AT command manual, 6.2.12; without its blanks, as records have it)."""


class Clock(Part):
    """Counts seconds since a day."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._date = (4, 1, 1)
        self._seconds = 0
        self._set_at = module.now

    def network_event(self, event: net.NetworkEvent) -> None:
        """Report the network's time, and take it, as AT+CLTS, AT+CTZR and AT+CTZU ask."""
        if not isinstance(event, net.NetworkTime):
            return
        settings, figures = self.module.settings, self.module.figures[Figures]
        if not any(map(settings.in_effect, (CLTS, CTZR, CTZU))):
            return
        utc, zone, saving = BEGINNING.later(event.utc), event.zone, event.saving
        local = utc.later(zone * QUARTER)
        if settings.in_effect(CLTS):
            in_use = f',"DST +{saving} in use"' if saving else ""
            for line in figures.time_lines:
                self.module.announce(line.format(utc=utc, local=local, zone=zone, saving=saving, in_use=in_use))
        if settings.in_effect(CTZR) and zone != settings[ZONE]:
            self.module.announce(figures.zone_change.format(zone=zone, time=utc.short, saving=saving))
        if settings.in_effect(CLTS) or settings.in_effect(CTZU):
            shows_utc = "+CURTC" in self.module.commands and not settings.in_effect(CURTC)
            self.set(f"{(utc if shows_utc else local).short}{zone:+03}")

    def set(self, text: str) -> bool:
        """Set date, time and zone; false when there is no such time."""
        match = TIME.fullmatch(text)
        if match is None:
            return False
        year, month, day, hour, minute, second, zone = map(int, match.groups())
        if not (1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]):
            return False
        if hour > 23 or minute > 59 or second > 59 or abs(zone) > MOST_ZONE:
            return False
        self._date, self._seconds = (year, month, day), (hour * 60 + minute) * 60 + second
        self._set_at = self.module.now
        self.module.settings[ZONE] = zone
        return True

    def __str__(self) -> str:
        (year, month, day), seconds = self._date, self._seconds + (self.module.now - self._set_at) // SECOND
        days, seconds = divmod(seconds, DAY)
        while (rest := monthrange(2000 + year, month)[1] - day) < days:
            days -= rest + 1
            day, month = 1, month + 1
            if month > 12:
                year, month = (year + 1) % 100, 1
        hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
        zone = self.module.settings[ZONE]
        return f"{year:02}/{month:02}/{day + days:02},{hour:02}:{minute:02}:{second:02}{zone:+03}"


def set_clock(module: Device, text: str) -> Reply:
    """AT+CCLK=."""
    return ok() if module.part(Clock).set(text) else error(module.dialect.bad_parameter)


def show_utc(module: Device, local: int) -> Reply:
    """AT+CURTC=, which is answered with the value."""
    module.settings[CURTC] = local
    return ok(f"+CURTC: {local}")


FIGURES = (Figures,)

SETTINGS = (CLTS, ZONE, CTZU, CTZR, CURTC)

COMMANDS = (
    Command(
        "+CCLK",
        test=(),
        read=lambda module: ok(f'+CCLK: "{module.part(Clock)}"'),
        write=form(set_clock, Text(20)),
    ),
    one_number(CLTS, test='"yy/MM/dd,hh:mm:ss+/-zz"'),
)

FOLLOWED = (one_number(CTZU, "(0-1)"), one_number(CTZR, "(0-1)"))
"""What some families have to follow the network's time."""
UTC_OR_LOCAL = replace(one_number(CURTC), write=form(show_utc, Int(0, 1)))

PARTS = (Clock,)
