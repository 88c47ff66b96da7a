"""What CONNECT says of the data rate, as ATX and AT&E ask (SIM7500/SIM7600 AT command manual, 2.2.23 and 2.2.25)."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.line import AUTO, IPR
from atconform.emulator.general.v250 import PROGRESS


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of CONNECT. Times in microseconds."""

    wireless_rate: int = 0
    """The data rate of the radio link, in bits per second, as CONNECT tells it (AT&E0)."""
    tells_rate: bool = True
    """Whether CONNECT tells a rate at all."""


SERIAL = 1
"""The value of AT&E at which the rate is that of the serial line."""
USUAL_RATE = 115200
"""What the serial line is taken to run at while the module finds its rate out by itself."""


CONNECT_SPEED = Setting("speed", 0, Int(0, 1), command="&E")
"""Which rate CONNECT tells."""


PROTOCOL_TOLD = Setting("protocol told", 0, Int(0, 1), Saved.PROFILE, "\\V")
"""Whether CONNECT names protocol and APN (2.2.24); how it spells them no document shows, so that it does not."""


def connect_text(module: Device) -> str:
    """Spell CONNECT: alone with ATX0, else with the rate of the serial line or of the radio link, where one is told."""
    settings = module.settings
    if not (settings[PROGRESS] and module.figures[Figures].tells_rate):
        return "CONNECT"
    serial = USUAL_RATE if settings[IPR] == AUTO else settings[IPR]
    return f"CONNECT {serial if settings[CONNECT_SPEED] == SERIAL else module.figures[Figures].wireless_rate}"
