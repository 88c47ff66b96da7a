"""CIPPING where OK comes first and the lines follow as the replies do (SIM7020 note, 4.2; AT command manual, 9.2.1)."""

from __future__ import annotations

from atconform.emulator.cip.ping import UNIT, Pinging, Run
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Address, Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok, result
from atconform.protocol import network as net

TTL = 255
"""What requests are sent with, and what stands for the time to live where no reply came."""


def ping(module: Device, address: str, count: int, length: int, timeout: int) -> Reply:
    """AT+CIPPING=<address>[,<count>[,<length>[,<timeout>]]]: one at a time; the timeout is in steps of 100 ms."""
    cip, pinging = stack(module), module.part(Pinging)
    if pinging.run is not None:
        return result("BUSY")
    if not cip.online:
        return refuse(module)

    def spell(number: int, source: str, reply: net.Echoed | None) -> str:
        time, ttl = (timeout, TTL) if reply is None else (-(-reply.elapsed // UNIT), reply.ttl)
        return f"+CIPPING: {number},{source},{time},{ttl}"

    run = pinging.run = Run(cip.selected, address, count, length, timeout * UNIT, TTL, spell, answer=lambda _: None)
    return ok(then=lambda: pinging.next_request(run))


ADDRESS = Address(bare=True)
"""Published programs send it without quotation marks too (AT_SIM7020E of AIS); the manual has a string."""
COUNT, LENGTH, TIMEOUT = Int(1, 100, 4), Int(0, 5120, 32), Int(1, 600, 100)

COMMANDS = (
    Command(
        "+CIPPING",
        test=("+CIPPING: (1-100),(0-5120),(1-600)",),
        read=lambda _: ok(f"+CIPPING: {COUNT.default},{LENGTH.default},{TIMEOUT.default}"),
        write=form(ping, ADDRESS, COUNT, LENGTH, TIMEOUT),
    ),
)
