"""CIPTKA with values for each connection number (SIM7020 AT command manual, 7.2.25)."""

from __future__ import annotations

from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import spell_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok

OFF = 0
PARAMETERS = (Int(0, 1), Int(30, 7200, 7200), Int(30, 600, 75), Int(1, 9, 9))
"""On or off; seconds until the first probe; seconds between probes; how many."""


class KeepAlives(Part):
    """The values of every connection number; single connection mode uses the first."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.values: list[tuple[int, ...]] = [(OFF, 7200, 75, 9)] * module.figures[Figures].connections


def write(module: Device, number: int, *values: int) -> Reply:
    """AT+CIPTKA=[<n>,]<mode>[,<idle>[,<interval>[,<count>]]]: what is left out has its default."""
    module.part(KeepAlives).values[number] = values
    return ok()


def write_form(module: Device) -> Form:
    """The parameters, with the connection number first in multi connection mode."""
    if stack(module).multi:
        return form(write, Int(0, module.figures[Figures].connections - 1), *PARAMETERS)
    return form(lambda m, *values: write(m, 0, *values), *PARAMETERS)


def shown(values: tuple[int, ...]) -> str:
    """Spell the values; the times only where they count."""
    return spell_numbers(values if values[0] else values[:1])


def read(module: Device) -> Reply:
    """AT+CIPTKA?: the values, of each connection number in multi connection mode."""
    values = module.part(KeepAlives).values
    if stack(module).multi:
        return ok(*(f"+CIPTKA: {number},{shown(row)}" for number, row in enumerate(values)))
    return ok(f"+CIPTKA: {shown(values[0])}")


def test(module: Device) -> Reply:
    """AT+CIPTKA=?."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    return ok(f"+CIPTKA: {number}(0-1),(30-7200),(30-600),(1-9)")


COMMANDS = (Command("+CIPTKA", test=test, read=read, write=write_form),)

PARTS = (KeepAlives,)
