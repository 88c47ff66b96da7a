"""AT+CSDP: whether the module uses circuits, packets or both (SIM7000 AT command manual, 5.2.23).

Kept, and in effect after a restart; the manual does not say what it is at first.
"""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Saved, Setting

CIRCUITS, PACKETS, BOTH = range(3)

CSDP = Setting("csdp", BOTH, Int(CIRCUITS, BOTH), Saved.AT_ONCE, "+CSDP")

SETTINGS = (CSDP,)

COMMANDS = (one_number(CSDP),)
