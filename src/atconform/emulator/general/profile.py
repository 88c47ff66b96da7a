"""AT&F, AT&V, AT&W, ATZ: the stored profile, the factory's, and a look at the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Settings

SHOWN = (
    *("E", "Q", "V", "X", "S0", "S3", "S4", "S5", "S6", "S7", "S8", "S10", "S2", "S12", "S25", "&C", "&D"),
    *("+CMEE", "+CLTS", "+CSCLK", "+CIURC", "+CMGF", "+IPR", "+IFC", "+CPSMSTATUS"),
)
"""What AT&V shows, of the commands that the family has."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the list of settings."""

    widest: int | None = None
    """How long a line of AT&V is at the most where several settings stand on it, with semicolons behind them
    (SIM7500/SIM7600 AT command manual, 2.2.17, and a record); None: each has a line of its own."""


def show(module: Device, _: int = 0) -> Reply:
    """AT&V."""
    known = (
        f"{name}: {module.settings.spell(module.settings.shown_by(name))}" for name in SHOWN if name in module.commands
    )
    widest = module.figures[Figures].widest
    return ok(*known) if widest is None else ok(*packed([f"{each};" for each in known], widest))


def packed(settings: list[str], widest: int) -> Iterator[str]:
    """Put as many settings on a line as it takes, with spaces between them."""
    line = settings[0]
    for each in settings[1:]:
        if len(line) + 1 + len(each) > widest:
            yield line
            line = each
        else:
            line += f" {each}"
    yield line


def profile(name: str, action: Callable[[Settings], None]) -> Command:
    """Declare a command that stores or restores the one profile there is, number 0."""

    def run(module: Device, _: int = 0) -> Reply:
        action(module.settings)
        return ok()

    return Command(name, write=form(run, Int(0, 0)), execute=run)


FIGURES = (Figures,)

COMMANDS = (
    profile("&F", Settings.restore_factory),
    profile("&W", Settings.store_profile),
    profile("Z", Settings.restore_profile),
    Command("&V", write=form(show, Int(0, 0)), execute=show),
)
