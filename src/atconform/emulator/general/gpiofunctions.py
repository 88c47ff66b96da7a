"""GPIOs that may have another function, and the auxiliary supply: AT+CGFUNC, +CGDRT, +CGSETV, +CGGETV, +CVAUXS, +CVAUXV
(SIM7500/SIM7600 AT command manual, 19.2.2, 19.2.3 and 19.2.19 to 19.2.22).

A line that is no GPIO at present, or none at all, is answered with ERROR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, spell_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of GPIOs."""

    lines: tuple[int, ...] = (3, 40, 41, 43, 44)
    """Those that the manual names; which others a module has depends on its hardware."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """What is at an input, where it is high."""


GPIO, FUNCTION = 0, 1
INPUT, OUTPUT = 0, 1
ETHERNET, STATUS, CARD_DETECT = (
    Setting("cgfunc.3", GPIO, Int(GPIO, FUNCTION), Saved.AT_ONCE),
    Setting("cgfunc.40", FUNCTION, Int(GPIO, FUNCTION), Saved.AT_ONCE),
    Setting("cgfunc.44", GPIO, Int(GPIO, FUNCTION), Saved.AT_ONCE),
)
FUNCTIONS = {3: ETHERNET, 40: STATUS, 44: CARD_DETECT}
"""The lines that can have another function, which has them at first as 19.2.19 says."""
CVAUXS = Setting("cvauxs", 1, Int(0, 1), command="+CVAUXS")
CVAUXV = Setting("cvauxv", 2800, OneOf(tuple(range(1700, 3051, 50))), command="+CVAUXV")
"""The voltage of the auxiliary supply, in millivolts; at first as in the manual's example."""
NUMBER = Int(0, 255)


class GpioLines(Part):
    """Which lines are outputs, and their levels."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.outputs: dict[int, int] = {}

    def usable(self, line: int) -> bool:
        """Return whether there is such a line, and it is a GPIO at present."""
        if line not in self.module.figures[Figures].lines:
            return False
        return line not in FUNCTIONS or self.module.settings[FUNCTIONS[line]] == GPIO


def choose_function(module: Device, line: int, function: int | None) -> Reply:
    """AT+CGFUNC=: a line alone asks for its function."""
    setting = FUNCTIONS.get(line)
    if setting is None:
        return error(None)
    if function is None:
        return ok(f"+CGFUNC: {line},{module.settings[setting]}")
    module.settings[setting] = function
    return ok()


def set_direction(module: Device, line: int, direction: int) -> Reply:
    """AT+CGDRT=."""
    part = module.part(GpioLines)
    if not part.usable(line):
        return error(None)
    if direction == INPUT:
        part.outputs.pop(line, None)
    else:
        part.outputs.setdefault(line, 0)
    return ok()


def set_level(module: Device, line: int, level: int) -> Reply:
    """AT+CGSETV=: an input cannot be set."""
    part = module.part(GpioLines)
    if not part.usable(line) or line not in part.outputs:
        return error(None)
    part.outputs[line] = level
    return ok()


def read_level(module: Device, line: int) -> Reply:
    """AT+CGGETV=."""
    part = module.part(GpioLines)
    if not part.usable(line):
        return error(None)
    return ok(f"+CGGETV: {line},{part.outputs.get(line, module.figures[Figures].levels.get(line, 0))}")


def lines(module: Device) -> str:
    """List the GPIOs."""
    return f"({spell_numbers(module.figures[Figures].lines)})"


FIGURES = (Figures,)

SETTINGS = (*FUNCTIONS.values(), CVAUXS, CVAUXV)

COMMANDS = (
    Command(
        "+CGFUNC",
        test=(f"+CGFUNC: ({spell_numbers(FUNCTIONS)}),(0,1)",),
        write=form(choose_function, NUMBER, Int(GPIO, FUNCTION, default=None)),
    ),
    Command(
        "+CGDRT",
        test=lambda module: ok(f"+CGDRT: {lines(module)},(0,1)"),
        write=form(set_direction, NUMBER, Int(INPUT, OUTPUT)),
    ),
    Command(
        "+CGSETV",
        test=lambda module: ok(f"+CGSETV: {lines(module)},(0,1)"),
        write=form(set_level, NUMBER, Int(0, 1)),
    ),
    Command(
        "+CGGETV",
        test=lambda module: ok(f"+CGGETV: {lines(module)}"),
        write=form(read_level, NUMBER),
    ),
    one_number(CVAUXS),
    one_number(CVAUXV, "(1700-3050)"),
)

PARTS = (GpioLines,)
