"""CIPUDPMODE: UDP extended mode, in which data comes from and goes to any address (SIM800 note, 2.1.4)."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Address, Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok

NORMAL, EXTENDED, DESTINATION = 0, 1, 2


@dataclass(slots=True)
class UdpMode:
    """The mode of one connection number."""

    extended: bool = False
    destination: tuple[str, int] | None = None
    """Where data goes instead of to the address of AT+CIPSTART."""


class UdpModes(Part):
    """The mode of every connection number; each new connection sends to its own address first."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.modes = [UdpMode() for _ in range(module.figures[Figures].connections)]
        stack(module).when_ended.append(self._ended)

    def _ended(self, connection: Connection) -> None:
        self.modes[connection.number].destination = None

    def destination(self, connection: Connection) -> tuple[str, int] | None:
        """Return where data goes, where that is not the connection's own address."""
        return self.modes[connection.number].destination if connection.protocol == "UDP" else None

    def takes(self, connection: Connection, address: str, port: int) -> bool:
        """Return whether data from an address is for this connection."""
        if connection.protocol == "TCP" or self.modes[connection.number].extended:
            return True
        return (address, port) == (connection.address, connection.port)


def set_mode(module: Device, number: int, mode: int, address: str | None, port: int | None) -> Reply:
    """AT+CIPUDPMODE=[<n>,]<mode>[,<address>,<port>]: mode 2 sets the destination and leaves extended mode on."""
    modes = module.part(UdpModes).modes
    if (address is None) != (port is None):
        return error(module.dialect.bad_parameter)
    destination = None if address is None or port is None else (address, port)
    if mode == DESTINATION:
        if destination is None:
            return error(module.dialect.bad_parameter)
        if not modes[number].extended or not stack(module).connections[number].in_use:
            return refuse(module)
        modes[number].destination = destination
    else:
        modes[number] = UdpMode(mode == EXTENDED, destination if mode == EXTENDED else None)
    return ok()


def mode_form(module: Device) -> Form:
    """The parameters, with the connection number first in multi connection mode."""
    parameters = (Int(NORMAL, DESTINATION), Address(default=None), Int(1, 65535, default=None, quotes=True))
    if stack(module).multi:
        return form(set_mode, Int(0, module.figures[Figures].connections - 1), *parameters)
    return form(lambda m, mode, address, port: set_mode(m, 0, mode, address, port), *parameters)


def spell(module: Device, number: int) -> str:
    """Spell the mode of a connection number and, in extended mode, where data goes."""
    mode, connection = module.part(UdpModes).modes[number], stack(module).connections[number]
    if not mode.extended:
        return "0"
    live = connection.protocol == "UDP" and connection.in_use
    destination = mode.destination or ((connection.address, connection.port) if live else None)
    return "1" if destination is None else f'1,"{destination[0]}",{destination[1]}'


def read_mode(module: Device) -> Reply:
    """AT+CIPUDPMODE?: the mode, of each connection number in multi connection mode."""
    if stack(module).multi:
        return ok(*(f"+CIPUDPMODE: {n},{spell(module, n)}" for n in range(module.figures[Figures].connections)))
    return ok(f"+CIPUDPMODE: {spell(module, 0)}")


def test_mode(module: Device) -> Reply:
    """AT+CIPUDPMODE=?."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    return ok(f'+CIPUDPMODE: {number}(0-2),("(0-255).(0-255).(0-255).(0-255)"),(1-65535)')


COMMANDS = (Command("+CIPUDPMODE", test=test_mode, read=read_mode, write=mode_form),)

PARTS = (UdpModes,)
