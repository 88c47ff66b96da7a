"""CIPCLOSE: closing a link; where its OK stands depends on the link (SIM7X00 note, 2.3.1, 2.3.2, 2.4; manual, 11.2.4).

TCP answers OK and then tells, UDP the other way round; a transparent link also tells CLOSED.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.errors import Err, refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import Link, links, list_states, number_range
from atconform.protocol import network as net

CLOSED = "CLOSED"
"""What is said of a transparent link that has ended."""


def obstacle(module: Device, number: int) -> Err | None:
    """Return why a link cannot be closed, or None."""
    if number >= module.figures[Figures].links:
        return Err.WRONG_PARAMETER
    if not module.part(Network).open:
        return Err.NETWORK_NOT_OPENED
    return None if links(module).all[number].machine.permits("CIPCLOSE") else Err.NOT_SUPPORTED


def close(module: Device, number: int) -> Reply:
    """AT+CIPCLOSE=<link>."""
    why_not = obstacle(module, number)
    if why_not is not None:
        return refuse(f"+CIPCLOSE: {number},{why_not:d}")
    link = links(module).all[number]
    link.machine.pull("CIPCLOSE")
    if link.protocol == "TCP":
        link.report = lambda err: announce(module, told(link, err))
        return ok(then=lambda: shut(module, link))
    module.ask(net.Close(link.link, abort=True))
    links(module).end(link, "closed")
    return ok("\r\n\r\n".join(told(link, Err.NONE)))


def shut(module: Device, link: Link) -> None:
    """Close a TCP link together with the far end, or without its knowing while the packet network is dormant."""
    silently = module.part(Dormancy).closes_silently
    module.ask(net.Close(link.link, silently=silently))
    if silently:
        links(module).end(link, "closed")
        link.conclude(Err.NONE)


def announce(module: Device, lines: tuple[str, ...]) -> None:
    """Say several lines by themselves."""
    for line in lines:
        module.announce(line)


def told(link: Link, err: Err) -> tuple[str, ...]:
    """Spell that a link has been closed."""
    line = f"+CIPCLOSE: {link.number},{err:d}"
    return (CLOSED, line) if link.transparent else (line,)


COMMANDS = (
    Command(
        "+CIPCLOSE",
        test=lambda module: ok(f"+CIPCLOSE: {number_range(module)}"),
        read=list_states,
        write=form(close, Int(0, 255)),
    ),
)
