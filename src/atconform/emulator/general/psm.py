"""Power saving mode: AT+CPSMS, AT+CPSMSTATUS, deep sleep and the way back (SIM7020 note, 5.10; AT command manual,
3.2.27 and 5.2.15; low power mode note V1.03, chapter 3).

When nothing has gone on for the active time (T3324), the module goes to deep sleep: its serial port is dead, its
volatile settings are lost, the network keeps its registration. It wakes when the period (T3412) is over; what the
network has for it waits until then. An open TCP connection keeps it awake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.inactivity import InactivityTimer
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import power
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """Power saving mode, where AT+CPSMS gives no timers (3GPP TS 24.008, T3324 and T3412). Times in microseconds."""

    modes: int = 3
    """How many modes AT+CPSMS has."""
    active: int = 4 * SECOND
    period: int = 10 * SECOND


OFF, ON, RESET = range(3)
"""Values of AT+CPSMS; RESET is OFF and forgets the timers."""

CPSMS = Setting("cpsms", (OFF, "", ""), (Int(OFF, ON), Text(8), Text(8)), Saved.AT_ONCE, "+CPSMS")
"""The mode, T3412 and T3324."""
CPSMSTATUS = Setting("cpsmstatus", 1, Int(0, 1), Saved.PROFILE, "+CPSMSTATUS")

MINUTE, HOUR = 60 * SECOND, 3600 * SECOND
PERIOD_UNITS = (10 * MINUTE, HOUR, 10 * HOUR, 2 * SECOND, 30 * SECOND, MINUTE, 320 * HOUR)
"""Units of T3412 by the upper three bits (3GPP TS 24.008, table 10.5.163a)."""
ACTIVE_UNITS = {0: 2 * SECOND, 2: 6 * MINUTE, 7: None}
"""Units of T3324 that are not a minute (3GPP TS 24.008, table 10.5.163); None: there is no such timer."""
SHORTEST_ACTIVE = 1 * SECOND
"""How long the module stays awake where T3324 is 0; the network releases its connection first."""

BITS = re.compile("[01]{8}|")
PERIOD_BITS = re.compile("(?!111)[01]{8}|")


def period(module: Device) -> int:
    """Return how long deep sleep lasts, in microseconds."""
    bits = module.settings[CPSMS][1]
    return PERIOD_UNITS[int(bits[:3], 2)] * int(bits[3:], 2) if bits else module.figures[Figures].period


def active_time(module: Device) -> int | None:
    """Return how long the module stays awake while nothing goes on, in microseconds; None: for ever."""
    mode, _, bits = module.settings[CPSMS]
    if mode != ON:
        return None
    if not bits:
        return module.figures[Figures].active
    unit = ACTIVE_UNITS.get(int(bits[:3], 2), MINUTE)
    return None if unit is None else max(unit * int(bits[3:], 2), SHORTEST_ACTIVE)


class PowerSaving(Part):
    """Goes to deep sleep when nothing has gone on for the active time, and says so."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._quiet = InactivityTimer(module, self._enter)
        self._active_time: int | None = None
        self._waking = False
        module.part(Radio).timers = self._granted

    def _granted(self) -> tuple[str, str]:
        """Return the active time and the period that the network gave, which are those that were asked for."""
        mode, period, active = self.module.settings[CPSMS]
        return (active, period) if mode == ON else ("", "")

    def power_on(self) -> None:
        """Begin with what is stored."""
        self.settings_changed()

    def settings_changed(self) -> None:
        """Follow AT+CPSMS."""
        before, self._active_time = self._active_time, active_time(self.module)
        if self._active_time is None:
            self._quiet.give_up()
        elif self._active_time != before:
            self._quiet.wait(self._active_time)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record that something is going on."""
        self._quiet.disturb()

    def _enter(self) -> None:
        module = self.module
        assert self._active_time is not None
        if module.parts.keep_awake or not module.in_command_mode or not module.part(Radio).attached:
            self._quiet.wait(self._active_time)
            return
        self._report("ENTER PSM")
        module.supply.sleep_deeply(period(module))

    def left_deep_sleep(self) -> None:
        """Tell that the module is awake, after what the start itself reports."""
        self._waking = True
        self.power_on()
        figures = self.module.figures[power.Figures]
        self.module.after(figures.boot_delay + figures.boot_line_gap, self._awake)

    def keeps_awake(self) -> bool:
        """Return whether the module is still on its way out of deep sleep."""
        return self._waking

    def _awake(self) -> None:
        self._waking = False
        self._quiet.disturb()
        self._report("EXIT PSM")
        self.module.supply.catch_up()

    def _report(self, what: str) -> None:
        if self.module.settings[CPSMSTATUS]:
            self.module.announce(f'+CPSMSTATUS: "{what}"')


def configure(module: Device, mode: int, routing: str, ready: str, period: str, active: str) -> Reply:
    """AT+CPSMS=; routing area and READY timers mean nothing here (manual).

    Switching on without timers takes the family's own; switching off keeps those that were given.
    """
    if not (BITS.fullmatch(routing) and BITS.fullmatch(ready) and BITS.fullmatch(active)):
        return error(module.dialect.bad_parameter)
    if not PERIOD_BITS.fullmatch(period):
        return error(module.dialect.bad_parameter)
    kept = module.settings[CPSMS][1:] if mode == OFF else ("", "")
    module.settings[CPSMS] = (mode, period or kept[0], active or kept[1]) if mode != RESET else (OFF, "", "")
    return ok()


def configure_form(module: Device) -> Form:
    """The parameters of AT+CPSMS; without any it is reset (3GPP TS 27.007, 7.38)."""
    timers = [Text(8, default="")] * 4
    return form(configure, Int(OFF, module.figures[Figures].modes - 1, default=RESET), *timers)


def read(module: Device) -> Reply:
    """AT+CPSMS?: the mode, and the timers where one was given."""
    mode, period, active = module.settings[CPSMS]
    if not period and not active:
        return ok(f"+CPSMS: {mode}")
    timers = ",".join(f'"{bits}"' if bits else "" for bits in (period, active))
    return ok(f"+CPSMS: {mode},,,{timers}")


def test(module: Device) -> Reply:
    """AT+CPSMS=?."""
    return ok(f'+CPSMS: (0-{module.figures[Figures].modes - 1}),,,("00000000"-"11011111"),("00000000"-"11111111")')


FIGURES = (Figures,)

SETTINGS = (CPSMS, CPSMSTATUS)

COMMANDS = (
    Command("+CPSMS", test=test, read=read, write=configure_form),
    one_number(CPSMSTATUS, test="(0-1)"),
)

PARTS = (PowerSaving,)
