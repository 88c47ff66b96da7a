"""Whether a SIM card is there: AT+CSMINS, and AT+CSDT, +SIMTIMER, +UIMHOTSWAPON and +UIMHOTSWAPLEVEL beside it.

Whether a card is there is the figure ``sim.inserted``; ``cardslot.py`` takes it out and puts it in.

SIM800 AT command manual, 6.2.53, 6.2.54 and 6.2.75; SIM7020, 5.2.13; SIM7500/SIM7600, 24.2. No manual says what most of
them are at first.
"""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.command import Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.sim import Sim

CSMINS = Setting("csmins", 0, Int(0, 1), Saved.PROFILE, "+CSMINS")
CSDT = Setting("csdt", 0, Int(0, 1), Saved.PROFILE, "+CSDT")
SIMTIMER = Setting("simtimer", 26, Int(1, 26), Saved.PROFILE, "+SIMTIMER")
# As the examples of the SIM7500/SIM7600 manual print them; in effect after a restart.
HOT_SWAP = Setting("uimhotswapon", 0, Int(0, 1), Saved.AT_ONCE, "+UIMHOTSWAPON")
HOT_SWAP_LEVEL = Setting("uimhotswaplevel", 1, Int(0, 1), Saved.AT_ONCE, "+UIMHOTSWAPLEVEL")


def inserted(module: Device) -> Reply:
    """AT+CSMINS?: whether changes are told, and whether a card is there."""
    return ok(f"+CSMINS: {module.settings[CSMINS]},{module.part(Sim).inserted:d}")


SETTINGS = (CSMINS, CSDT, SIMTIMER, HOT_SWAP, HOT_SWAP_LEVEL)

PRESENCE = replace(one_number(CSMINS), read=inserted)
DETECTION = one_number(CSDT)
POLLING = one_number(SIMTIMER)
HOT_SWAPPING: tuple[Command, ...] = tuple(replace(one_number(one), test=None) for one in (HOT_SWAP, HOT_SWAP_LEVEL))
