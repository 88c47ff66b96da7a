"""AT&F, AT&V, AT&W, ATZ: the stored profile, the factory's, and a look at the present one."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Settings

SHOWN = {
    "E": "echo",
    "Q": "quiet",
    "V": "verbose",
    "X": "progress",
    "S0": "S0",
    "S3": "S3",
    "S4": "S4",
    "S5": "S5",
    "S6": "S6",
    "S7": "S7",
    "S8": "S8",
    "S10": "S10",
    "S2": "S2",
    "S12": "S12",
    "S25": "S25",
    "&C": "dcd",
    "&D": "dtr",
    "+CMEE": "cmee",
    "+CLTS": "clts",
    "+CSCLK": "csclk",
    "+CIURC": "ciurc",
    "+CMGF": "cmgf",
    "+IPR": "ipr",
    "+IFC": "ifc",
    "+CPSMSTATUS": "cpsmstatus",
}
"""What AT&V shows of the commands that the family has, and the settings behind them."""


def show(module: Module, _: int = 0) -> Reply:
    """AT&V."""
    shown = ((name, setting) for name, setting in SHOWN.items() if name in module.commands)
    return ok(*(f"{name}: {spell(module.settings[setting])}" for name, setting in shown))


def spell(value: int | tuple[int, ...]) -> str:
    """Spell the value of a setting."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def profile(name: str, action: Callable[[Settings], None]) -> Command:
    """Declare a command that stores or restores the one profile there is, number 0."""

    def run(module: Module, _: int = 0) -> Reply:
        action(module.settings)
        return ok()

    return Command(name, write=form(run, Int(0, 0)), execute=run)


COMMANDS = (
    profile("&F", Settings.restore_factory),
    profile("&W", Settings.store_profile),
    profile("Z", Settings.restore_profile),
    Command("&V", write=form(show, Int(0, 0)), execute=show),
)
