"""CLPORT: the local port of client connections (SIM800 note, 2.3).

The manual gives it a form for multi connection mode; the note says that it takes effect only in single connection
mode. Both hold: in multi connection mode the ports are kept and told, and nothing else.
"""

from __future__ import annotations

from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Form, Int, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.protocol import network as net

PROTOCOL = Word(("TCP", "UDP"), bare=True)
CHOSEN_BY_NETWORK = 0


class LocalPorts(Part):
    """The local ports set for each connection number; 0 lets the network choose."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.ports: list[dict[net.Protocol, int]] = [
            {"TCP": CHOSEN_BY_NETWORK, "UDP": CHOSEN_BY_NETWORK} for _ in range(module.figures[Figures].connections)
        ]

    def effective(self, protocol: net.Protocol) -> int:
        """Return the local port that a new client connection uses."""
        return CHOSEN_BY_NETWORK if stack(self.module).multi else self.ports[0][protocol]


def set_port(module: Device, number: int, protocol: net.Protocol, port: int) -> Reply:
    """AT+CLPORT=[<n>,]<protocol>,<port>."""
    module.part(LocalPorts).ports[number][protocol] = port
    return ok()


def port_form(module: Device) -> Form:
    """The parameters, with the connection number first in multi connection mode."""
    if stack(module).multi:
        return form(set_port, Int(0, module.figures[Figures].connections - 1), PROTOCOL, Int(0, 65535))
    return form(lambda m, protocol, port: set_port(m, 0, protocol, port), PROTOCOL, Int(0, 65535))


def read_ports(module: Device) -> Reply:
    """AT+CLPORT?: the TCP and the UDP port, of each connection number in multi connection mode."""
    ports = module.part(LocalPorts).ports
    if stack(module).multi:
        return ok(*(f"+CLPORT: {number},{p['TCP']},{p['UDP']}" for number, p in enumerate(ports)))
    return ok(f"+CLPORT: {ports[0]['TCP']},{ports[0]['UDP']}")


def test_ports(module: Device) -> Reply:
    """AT+CLPORT=?."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    return ok(f'+CLPORT: {number}("TCP","UDP"),(0-65535)')


COMMANDS = (Command("+CLPORT", test=test_ports, read=read_ports, write=port_form),)

PARTS = (LocalPorts,)
