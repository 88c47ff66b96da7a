"""AT+EXUNSOL: proprietary reports, of which there is one, the signal's (SIM800 AT command manual, 6.2.35; SIM7020,
5.2.8).
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net

SIGNAL = "SQ"
QUERY = 2

EXUNSOL = Setting("exunsol", 0, Int(0, 1), Saved.PROFILE)


class ProprietaryReports(Part):
    """Tells the signal when it has changed."""

    hears_after = (Radio,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._known = (99, 99)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Tell another signal than before."""
        radio = self.module.part(Radio)
        before, self._known = self._known, (radio.rssi, radio.ber)
        if self._known != before and self.module.settings[EXUNSOL]:
            self.module.announce(f"+CSQN: {radio.rssi},{radio.ber}")


def report(module: Device, what: str, mode: int) -> Reply:
    """AT+EXUNSOL=."""
    if mode == QUERY:
        return ok(f"+EXUNSOL: {module.settings[EXUNSOL]}")
    module.settings[EXUNSOL] = mode
    return ok()


SETTINGS = (EXUNSOL,)

COMMANDS = (Command("+EXUNSOL", test=(f'+EXUNSOL: ("{SIGNAL}")',), write=form(report, Word((SIGNAL,)), Int(0, QUERY))),)

PARTS = (ProprietaryReports,)
