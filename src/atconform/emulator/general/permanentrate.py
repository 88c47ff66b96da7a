"""AT+IPREX: the rate of the serial line that outlives a restart (SIM7500/SIM7600 AT command manual, 19.2.15)."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.command import OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.line import IPR

IPREX = Setting("iprex", 115200, OneOf((115200,)), Saved.AT_ONCE, "+IPREX")


class PermanentRate(Part):
    """Begins with the permanent rate."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        module.settings[IPR] = module.settings[IPREX]


def keep_present_rate(module: Device) -> Reply:
    """AT+IPREX: the present rate becomes the permanent one, as the manual's note has it."""
    module.settings[IPREX] = module.settings[IPR]
    return ok()


def set_rate(module: Device, rate: int) -> Reply:
    """AT+IPREX=: for now, and for after a restart."""
    module.settings[IPREX] = module.settings[IPR] = rate
    return ok()


SETTINGS = (IPREX,)

COMMANDS = (
    replace(
        one_number(IPREX),
        write=lambda module: form(set_rate, module.settings.declared(IPREX).only),
        execute=keep_present_rate,
    ),
)

PARTS = (PermanentRate,)
