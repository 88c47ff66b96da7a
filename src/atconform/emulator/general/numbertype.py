"""AT+CSTA: the type of the numbers that are dialled (SIM800 AT command manual, 3.2.13; SIM7500/SIM7600, 5.2.17).

Without effect: dialling detects the type by itself, as both manuals say.
"""

from __future__ import annotations

from atconform.emulator.core.command import OneOf
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Setting

UNKNOWN, INTERNATIONAL, NATIONAL, NETWORK_SPECIFIC = 129, 145, 161, 177

CSTA = Setting("csta", UNKNOWN, OneOf((UNKNOWN, INTERNATIONAL, NATIONAL, NETWORK_SPECIFIC)), command="+CSTA")

SETTINGS = (CSTA,)

COMMANDS = (one_number(CSTA),)
