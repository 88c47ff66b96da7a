"""The module's clock and the network's time: AT+CCLK, AT+CLTS.

The clock goes with the module's own time, from where AT+CCLK set it; without that it begins at power-up on the first
day that the manual's format can write.
"""

from __future__ import annotations

import re
from calendar import monthrange

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.protocol import network as net

TIME = re.compile(r"(\d\d)/(\d\d)/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)")
DAY = 24 * 3600
MOST_ZONE = 48

CLTS = Setting("clts", 0, Int(0, 1), Saved.PROFILE, "+CLTS")
ZONE = Setting("zone", 0, Int(-MOST_ZONE, MOST_ZONE), Saved.AT_ONCE)
"""Quarters of an hour."""


class Clock(Part):
    """Counts seconds since a day."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._date = (4, 1, 1)
        self._seconds = 0
        self._set_at = module.now

    def network_event(self, event: net.NetworkEvent) -> None:
        """Report the network's time if AT+CLTS asks for it."""
        if isinstance(event, net.NetworkTime) and self.module.settings[CLTS]:
            self.module.announce(event.text)

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


SETTINGS = (CLTS, ZONE)

COMMANDS = (
    Command(
        "+CCLK",
        test=(),
        read=lambda module: ok(f'+CCLK: "{module.part(Clock)}"'),
        write=form(set_clock, Text(20)),
    ),
    one_number(CLTS, test='"yy/MM/dd,hh:mm:ss+/-zz"'),
)

PARTS = (Clock,)
