"""AT+SPWM: pulse width modulation (SIM800 AT command manual, 6.2.41; SIM7000, 5.2.43). Nobody sees the pulses here."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok

CLOCK = 13_000_000
"""The clock that the pulses are counted in, in hertz."""
GREATEST_LEVEL = 65535


def by_frequency(module: Device, port: int, frequency: int, level: int) -> Reply:
    """AT+SPWM of SIM800: the level, a number of the clock's ticks, stays below those of a period."""
    if frequency and level >= CLOCK // frequency:
        return error(module.dialect.bad_parameter)
    return ok()


BY_FREQUENCY = Command(
    "+SPWM",
    test=(f"+SPWM: (0-2),(0-100000),(0-{GREATEST_LEVEL})",),
    write=form(by_frequency, Int(0, 2), Int(0, 100_000), Int(0, GREATEST_LEVEL)),
)
BY_DIVISOR = Command(
    "+SPWM", test=("+SPWM: (0-31),(0-100)",), write=form(lambda module, divisor, level: ok(), Int(0, 31), Int(0, 100))
)
