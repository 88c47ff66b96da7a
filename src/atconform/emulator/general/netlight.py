"""The light that shows the state of the network: AT+CNETLIGHT, AT+SLEDS (SIM800 AT command manual, 6.2.51 and 6.2.48;
SIM7000, 5.2.13 and 5.2.12; SIM7020, 5.2.12 and 5.2.11).

There is no light to see here: what is set is kept and told.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, Ranges, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting

CNETLIGHT = Setting("cnetlight", 1, Int(0, 1), Saved.PROFILE, "+CNETLIGHT")
PERIOD = Ranges((Int(0, 0), Int(40, 65535)))
"""How long the light is on, or off, in milliseconds."""
UNREGISTERED = Setting("sleds.1", (64, 800), (PERIOD, PERIOD), Saved.PROFILE)
REGISTERED = Setting("sleds.2", (64, 3000), (PERIOD, PERIOD), Saved.PROFILE)
DIALLED_UP = Setting("sleds.3", (64, 300), (PERIOD, PERIOD), Saved.PROFILE)
STATES = (UNREGISTERED, REGISTERED, DIALLED_UP)
"""The states that AT+SLEDS has a rhythm for, counted from 1."""


def rhythms(module: Device) -> Reply:
    """AT+SLEDS?: a line for each state, as the manuals' note lists the defaults."""
    return ok(*(f"+SLEDS: {n},{module.settings.spell(state)}" for n, state in enumerate(STATES, 1)))


def set_rhythm(module: Device, mode: int, on: int, off: int) -> Reply:
    """AT+SLEDS=."""
    module.settings[STATES[mode - 1]] = (on, off)
    return ok()


SETTINGS = (CNETLIGHT, *STATES)

COMMANDS = (
    one_number(CNETLIGHT),
    Command(
        "+SLEDS",
        test=("+SLEDS: (1-3),(0,40-65535),(0,40-65535)",),
        read=rhythms,
        write=form(set_rhythm, Int(1, len(STATES)), PERIOD, PERIOD),
    ),
)
