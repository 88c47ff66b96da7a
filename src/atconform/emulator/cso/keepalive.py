"""CSOALIVE: the keepalive probes of TCP sockets, kept and shown (SIM7020 AT command manual, 6.2.13).

The networks here have no use for probes: a far end is there until it closes, resets or stops acknowledging data.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.cso.sockets import Socket, number_range, on_socket, sockets

OFF, ON = 0, 1
IDLE, INTERVAL, COUNT = 7200, 75, 9
"""What holds where nothing else is said; the first two in seconds."""


def configure(
    module: Device, socket: Socket, mode: int, idle: int | None, interval: int | None, count: int | None
) -> Reply:
    """AT+CSOALIVE=<id>,0 or =<id>,1[,<idle>[,<interval>[,<count>]]]."""
    if socket.protocol != "TCP":
        return error(module.dialect.not_allowed)
    if mode == OFF and (idle, interval, count) != (None, None, None):
        return error(module.dialect.bad_parameter)
    socket.keepalive = (idle or IDLE, interval or INTERVAL, count or COUNT) if mode == ON else None
    return ok()


def spell(socket: Socket) -> str:
    """Spell the setting of a socket: the figures only where they are in use."""
    fields = (OFF,) if socket.keepalive is None else (ON, *socket.keepalive)
    return f"+CSOALIVE: {socket.number},{','.join(map(str, fields))}"


def read(module: Device) -> Reply:
    """AT+CSOALIVE?: the setting of every TCP socket."""
    return ok(*(spell(socket) for socket in sockets(module).all() if socket.protocol == "TCP"))


COMMANDS = (
    Command(
        "+CSOALIVE",
        test=lambda module: ok(f"+CSOALIVE: {number_range(module)},(0-1),(30-7200),(30-600),(1-9)"),
        read=read,
        write=on_socket(
            configure,
            Int(OFF, ON),
            Int(30, 7200, default=None),
            Int(30, 600, default=None),
            Int(1, 9, default=None),
        ),
    ),
)
