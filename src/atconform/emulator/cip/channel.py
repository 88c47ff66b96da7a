"""CIPCHAN: entering data mode by a command, on a connection that is up (SIM7020 note, 6.14.3; AT command manual,
7.2.27)."""

from __future__ import annotations

from atconform.emulator.cip.datamode import DataMode, return_to_data
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply


def enter_channel(module: Device) -> Reply:
    """AT+CIPCHAN: needs transparent mode and a connection."""
    cip = stack(module)
    connection = cip.connections[0]
    if not cip.transparent or not connection.up:
        return refuse(module)
    module.part(DataMode).connection = connection
    return return_to_data(module)


COMMANDS = (Command("+CIPCHAN", test=(), execute=enter_channel),)
