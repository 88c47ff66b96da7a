"""AT+CNMP and AT+CMNB: which radio systems the module prefers (SIM7000 AT command manual, 5.2.17 and 5.2.18).

Kept and told; the simulated network is found with any preference.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, OneOf, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting

AUTOMATIC, GSM, LTE, GSM_AND_LTE = 2, 13, 38, 51
MODES = (AUTOMATIC, GSM, LTE, GSM_AND_LTE)
CAT_M, NB_IOT, BOTH = 1, 2, 3


def prefer(module: Module, mode: int) -> Reply:
    """AT+CNMP=."""
    module.settings["cnmp"] = mode
    return ok()


SETTINGS = {"cnmp": Setting(AUTOMATIC, Saved.AT_ONCE), "cmnb": Setting(BOTH, Saved.AT_ONCE)}

COMMANDS = (
    Command(
        "+CNMP",
        test=(f"+CNMP: ({','.join(map(str, MODES))})",),
        read=lambda module: ok(f"+CNMP: {module.settings['cnmp']}"),
        write=form(prefer, OneOf(MODES)),
    ),
    one_number("+CMNB", "cmnb", CAT_M, BOTH),
)
