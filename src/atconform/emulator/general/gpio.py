"""General purpose inputs and outputs: AT+SGPIO by number, AT+CGPIO by pin (SIM800 AT command manual, 6.2.40 and
6.2.70; SIM7000, 5.2.11 and 5.2.15; SIM7020, 5.2.24).

A line is an input until it is set. What is at an input is a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of inputs and outputs."""

    numbers: tuple[int, int] = (1, 7)
    """The least and the greatest number that AT+SGPIO knows."""
    inputs_only: tuple[int, ...] = (4, 5)
    """Those that cannot be set to outputs (SIM800 AT command manual, 21.5)."""
    pins: tuple[int, int] = (1, 88)
    """The pins that AT+CGPIO knows: those of the housing. Which are free is told by hardware manuals only."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """What is at an input, by its number or pin, where it is high."""


SET, READ = 0, 1
INPUT, OUTPUT = 0, 1


class Lines(Part):
    """What has been set to an output, and to which level."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.outputs: dict[tuple[str, int], int] = {}


def steering(name: str, kind: str) -> Command:
    """Declare AT+SGPIO or AT+CGPIO.

    :param kind: which figure tells what it counts
    """

    def known(module: Device) -> Int:
        return Int(*getattr(module.figures[Figures], kind))

    def run(module: Device, operation: int, number: int, function: int | None, level: int | None) -> Reply:
        lines, figures = module.part(Lines).outputs, module.figures[Figures]
        if operation == READ:
            # Only an input can be read: an output is answered with ERROR.
            if (name, number) in lines:
                return error(module.dialect.not_allowed)
            return ok(f"{name}: {figures.levels.get(number, 0)}")
        if function is None or level is None:
            return error(module.dialect.bad_parameter)
        if function == INPUT:
            lines.pop((name, number), None)
        elif kind == "numbers" and number in figures.inputs_only:
            return error(module.dialect.not_allowed)
        else:
            lines[name, number] = level
        return ok()

    def write_form(module: Device) -> Form:
        # Function and level have a meaning only where something is set.
        return form(run, Int(SET, READ), known(module), Int(INPUT, OUTPUT, default=None), Int(0, 1, default=None))

    return Command(name, test=lambda module: ok(f"{name}: (0-1),{listed(known(module))},(0-1),(0-1)"), write=write_form)


FIGURES = (Figures,)

COMMANDS = (steering("+SGPIO", "numbers"), steering("+CGPIO", "pins"))

PARTS = (Lines,)
