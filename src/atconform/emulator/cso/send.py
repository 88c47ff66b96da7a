"""CSOSEND: data on the command line, as text or as hexadecimal digits (SIM7020 note, 5.7; manual, 6.2.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atconform.emulator.core.command import Argument, Command, Int, Text
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.cso import bearer, socket_states
from atconform.emulator.cso.acknowledge import REPORT_SENT
from atconform.emulator.cso.errors import refuse
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.sockets import ReportedSending, Socket, on_socket
from atconform.protocol import network as net

AS_TEXT = 0
"""The length that says that what follows is text."""
DIGITS = re.compile(r"([0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Written(Text):
    """A string, handed on with its quotation marks: text has to have them, digits may."""

    longest: int = 65535

    def parse(self, argument: Argument) -> str:
        """Read the value."""
        return f'"{argument.text}"' if argument.quoted else argument.text


def read_data(length: int, written: str) -> bytes | None:
    """Read the data of AT+CSOSEND; None where it is not what the length says.

    :param length: 0 for text in quotation marks, else how many hexadecimal digits there are
    """
    bare = written.strip('"')
    if length == AS_TEXT:
        return bare.encode("latin-1") if bare != written else None
    return bytes.fromhex(bare) if len(bare) == length and DIGITS.fullmatch(bare) else None


def send(module: Device, socket: Socket, length: int, written: str) -> Reply:
    """AT+CSOSEND=<id>,<length>,<data>: OK when the data is on its way."""
    data = read_data(length, written)
    if not data or len(data) > module.figures[Figures].longest_send:
        return error(module.dialect.bad_parameter)
    why_not = obstacle(module, socket)
    if why_not is not None:
        return refuse(module, socket, why_not)
    if module.outlet_blocked():
        return error(module.dialect.not_allowed)
    transmit(module, socket, data)
    return ok()


def obstacle(module: Device, socket: Socket) -> str | None:
    """Return why a socket cannot send, or None if it can."""
    if not bearer.address(module):
        return "no bearer"
    return None if socket.state == socket_states.CONNECTED else "not connected"


def transmit(module: Device, socket: Socket, data: bytes) -> None:
    """Hand data to the network: a piece of a stream, or one datagram."""
    module.ask(net.Send(socket.link, data))
    socket.sent += len(data)
    if socket.protocol == "TCP":
        socket.sendings.append(ReportedSending(len(data), len(data), bool(module.settings[REPORT_SENT])))


COMMANDS = (Command("+CSOSEND", test=(), write=on_socket(send, Int(AS_TEXT, 65535), Written())),)
