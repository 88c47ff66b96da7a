"""CIPSEND: sending in command mode (SIM800 note, 2.1.1, 6.1 to 6.4)."""

from __future__ import annotations

from atconform.emulator.cip.stack import Connection, Sending, refuse, stack
from atconform.emulator.command import Command, Form, Int, form
from atconform.emulator.module import Module
from atconform.emulator.payload import PayloadEntry
from atconform.emulator.replies import PENDING, Reply, error, ok, prompt, text
from atconform.network import messages as net


def send(module: Module, connection: Connection, length: int | None) -> Reply:
    """Ask for data and send it on a connection."""
    if connection.status != "CONNECTED":
        return refuse(module)
    dialect = module.dialect
    if length is not None and length > dialect.longest_send:
        return error(dialect.bad_parameter)
    entry = PayloadEntry(
        length=length,
        longest=dialect.longest_send,
        done=lambda data: hand_over(module, connection, data),
        cancelled=lambda: ok(),
        too_long=lambda: error(dialect.bad_parameter),
    )
    return prompt(entry)


def hand_over(module: Module, connection: Connection, data: bytes) -> Reply:
    """Give data to the network, and tell how it went: at once in quick mode and on UDP, else when acknowledged."""
    cip, settings = stack(module), module.settings
    if connection.status != "CONNECTED":
        return text(cip.spell(connection, "SEND FAIL"))
    connection.sent += len(data)
    to = settings["cip.udp_destination"] if connection.protocol == "UDP" and not cip.multi else None
    module.ask(net.Send(connection.link, data, to))
    if settings["cip.quick_send"]:
        connection.sendings.append(Sending(len(data), None))
        number = f"{connection.number}," if cip.multi else ""
        return text(f"DATA ACCEPT:{module.dialect.accept_separator}{number}{len(data)}")
    if connection.protocol == "UDP":
        return text(cip.spell(connection, "SEND OK"))
    answer = module.interpreter.defer()
    connection.sendings.append(Sending(len(data), answer))
    return PENDING


def send_form(module: Module) -> Form:
    """The parameters of AT+CIPSEND, with the connection number first in multi connection mode."""
    cip = stack(module)
    longest = Int(1, 65535, default=None)
    if cip.multi:
        number = Int(0, module.dialect.connections - 1)
        return form(lambda m, n, length: send(m, cip.connections[n], length), number, longest)
    return form(lambda m, length: send(m, cip.connections[0], length), longest)


def send_execute(module: Module) -> Reply:
    """AT+CIPSEND without parameters: single connection mode only."""
    cip = stack(module)
    return refuse(module) if cip.multi else send(module, cip.connections[0], None)


def send_read(module: Module) -> Reply:
    """AT+CIPSEND?: the most that can be sent at once, for each connection in multi connection mode."""
    cip, longest = stack(module), module.dialect.longest_send
    if cip.multi:
        return ok(*(f"+CIPSEND: {c.number},{longest}" for c in cip.connections if c.status == "CONNECTED"))
    return ok(f"+CIPSEND: {longest if cip.connections[0].status == 'CONNECTED' else 0}")


def send_test(module: Module) -> Reply:
    """AT+CIPSEND=?."""
    number = f"(0-{module.dialect.connections - 1})," if stack(module).multi else ""
    return ok(f"+CIPSEND: {number}<length>")


COMMANDS = (Command("+CIPSEND", test=send_test, read=send_read, write=send_form, execute=send_execute),)
