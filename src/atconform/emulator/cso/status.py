"""CSOSTATUS: whether a socket exists and is connected (SIM7020 AT command manual, 6.2.11)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.cso import socket_states
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.sockets import number_range, sockets

NONE, CREATED, CONNECTED = range(3)


def status(module: Device, number: int) -> Reply:
    """AT+CSOSTATUS=<id>; a socket that does not exist has a status too."""
    socket = sockets(module).by_number.get(number)
    value = NONE if socket is None else CONNECTED if socket.state == socket_states.CONNECTED else CREATED
    return ok(f"+CSOSTATUS: {number},{value}")


def status_form(module: Device) -> Form:
    """The parameter: any number that a socket can have."""
    return form(status, Int(0, module.figures[Figures].sockets - 1))


COMMANDS = (Command("+CSOSTATUS", test=lambda module: ok(f"+CSOSTATUS: {number_range(module)}"), write=status_form),)
