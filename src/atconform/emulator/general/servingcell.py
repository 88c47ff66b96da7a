"""AT+CPSI: the radio system, and the cell that serves the module (SIM7000 AT command manual, 5.2.21)."""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.general import power, registration
from atconform.emulator.general.registration import Radio

OPERATION = {
    power.MINIMUM: "Low Power Mode",
    power.FULL: "Online",
    power.FLIGHT: "Low Power Mode",
    power.FACTORY_TEST: "Factory Test Mode",
    power.OFFLINE: "Offline",
}
"""What each level of AT+CFUN is called here."""
SYSTEM = "LTE NB-IOT"
PHYSICAL_CELL, BAND, CHANNEL = 457, "EUTRAN-BAND8", 3702
QUALITY, NOISE = -7, 14
"""RSRQ and RSSNR as the command prints them."""
UNKNOWN_SIGNAL = 99
REFERENCE_BELOW_TOTAL = 10
"""By how many decibels the reference signals are weaker than everything received."""


def strength(rssi: int) -> int:
    """Return the received signal in dBm, given <rssi> of AT+CSQ (3GPP TS 27.007, 8.5)."""
    return -113 + 2 * (0 if rssi == UNKNOWN_SIGNAL else rssi)


def serving_cell(module: Device) -> Reply:
    """AT+CPSI?."""
    radio, operation = module.part(Radio), OPERATION[module.part(power.Power).level]
    if radio.operator is None or not radio.registered:
        return ok(f"+CPSI: NO SERVICE,{operation}")
    plmn, area = radio.operator.numeric, module.figures[registration.Figures].area_code
    received = strength(radio.rssi)
    levels = f"{QUALITY},{received - REFERENCE_BELOW_TOTAL},{received},{NOISE}"
    cell = f"{int(module.figures[registration.Figures].cell, 16)},{PHYSICAL_CELL},{BAND},{CHANNEL}"
    return ok(f"+CPSI: {SYSTEM},{operation},{plmn[:3]}-{plmn[3:]},0x{area},{cell},0,0,{levels}")


COMMANDS = (Command("+CPSI", test=(), read=serving_cell),)
