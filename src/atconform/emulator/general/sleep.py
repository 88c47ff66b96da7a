"""Sleep: AT+CSCLK, and the ways back (SIM800 note, 11; AT command manual, 6.2.20).

Asleep, the serial port is dead: what comes in is lost. What happens over the air still wakes the module far enough to
report it, but commands are answered only when the host has woken the serial port: with DTR (AT+CSCLK=1) or with
characters (AT+CSCLK=2).
"""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay, figure
from atconform.emulator.core.inactivity import InactivityTimer
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Saved, Setting
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of sleep (SIM800 note, 11; manual, AT+CSCLK). Times in microseconds."""

    sleep_after: int = delay(1 * SECOND, normal=5 * SECOND)
    wake_dtr: int = figure(50 * MS, 2 * MS)
    wake_characters: int = 100 * MS


AWAKE, BY_DTR, BY_ITSELF = range(3)
"""Values of AT+CSCLK."""

CSCLK = Setting("csclk", AWAKE, Int(AWAKE, BY_ITSELF), Saved.PROFILE, "+CSCLK", untouched_by_reset=True)


class Sleep(Part):
    """Falls asleep when nothing is going on, and wakes up."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._asleep = False
        self._quiet = InactivityTimer(module, self._fall_asleep)
        self._waking: Timer | None = None

    def power_on(self) -> None:
        """Begin with what the profile says."""
        self._review()

    def settings_changed(self) -> None:
        """Follow AT+CSCLK."""
        self._review()

    def line_changed(self, line: str, *, high: bool) -> None:
        """Follow DTR: low long enough it wakes the serial port, high it lets the module sleep."""
        if line != "DTR":
            return
        if self.module.settings[CSCLK] == BY_DTR:
            self._wake_by_dtr(high=high)
        self._review()

    def _wake_by_dtr(self, *, high: bool) -> None:
        if self._waking is not None:
            self._waking.cancel()
        low_long_enough = self.module.figures[Figures].wake_dtr
        self._waking = self.module.after(low_long_enough, self._wake) if self._asleep and not high else None

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record that something is going on."""
        self._quiet.disturb()

    def _may_sleep(self) -> bool:
        mode = self.module.settings[CSCLK]
        return mode == BY_ITSELF or (mode == BY_DTR and self.module.pins.host("DTR"))

    def _review(self) -> None:
        """Begin to wait for quiet, or give it up."""
        if not self._may_sleep():
            self._quiet.give_up()
        elif not self._quiet.awaited and not self._asleep:
            self._quiet.wait(self.module.figures[Figures].sleep_after)

    def _fall_asleep(self) -> None:
        self._asleep = True
        self.module.port.divert(self._heard)

    def _heard(self, data: bytes) -> None:
        """Lose what is typed; with AT+CSCLK=2 it wakes the serial port a little later."""
        if self.module.settings[CSCLK] == BY_ITSELF and self._waking is None:
            self._waking = self.module.after(self.module.figures[Figures].wake_characters, self._wake)

    def _wake(self) -> None:
        self._asleep, self._waking = False, None
        self._quiet.disturb()
        self.module.port.resume()
        self._review()


FIGURES = (Figures,)

SETTINGS = (CSCLK,)

COMMANDS = (one_number(CSCLK),)

PARTS = (Sleep,)
