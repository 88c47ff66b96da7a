"""AT+CIPSSL: whether the connections that are opened next speak TLS (SIM800 AT command manual V1.10 and later, 8.2).

Client programs send AT+CIPSSL=0 before every plain connection. TLS itself is not emulated: asking for it is refused, so
that no program takes a plain connection for a protected one.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok

PLAIN, TLS = 0, 1


def choose(module: Device, on: int) -> Reply:
    """AT+CIPSSL=."""
    return error(module.dialect.not_allowed) if on == TLS else ok()


COMMANDS = (
    Command(
        "+CIPSSL",
        test=("+CIPSSL: (0,1)",),
        read=lambda _: ok(f"+CIPSSL: {PLAIN}"),
        write=form(choose, Int(PLAIN, TLS)),
    ),
)
