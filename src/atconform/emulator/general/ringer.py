"""AT+CRSL: how loud the ringer is (SIM800 AT command manual, 3.2.47, which does not say how loud it is at first)."""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Saved, Setting

CRSL = Setting("crsl", 100, Int(0, 100), Saved.AT_ONCE, "+CRSL")

SETTINGS = (CRSL,)

COMMANDS = (one_number(CRSL),)
