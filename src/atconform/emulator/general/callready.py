"""AT+CCALR: whether voice calls are possible yet, as Call Ready tells it unasked (SIM800 AT command manual, 6.2.38)."""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.replies import ok
from atconform.emulator.general.power import Power

COMMANDS = (
    Command(
        "+CCALR",
        test=("+CCALR: (0,1)",),
        read=lambda module: ok(f"+CCALR: {module.part(Power).calls_ready:d}"),
    ),
)
