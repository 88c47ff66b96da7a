"""+CSOERR: what went wrong with a socket, as a number (SIM7020 note, 5.11; AT command manual, 6.2.16).

Which number stands for which event is the family's table, ``Dialect.socket_errors``.
"""

from __future__ import annotations

from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.sockets import Socket


def report(module: Device, socket: Socket, why: str) -> None:
    """Tell the host what happened to a socket.

    :param why: an event of the table
    """
    module.announce(f"+CSOERR: {socket.number},{module.figures[Figures].errors[why]}")


def fail(module: Device, socket: Socket, why: str) -> Reply:
    """Answer a command that an existing socket could not carry out: the error first, then the reason (AT+CSOCON)."""
    return error(module.dialect.not_allowed, then=lambda: report(module, socket, why))


def refuse(module: Device, socket: Socket, why: str) -> Reply:
    """Answer a command that an existing socket refuses; whether the reason follows on the error differs."""
    return fail(module, socket, why) if module.figures[Figures].tells_reason else error(module.dialect.not_allowed)
