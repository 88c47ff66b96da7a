"""CIPSEND, CIPATS, CIPACK: sending in command mode (SIM800 note, 2.1.1, 6.1 to 6.5)."""

from __future__ import annotations

from atconform.base.units import SECOND
from atconform.emulator.cip import hexinput
from atconform.emulator.cip.connections import AnsweredSending, Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import QUICK_SEND, TIMED_SEND
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.cip.udp import UdpModes
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import PENDING, Reply, error, ok, prompt, text
from atconform.protocol import network as net

LEAST_TIME = 1
"""The least time of AT+CIPATS, in seconds."""


def send(module: Device, number: int, length: int | None) -> Reply:
    """Ask for data and send it on a connection: so many bytes, or until Ctrl-Z or the timer of AT+CIPATS."""
    connection, figures = stack(module).connections[number], module.figures[Figures]
    if not connection.up:
        return refuse(module)
    if length is not None and length > figures.longest_send:
        return error(module.dialect.bad_parameter)
    timed, seconds = module.settings[TIMED_SEND]
    entry = PayloadEntry(
        length=length,
        longest=figures.longest_send,
        digits=hexinput.is_on(module),
        time=seconds * SECOND if timed and length is None else None,
        done=lambda typed: hand_over(module, connection, hexinput.read(module, typed)),
        cancelled=lambda: ok(),
        too_long=lambda: error(module.dialect.bad_parameter),
    )
    return prompt(entry)


def hand_over(module: Device, connection: Connection, data: bytes) -> Reply:
    """Give data to the network, and tell how it went: at once in quick mode and on UDP, else when acknowledged."""
    cip = stack(module)
    if not connection.up or module.outlet_blocked():
        return text(cip.spell(connection, "SEND FAIL"))
    if not data:
        return error(module.dialect.bad_parameter)
    connection.sent += len(data)
    module.ask(net.Send(connection.link, data, module.part(UdpModes).destination(connection)))
    if module.settings[QUICK_SEND]:
        connection.sendings.append(AnsweredSending(len(data), len(data), None))
        number = f"{connection.number}," if cip.multi else ""
        return text(f"DATA ACCEPT:{module.figures[Figures].accept_separator}{number}{len(data)}")
    if connection.protocol == "UDP":
        return cip.send_ok(connection)
    connection.sendings.append(AnsweredSending(len(data), len(data), module.interpreter.defer()))
    return PENDING


def send_form(module: Device) -> Form:
    """The parameters of AT+CIPSEND, with the connection number first in multi connection mode."""
    length = Int(1, 65535, default=None)
    if stack(module).multi:
        return form(send, Int(0, module.figures[Figures].connections - 1), length)
    return form(lambda m, given: send(m, 0, given), length)


def send_execute(module: Device) -> Reply:
    """AT+CIPSEND without parameters: single connection mode only."""
    return refuse(module) if stack(module).multi else send(module, 0, None)


def send_read(module: Device) -> Reply:
    """AT+CIPSEND?: the most that can be sent at once, for each connection in multi connection mode."""
    cip, longest = stack(module), module.figures[Figures].longest_send
    if cip.multi:
        return ok(*(f"+CIPSEND: {c.number},{longest}" for c in cip.connections if c.up))
    return ok(f"+CIPSEND: {longest if cip.connections[0].up else 0}")


def send_test(module: Device) -> Reply:
    """AT+CIPSEND=?."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    return ok(f"+CIPSEND: {number}<length>")


def set_timer(module: Device, on: int, seconds: int | None) -> Reply:
    """AT+CIPATS=<mode>[,<seconds>]: a time that is left out stays as it was.

    The manuals let it be left out and do not say what it is before one is set: the least one.
    """
    if seconds is None:
        seconds = module.settings[TIMED_SEND][1] or (LEAST_TIME if on else 0)
    module.settings[TIMED_SEND] = (on, seconds)
    return ok()


def read_timer(module: Device) -> Reply:
    """AT+CIPATS?."""
    on, seconds = module.settings[TIMED_SEND]
    return ok(f"+CIPATS: {on},{seconds}")


def amount(module: Device, number: int) -> Reply:
    """AT+CIPACK: how much was sent, acknowledged and not acknowledged; UDP is not acknowledged."""
    connection = stack(module).connections[number]
    sent, acknowledged = connection.sent, connection.acknowledged
    return ok(f"+CIPACK: {sent},{acknowledged},{sent - acknowledged}")


def amount_form(module: Device) -> Form | None:
    """The parameter of AT+CIPACK in multi connection mode; there is none in single connection mode."""
    return form(amount, Int(0, module.figures[Figures].connections - 1)) if stack(module).multi else None


def amount_execute(module: Device) -> Reply:
    """AT+CIPACK without parameters: single connection mode only."""
    return refuse(module) if stack(module).multi else amount(module, 0)


COMMANDS = (
    Command("+CIPSEND", test=send_test, read=send_read, write=send_form, execute=send_execute),
    Command(
        "+CIPATS",
        test=("+CIPATS: (0-NOT AUTO SEND,1-AUTO SEND),(1-100)",),
        read=read_timer,
        write=form(set_timer, Int(0, 1), Int(LEAST_TIME, 100, default=None)),
    ),
    Command("+CIPACK", test=(), write=amount_form, execute=amount_execute),
)
