"""AT+CPSI where several radio systems may serve the module (SIM7500/SIM7600 AT command manual, 4.2.14).

What the cell is like is the same for every place; GSM is spelt as the SIM7X00 note prints it (2.1), with a blank where
the manual has a comma.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
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


def system_information(module: Device) -> Reply:
    """AT+CPSI?."""
    radio, operation = module.part(Radio), OPERATION[module.part(power.Power).level]
    if radio.operator is None or not radio.registered:
        return ok(f"+CPSI: NO SERVICE, {operation}")
    plmn, dbm = radio.operator.numeric, strength(radio.rssi)
    cell = CELLS[radio.system].format(
        plmn=f"{plmn[:3]}-{plmn[3:]}",
        area=module.figures[registration.Figures].area_code,
        cell=int(module.figures[registration.Figures].cell, 16),
        dbm=dbm,
        tenths=10 * dbm,
    )
    return ok(f"+CPSI: {radio.system},{operation},{cell}")


COMMANDS = (Command("+CPSI", test=(), read=system_information),)
