"""CIPCLOSE: closing one connection, together with the far end or at once (SIM800 note, 9)."""

from __future__ import annotations

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.server import stop_listening
from atconform.emulator.cip.stack import Stack, refuse, stack
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import PENDING, Reply, text
from atconform.protocol import network as net

SLOW, QUICK = 0, 1


def close_single(module: Device, mode: int) -> Reply:
    """AT+CIPCLOSE[=<mode>]; where no client is connected it closes the listening server (manual)."""
    cip = stack(module)
    if not cip.context.machine.permits("CIPCLOSE"):
        return refuse(module)
    cip.context.machine.pull("CIPCLOSE")
    connection = cip.connections[0]
    if connection.in_use:
        return close(cip, connection, mode)
    stop_listening(cip)
    cip.pull(cip.selected, "closed")
    return text("CLOSE OK")


def close_multi(module: Device, number: int, mode: int) -> Reply:
    """AT+CIPCLOSE=<n>[,<mode>]."""
    cip = stack(module)
    connection = cip.connections[number]
    if connection.status not in (connection_states.COMING, connection_states.UP):
        return refuse(module)
    return close(cip, connection, mode)


def close(cip: Stack, connection: Connection, mode: int) -> Reply:
    """Close one connection; the answer comes when the far end has taken part, at once where it need not."""
    handshake = connection.protocol == "TCP" and connection.up and mode == SLOW
    cip.module.ask(net.Close(connection.link, abort=not handshake))
    closed = text(cip.spell(connection, "CLOSE OK"))
    if not handshake:
        cip.end(connection, "closed")
        return closed
    connection.machine.pull("CIPCLOSE")
    answer = cip.module.interpreter.defer()
    connection.close_answer = lambda: answer(closed)
    return PENDING


def close_form(module: Device) -> Form:
    """The parameters, with the connection number first in multi connection mode."""
    mode = Int(SLOW, QUICK, default=SLOW)
    if stack(module).multi:
        return form(close_multi, Int(0, module.figures[Figures].connections - 1), mode)
    return form(close_single, mode)


def close_execute(module: Device) -> Reply:
    """AT+CIPCLOSE without parameters: slow closing, single connection mode only."""
    return refuse(module) if stack(module).multi else close_single(module, SLOW)


COMMANDS = (Command("+CIPCLOSE", test=(), write=close_form, execute=close_execute),)
