"""CIPPING: echo requests, one after the other; a line for each, OK in the end (SIM800 AT command manual, 10.2.1).

Commands of other families that send echo requests begin them here too, and spell the lines in their own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.units import MS
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.protocol import network as net

UNIT = 100 * MS
"""The unit of times in this command and its answers."""
LOST = (600, 255)
"""What stands for time and TTL where no reply came."""

Spelling = Callable[[int, str, net.Echoed | None], str]
"""Spells the line of one request, given its number, the address, and the reply, None where none came."""


@dataclass(slots=True)
class Run:
    """One command at work; ``timeout`` is the time to wait for each reply, in microseconds."""

    context: int
    host: str
    count: int
    length: int
    timeout: int
    ttl: int
    spell: Spelling
    answer: Callable[[Reply], None]
    query: int = 0
    sent: int = 0


class Pinging(Part):
    """Sends the requests of one command at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.run: Run | None = None

    def next_request(self, run: Run) -> None:
        """Send the next echo request, or end the command."""
        if run.sent == run.count:
            self._end(run, ok())
            return
        run.sent += 1
        run.query = self.module.new_link()
        self.module.ask(net.Ping(run.query, run.context, run.host, run.length, run.ttl, run.timeout))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Report a reply or its lack; without context or address the command ends at once."""
        run = self.run
        if run is None:
            return
        failed = error(self.module.dialect.not_allowed)
        match event:
            case net.Echoed(query=run.query, address=address):
                self._report(run, address, event)
            case net.EchoLost(query=run.query, address=address):
                self._report(run, address, None)
            case net.ResolveFailed(query=run.query) | net.Deactivated(context=run.context):
                self._end(run, failed)

    def _report(self, run: Run, address: str, reply: net.Echoed | None) -> None:
        self.module.announce(run.spell(run.sent, address, reply))
        self.next_request(run)

    def _end(self, run: Run, reply: Reply) -> None:
        self.run = None
        run.answer(reply)


def begin(module: Device, host: str, count: int, length: int, timeout: int, ttl: int, spell: Spelling) -> Reply:
    """Send echo requests, OK in the end; needs an active context.

    :param timeout: how long to wait for each reply, in microseconds
    """
    cip, pinging = stack(module), module.part(Pinging)
    if not cip.online or pinging.run is not None:
        return refuse(module)
    pinging.run = Run(cip.selected, host, count, length, timeout, ttl, spell, module.interpreter.defer())
    pinging.next_request(pinging.run)
    return PENDING


def spell(number: int, address: str, reply: net.Echoed | None) -> str:
    """Spell a line of AT+CIPPING; times are rounded up."""
    time, ttl = LOST if reply is None else (-(-reply.elapsed // UNIT), reply.ttl)
    return f'+CIPPING: {number},"{address}",{time},{ttl}'


def ping(module: Device, host: str, count: int, length: int, timeout: int, ttl: int) -> Reply:
    """AT+CIPPING=<host>[,<count>[,<length>[,<timeout>[,<ttl>]]]]."""
    return begin(module, host, count, length, timeout * UNIT, ttl, spell)


HOST = Text(bare=True)
"""A published driver sends it without quotation marks (sim800c of RT-Thread's at_device); the manual has a string."""
COUNT, LENGTH, TIMEOUT, TTL = Int(1, 100, 4), Int(0, 1024, 32), Int(1, 600, 100), Int(1, 255, 64)

COMMANDS = (
    Command(
        "+CIPPING",
        test=("+CIPPING: (1-100),(0-1024),(1-600),(1-255)",),
        read=lambda _: ok(f"+CIPPING: {COUNT.default},{LENGTH.default},{TIMEOUT.default},{TTL.default}"),
        write=form(ping, HOST, COUNT, LENGTH, TIMEOUT, TTL),
    ),
)

PARTS = (Pinging,)
