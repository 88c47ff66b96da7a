"""AT+CNMP and AT+CMNB: which radio systems the module prefers (SIM7000 AT command manual, 5.2.17 and 5.2.18;
SIM7500/SIM7600, 4.2.11).

Kept and told; the simulated network is found with any preference.
"""

from __future__ import annotations

from atconform.emulator.core.command import Int, OneOf
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Saved, Setting

AUTOMATIC, GSM, LTE, GSM_AND_LTE = 2, 13, 38, 51
CAT_M, NB_IOT, BOTH = 1, 2, 3


CNMP = Setting("cnmp", AUTOMATIC, OneOf((AUTOMATIC, GSM, LTE, GSM_AND_LTE)), Saved.AT_ONCE, "+CNMP")
CMNB = Setting("cmnb", BOTH, Int(CAT_M, BOTH), Saved.AT_ONCE, "+CMNB")

SETTINGS = (CNMP, CMNB)

COMMANDS = (
    one_number(CNMP),
    one_number(CMNB),
)
