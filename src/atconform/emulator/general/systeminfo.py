"""AT+CPSI where several radio systems may serve the module (SIM7500/SIM7600 AT command manual, 4.2.14).

What the cell is like is the same for every place; GSM is spelt as the SIM7X00 note prints it (2.1), with a blank where
the manual has a comma.
"""

from __future__ import annotations

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.general import power, registration
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.servingcell import OPERATION, strength
from atconform.protocol.network import System

CELLS: dict[System, str] = {
    "GSM": "{plmn} 0x{area},{cell},81 EGSM 900,{dbm},0,31-31",
    "CDMA": "{plmn},283,4,{dbm},-106,0,0,-255,13824,1,-4,{cell}",
    "EVDO": "{plmn},37,{dbm},-106,-255,4,0,0,-4",
    "LTE": "{plmn},0x{area},{cell},257,EUTRAN-BAND3,1850,5,5,-94,-850,{tenths},15",
}
"""What stands behind system and operation mode."""


def system_information(module: Device) -> str:
    """Spell what AT+CPSI tells."""
    radio, operation = module.part(Radio), OPERATION[module.part(power.Power).level]
    if radio.operator is None or not radio.registered:
        return f"+CPSI: NO SERVICE, {operation}"
    plmn, dbm = radio.operator.numeric, strength(radio.rssi)
    cell = CELLS[radio.system].format(
        plmn=f"{plmn[:3]}-{plmn[3:]}",
        area=module.figures[registration.Figures].area_code,
        cell=int(module.figures[registration.Figures].cell, 16),
        dbm=dbm,
        tenths=10 * dbm,
    )
    return f"+CPSI: {radio.system},{operation},{cell}"


class SystemReports(Part):
    """Tells the same every so many seconds."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._timer: Timer | None = None

    def every(self, seconds: int) -> None:
        """Tell it so often from now on; 0: no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.module.after(seconds * SECOND, lambda: self._due(seconds)) if seconds else None

    def _due(self, seconds: int) -> None:
        if self.module.in_command_mode:
            self.module.announce(system_information(self.module))
        self.every(seconds)


def report(module: Device, seconds: int) -> Reply:
    """AT+CPSI=."""
    module.part(SystemReports).every(seconds)
    return ok()


COMMANDS = (
    Command(
        "+CPSI",
        test=("+CPSI: (0-255)",),
        read=lambda module: ok(system_information(module)),
        write=form(report, Int(0, 255)),
    ),
)

PARTS = (SystemReports,)
