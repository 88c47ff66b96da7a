"""SNPING4: echo requests with times in milliseconds (SIM7000 AT command manual, 19.2.1)."""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.cip.ping import begin
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply
from atconform.protocol import network as net

LOST = 60000
"""What stands for the time where no reply came (as a published driver met it; the manual says nothing)."""
TTL = 64


def spell(number: int, address: str, reply: net.Echoed | None) -> str:
    """Spell a line of AT+SNPING4; times are rounded up."""
    return f"+SNPING4: {number},{address},{LOST if reply is None else -(-reply.elapsed // MS)}"


def ping(module: Device, host: str, count: int, size: int, timeout: int) -> Reply:
    """AT+SNPING4=<host>,<count>,<size>,<timeout>; the timeout is in milliseconds."""
    return begin(module, host, count, size, timeout * MS, TTL, spell)


COMMANDS = (
    Command(
        "+SNPING4",
        test=('+SNPING4: "URL",(1-500),(1-1400),(0-60000)',),
        write=form(ping, Text(), Int(1, 500), Int(1, 1400), Int(0, 60000)),
    ),
)
