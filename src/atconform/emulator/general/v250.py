"""The basic commands of V.250: echo, result codes, S-parameters, and those that mean nothing in a GSM network."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of V.250 parameters. Times in microseconds."""

    register_digits: int = 3


def basic(name: str, setting: str, high: int, alone: int = 0) -> Command:
    """Declare a basic command that keeps one number.

    :param alone: what it means without a number, which is 0 by V.250, 5.3.1
    """

    def write(module: Module, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(name, write=form(write, Int(0, high)), execute=lambda module: write(module, alone))


def idle(name: str, high: int) -> Command:
    """Declare a basic command that is accepted and does nothing (AT command manual: no effect in GSM)."""
    return Command(name, write=form(lambda module, value: ok(), Int(0, high)), execute=lambda module: ok())


def register(number: int, low: int, high: int, default: int, digits: int | None = None) -> Command:
    """Declare an S-parameter; its value is read as three digits (V.250, 5.3.2), and written without means default.

    :param digits: how many digits it is read as, where not as many as the family's others
    """

    def read(module: Module) -> Reply:
        return ok(f"{module.settings[f'S{number}']:0{digits or module.figures[Figures].register_digits}}")

    def write(module: Module, value: int) -> Reply:
        module.settings[f"S{number}"] = value
        return ok()

    return Command(f"S{number}", read=read, write=form(write, Int(low, high, default=default)))


REGISTERS = (
    (0, 0, 255, 0),
    (3, 13, 13, 13),
    (4, 10, 10, 10),
    (5, 0, 127, 8),
    (6, 0, 999, 2),
    (7, 1, 255, 60),
    (8, 0, 255, 2),
    (10, 1, 254, 15),
)
"""Number, least and greatest value, default (AT command manual, 2.2.16 to 2.2.23)."""

FIGURES = (Figures,)

SETTINGS = {
    "echo": Setting(1, Saved.PROFILE),
    "verbose": Setting(1, Saved.PROFILE),
    "quiet": Setting(0, Saved.PROFILE),
    "progress": Setting(4, Saved.PROFILE),
    "dtr": Setting(0, Saved.PROFILE),
    "cmee": Setting(0, Saved.PROFILE),
    **{f"S{number}": Setting(default, Saved.PROFILE) for number, _, _, default in REGISTERS},
}

COMMANDS = (
    basic("E", "echo", 1),
    basic("V", "verbose", 1),
    basic("Q", "quiet", 1),
    basic("X", "progress", 4),
    basic("&D", "dtr", 2),
    idle("L", 9),
    idle("M", 9),
    Command("P", execute=lambda module: ok()),
    Command("T", execute=lambda module: ok()),
    *(register(*row) for row in REGISTERS),
    one_number("+CMEE", "cmee", 0, 2),
)
