"""CIPSTATUS: the state of the stack and of its connections (SIM800 note, 2.1.3, 3.1, 3.2, 10)."""

from __future__ import annotations

from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok


def status(module: Device) -> Reply:
    """AT+CIPSTATUS: OK first, then the state, then (multi connection mode) the server and every connection."""
    return ok(then=lambda: print_status(module))


def print_status(module: Device) -> None:
    """Print what follows the OK."""
    cip = stack(module)
    module.announce(f"STATE: {cip.state_text()}")
    if cip.multi:
        if cip.server is not None:
            module.announce(f'S: 0,{cip.server.context},"{cip.server.port}","LISTENING"')
        module.announce("\r\n".join(f"C: {client(c)}" for c in cip.connections))


def client(connection: Connection) -> str:
    """Spell the fields of one connection."""
    if connection.protocol is None:
        return f'{connection.number},,"","","","INITIAL"'
    c = connection
    return f'{c.number},{c.context},"{c.protocol}","{c.address}","{c.port}","{c.status}"'


def status_of_one(module: Device, number: int) -> Reply:
    """AT+CIPSTATUS=<n>: one connection."""
    return ok(f"+CIPSTATUS: {client(stack(module).connections[number])}")


def status_form(module: Device) -> Form | None:
    """The parameter in multi connection mode; there is none in single connection mode."""
    return form(status_of_one, Int(0, module.figures[Figures].connections - 1)) if stack(module).multi else None


COMMANDS = (Command("+CIPSTATUS", test=(), write=status_form, execute=status),)
