"""ATD and ATH without voice calls: no data call is answered (SIM7000 AT command manual, 2.2.2 and 2.2.4)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok, result
from atconform.emulator.general.calls import NEEDS_DIAL_TONE
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.v250 import PROGRESS


def dial(module: Device, number: str) -> Reply:
    """ATD."""
    no_tone = not module.part(Radio).registered and module.settings[PROGRESS] in NEEDS_DIAL_TONE
    return result("NO DIALTONE" if no_tone else "NO CARRIER")


def hang_up(module: Device, _: int = 0) -> Reply:
    """ATH."""
    return ok()


COMMANDS = (
    Command("D", write=form(dial, Text(bare=True, default=""))),
    Command("H", write=form(hang_up, Int(0, 0)), execute=hang_up),
)
