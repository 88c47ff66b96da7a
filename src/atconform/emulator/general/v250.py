"""The basic commands of V.250: echo, result codes, S-parameters, and those that mean nothing in a GSM network."""

from __future__ import annotations

from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import CMEE, ECHO, QUIET, S3, S5, VERBOSE
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of V.250 parameters. Times in microseconds."""

    register_digits: int = 3


def basic(setting: Setting[int], alone: int = 0) -> Command:
    """Declare a basic command that keeps one number in a setting, and has its name from there.

    :param alone: what it means without a number, which is 0 by V.250, 5.3.1
    """

    def write(module: Device, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(
        setting.command,
        write=lambda module: form(write, module.settings.declared(setting).only),
        execute=lambda module: write(module, alone),
    )


def idle(name: str, high: int) -> Command:
    """Declare a basic command that is accepted and does nothing (AT command manual: no effect in GSM)."""
    return Command(name, write=form(lambda module, value: ok(), Int(0, high)), execute=lambda module: ok())


def register(setting: Setting[int], digits: int | None = None) -> Command:
    """Declare an S-parameter; its value is read as three digits (V.250, 5.3.2), and written without means default.

    :param digits: how many digits it is read as, where not as many as the family's others
    """

    def read(module: Device) -> Reply:
        return ok(f"{module.settings[setting]:0{digits or module.figures[Figures].register_digits}}")

    def write(module: Device, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    def write_form(module: Device) -> Form:
        declared = module.settings.declared(setting)
        return form(write, replace(declared.only, default=declared.default))

    return Command(setting.command, read=read, write=write_form)


PROGRESS = Setting("progress", 4, Int(0, 4), Saved.PROFILE, "X")
DTR_RULE = Setting("dtr", 0, Int(0, 2), Saved.PROFILE, "&D")
"""What happens when DTR rises to inactive in data mode."""
S0 = Setting("S0", 0, Int(0, 255), Saved.PROFILE, "S0")
S4 = Setting("S4", 10, Int(10, 10), Saved.PROFILE, "S4")
S6 = Setting("S6", 2, Int(0, 999), Saved.PROFILE, "S6")
S7 = Setting("S7", 60, Int(1, 255), Saved.PROFILE, "S7")
S8 = Setting("S8", 2, Int(0, 255), Saved.PROFILE, "S8")
S10 = Setting("S10", 15, Int(1, 254), Saved.PROFILE, "S10")
REGISTERS = (S0, S3, S4, S5, S6, S7, S8, S10)
"""AT command manual, 2.2.16 to 2.2.23."""

FIGURES = (Figures,)

SETTINGS = (ECHO, VERBOSE, QUIET, PROGRESS, DTR_RULE, CMEE, *REGISTERS)

COMMANDS = (
    basic(ECHO),
    basic(VERBOSE),
    basic(QUIET),
    basic(PROGRESS),
    basic(DTR_RULE),
    idle("L", 9),
    idle("M", 9),
    Command("P", execute=lambda module: ok()),
    Command("T", execute=lambda module: ok()),
    *map(register, REGISTERS),
    one_number(CMEE, omitted=0),
)
