"""What is listened for: tones, jamming, the antenna: AT+DDET, +SJDR, +CANT (SIM800 AT command manual, 16.2.1, 6.2.58
and 6.2.61). There are no tones and no jamming here, and the antenna is connected: that is told as often as asked for.
"""

from __future__ import annotations

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting

DDET = Setting("ddet", 0, Int(0, 1), Saved.PROFILE)
TONES = Setting("ddet.how", (0, 0, 0), (Int(0, 10000), Int(0, 1), Int(0, 1)))
"""Interval, report mode and single frequencies, which AT&W does not store."""
SJDR = Setting("sjdr", 0, Int(0, 1))
JAMMING = Setting("sjdr.how", (0, 255, 0), (Int(0, 3), Int(1, 255), Int(0, 1)))
"""How it is told, the threshold between jamming and interference, and when it is told."""
CANT = Setting("cant", (0, 0, 10), (Int(0, 1), Int(0, 1), Int(0, 3600)), Saved.PROFILE, "+CANT")
NO_JAMMING = 0
JAMMING_BY_LINE = (1, 3)
"""Modes of AT+SJDR in which a line tells how it is."""
JAMMING_INTERVAL = 3 * SECOND
CONNECTED = 0
"""<status> of +CANT."""


class Watch(Part):
    """Tells again and again how it is, as AT+SJDR and AT+CANT ask."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._told: dict[str, int] = {}
        self._timers: list[Timer] = []

    def power_on(self) -> None:
        """Begin with what the profile says."""
        self.settings_changed()

    def settings_changed(self) -> None:
        """Begin to tell, or cease to, where that has changed."""
        wanted = self._wanted()
        if wanted == self._told:
            return
        for timer in self._timers:
            timer.cancel()
        self._told, self._timers = wanted, []
        for line, interval in wanted.items():
            self._tell_later(line, interval)

    def _wanted(self) -> dict[str, int]:
        settings, wanted = self.module.settings, {}
        mode, _, only_changes = settings[JAMMING]
        if settings[SJDR] and mode in JAMMING_BY_LINE and not only_changes:
            wanted["+SJDR: NO JAMMING"] = JAMMING_INTERVAL
        on, by_line, seconds = settings[CANT]
        if on and by_line and seconds:
            wanted[f"+CANT: {CONNECTED}"] = seconds * SECOND
        return wanted

    def _tell_later(self, line: str, interval: int) -> None:
        def tell() -> None:
            self._timers.remove(timer)
            self.module.announce(line)
            self._tell_later(line, interval)

        timer = self.module.after(interval, tell)
        self._timers.append(timer)


def detect_tones(module: Device, mode: int, *how: int | None) -> Reply:
    """AT+DDET=: what is left out stays."""
    kept = module.settings[TONES]
    interval, report, single = (old if new is None else new for old, new in zip(kept, how, strict=True))
    module.settings[DDET], module.settings[TONES] = mode, (interval, report, single)
    return ok()


def tones(module: Device) -> Reply:
    """AT+DDET?."""
    return ok(f"+DDET: {module.settings[DDET]},{module.settings.spell(TONES)}")


def detect_jamming(module: Device, status: int, *how: int | None) -> Reply:
    """AT+SJDR=: what is left out stays."""
    kept = module.settings[JAMMING]
    mode, threshold, display = (old if new is None else new for old, new in zip(kept, how, strict=True))
    module.settings[SJDR], module.settings[JAMMING] = status, (mode, threshold, display)
    return ok()


def jamming(module: Device) -> Reply:
    """AT+SJDR?: more than the status only while it is on."""
    more = f",{module.settings.spell(JAMMING)},{NO_JAMMING}" if module.settings[SJDR] else ""
    return ok(f"+SJDR: {module.settings[SJDR]}{more}")


PARTS = (Watch,)

SETTINGS = (DDET, TONES, SJDR, JAMMING, CANT)

COMMANDS = (
    Command(
        "+DDET",
        test=("+DDET: (0,1),(0-10000),(0,1),(0,1)",),
        read=tones,
        write=form(
            detect_tones, Int(0, 1), Int(0, 10000, default=None), Int(0, 1, default=None), Int(0, 1, default=None)
        ),
    ),
    Command(
        "+SJDR",
        test=("+SJDR: (0,1)",),
        read=jamming,
        write=form(
            detect_jamming, Int(0, 1), Int(0, 3, default=None), Int(1, 255, default=None), Int(0, 1, default=None)
        ),
    ),
    several_numbers(CANT, "(0,1),(0,1),(0-3600)", required=3),
)
