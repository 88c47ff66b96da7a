"""AT&F, AT&V, AT&W, ATZ: the stored profile, the factory's, and a look at the present one."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Settings

SHOWN = (
    *("E", "Q", "V", "X", "S0", "S3", "S4", "S5", "S6", "S7", "S8", "S10", "S2", "S12", "S25", "&C", "&D"),
    *("+CMEE", "+CLTS", "+CSCLK", "+CIURC", "+CMGF", "+IPR", "+IFC", "+CPSMSTATUS"),
)
"""What AT&V shows, of the commands that the family has."""


def show(module: Device, _: int = 0) -> Reply:
    """AT&V."""
    return ok(
        *(
            f"{name}: {module.settings.spell(module.settings.shown_by(name))}"
            for name in SHOWN
            if name in module.commands
        )
    )


def profile(name: str, action: Callable[[Settings], None]) -> Command:
    """Declare a command that stores or restores the one profile there is, number 0."""

    def run(module: Device, _: int = 0) -> Reply:
        action(module.settings)
        return ok()

    return Command(name, write=form(run, Int(0, 0)), execute=run)


COMMANDS = (
    profile("&F", Settings.restore_factory),
    profile("&W", Settings.store_profile),
    profile("Z", Settings.restore_profile),
    Command("&V", write=form(show, Int(0, 0)), execute=show),
)
