"""CIPMODE: whether a connection leads to data mode (SIM7X00 note, 2.2)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.errors import refuse
from atconform.emulator.netopen.parameters import TRANSPARENT_MODE


def set_transparent(module: Device, on: int) -> Reply:
    """AT+CIPMODE: to be set before AT+NETOPEN (note, 2.2)."""
    if module.part(Network).machine.state in (network_states.OPENING, network_states.OPEN):
        return refuse()
    module.settings[TRANSPARENT_MODE] = on
    return ok()


COMMANDS = (
    Command(
        "+CIPMODE",
        test=("+CIPMODE: (0-1)",),
        read=lambda module: ok(f"+CIPMODE: {module.settings[TRANSPARENT_MODE]}"),
        write=form(set_transparent, TRANSPARENT_MODE.only),
        execute=lambda module: set_transparent(module, 0),
    ),
)
