"""AT+AUTOCSQ and AT+CSQDELTA: the signal is told by itself (SIM7500/SIM7600 AT command manual, 3.2.9 and 3.2.10)."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.command import Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net

EVERY_FIVE_SECONDS, ON_CHANGE = range(2)
PERIOD = 5 * SECOND

AUTOCSQ = Setting(
    "autocsq", (0, EVERY_FIVE_SECONDS), (Int(0, 1), Int(EVERY_FIVE_SECONDS, ON_CHANGE)), command="+AUTOCSQ"
)
CSQDELTA = Setting("csqdelta", 5, Int(0, 5), command="+CSQDELTA")
"""By how much the strength has to change to be told; 0: by anything."""


class SignalReports(Part):
    """Tells the signal every five seconds, or when it has changed."""

    hears_after = (Radio,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._asked: tuple[int, int] = (0, EVERY_FIVE_SECONDS)
        self._told = (0, 0)
        self._timer: Timer | None = None

    def settings_changed(self) -> None:
        """Begin to tell, or cease."""
        asked = self.module.settings[AUTOCSQ]
        if asked == self._asked:
            return
        self._asked = asked
        self._told = self._signal
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.module.after(PERIOD, self._due) if asked == (1, EVERY_FIVE_SECONDS) else None

    def _due(self) -> None:
        if self.module.in_command_mode:
            self._tell()
        self._timer = self.module.after(PERIOD, self._due)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Tell a signal that is another one by enough."""
        if self._asked != (1, ON_CHANGE):
            return
        (rssi, ber), (told_rssi, told_ber) = self._signal, self._told
        change = abs(rssi - told_rssi)
        if ber != told_ber or (change and change >= self.module.settings[CSQDELTA]):
            self._tell()

    @property
    def _signal(self) -> tuple[int, int]:
        radio = self.module.part(Radio)
        return radio.rssi, radio.ber

    def _tell(self) -> None:
        self._told = self._signal
        self.module.announce("+CSQ: {},{}".format(*self._signal))


def report(module: Device, wanted: int, when: int) -> Reply:
    """AT+AUTOCSQ=; when, goes back to its default where it is left out."""
    module.settings[AUTOCSQ] = (wanted, when)
    return ok()


SETTINGS = (AUTOCSQ, CSQDELTA)

COMMANDS = (
    replace(
        several_numbers(AUTOCSQ, "(0-1),(0-1)"),
        write=form(report, Int(0, 1), Int(EVERY_FIVE_SECONDS, ON_CHANGE, default=EVERY_FIVE_SECONDS)),
    ),
    one_number(CSQDELTA, alone=5),
)

PARTS = (SignalReports,)
