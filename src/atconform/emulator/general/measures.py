"""What the module measures: its supply, its analogue inputs, its temperature; and what it does about them.

AT+CBC, +CADC, +CADC2, +CMTE, +CPMUTEMP; AT+CBATCHK, +CVALARM, +CPMVT (SIM800 AT command manual, 3.2.52, 6.2.7 and
6.2.24; SIM7000, 3.2.22, 5.2.2 and 5.2.16; SIM7020, 3.2.23, 5.2.2 and 5.2.23; SIM7500/SIM7600, 19.2.1 to 19.2.12). What
is measured is a figure, as the manuals' examples have it where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of what is measured."""

    millivolts: int = 4049
    charge: int = 81
    """The charge of the battery, in percent."""
    charging: int = 0
    """<bcs> of AT+CBC: not charging, charging, full."""
    adc: int = 603
    """What is at the analogue inputs, in millivolts."""
    adc_raw: int = 187
    """The same as the converter counts it, where it can be asked for (AT+CADC=0)."""
    adc_values: str = "(0-2800)"
    """How AT+CADC=? lists the values."""
    hundredths_of_degrees: int = 2542
    """The temperature, in hundredths of a degree Celsius."""


SUCCESS = 1
RAW, VOLTAGE = 0, 2
"""What AT+CADC=<adc> asks for."""

CMTE = Setting("cmte", 0, Int(0, 1), Saved.PROFILE, "+CMTE")
CBATCHK = Setting("cbatchk", 0, Int(0, 1), Saved.AT_ONCE, "+CBATCHK")
CVALARM = Setting("cvalarm", (0, 3300, 4300), (Int(0, 1), Int(3300, 4000), Int(4000, 4300)), command="+CVALARM")
CPMVT = Setting("cpmvt", (0, 3200, 4300), (Int(0, 1), Int(3200, 4000), Int(4000, 4300)), command="+CPMVT")


def supply(module: Device) -> Reply:
    """AT+CBC: charging or not, charge and voltage; without the blank of the manual's form, as real modules print it."""
    figures = module.figures[Figures]
    return ok(f"+CBC: {figures.charging},{figures.charge},{figures.millivolts}")


def charge_and_voltage(module: Device) -> Reply:
    """AT+CBC of a module that does not tell whether it is charging (SIM7020 AT command manual, 3.2.23)."""
    figures = module.figures[Figures]
    return ok(f"+CBC: {figures.charge},{figures.millivolts}")


def volts(module: Device) -> Reply:
    """AT+CBC of a module that tells the voltage alone (SIM7500/SIM7600 AT command manual, 19.2.11)."""
    return ok(f"+CBC: {module.figures[Figures].millivolts / 1000:.3f}V")


def analogue_input(name: str) -> Command:
    """Declare AT+CADC or its kin, which are told raw or in millivolts (SIM7500/SIM7600 AT command manual, 19.2.4)."""

    def read(module: Device, kind: int) -> Reply:
        figures = module.figures[Figures]
        return ok(f"{name}: {figures.adc_raw if kind == RAW else figures.adc}")

    return Command(name, test=(f"{name}: ({RAW},{VOLTAGE})",), write=form(read, OneOf((RAW, VOLTAGE))))


def temperature(module: Device) -> Reply:
    """AT+CMTE?: whether it is watched, and what it is, with two decimals (SIM800 AT command manual, 6.2.24)."""
    return ok(f"+CMTE: {module.settings[CMTE]},{module.figures[Figures].hundredths_of_degrees / 100:.2f}")


def whole_degrees(module: Device) -> Reply:
    """AT+CPMUTEMP."""
    return ok(f"+CPMUTEMP: {module.figures[Figures].hundredths_of_degrees // 100}")


FIGURES = (Figures,)

COMMANDS = (
    Command("+CBC", test=("+CBC: (0-2),(1-100),(voltage)",), execute=supply),
    Command(
        "+CADC",
        test=lambda module: ok(f"+CADC: (0,1),{module.figures[Figures].adc_values}"),
        read=lambda module: ok(f"+CADC: {SUCCESS},{module.figures[Figures].adc}"),
    ),
)

CHARGE_AND_VOLTAGE = Command("+CBC", test=("+CBC: (0-100),(voltage)",), execute=charge_and_voltage)
BATTERY_CHECK = one_number(CBATCHK)
TEMPERATURE = replace(one_number(CMTE), test=None, read=temperature)

ADC_IN_TWO_WAYS = (analogue_input("+CADC"), analogue_input("+CADC2"))
WATCHED_SUPPLY = (
    Command("+CBC", execute=volts),
    Command("+CPMUTEMP", execute=whole_degrees),
    one_number(CMTE),
    # The range that AT+CPMVT=? lists is that of AT+CVALARM, though its voltages begin lower.
    several_numbers(CVALARM, "(0,1),(3300-4000),(4000-4300)"),
    several_numbers(CPMVT, "(0,1),(3300-4000),(4000-4300)"),
)
"""What SIM7500 and SIM7600 have of their own."""
