"""+CSONMI, CSORCVFLAG: received data as the host is shown it (SIM7020 note, 5.9; manual, 6.2.10 and 6.2.15)."""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.sockets import Socket

AS_DIGITS, AS_IT_IS = 0, 1

SHOWN_AS = Setting("cso.as_it_is", AS_DIGITS, Int(AS_DIGITS, AS_IT_IS), Saved.AT_ONCE, "+CSORCVFLAG")
"""Values of AT+CSORCVFLAG."""


def push(module: Device, socket: Socket, data: bytes) -> None:
    """Show received data: the length counts what is printed, digits or bytes."""
    shown = data.decode("latin-1") if module.settings[SHOWN_AS] == AS_IT_IS else data.hex().upper()
    module.announce(f"+CSONMI: {_told(module, socket)},{len(shown)},{shown}")


def _told(module: Device, socket: Socket) -> int:
    """Return the number of the socket that data is told under."""
    if socket.server is not None and module.figures[Figures].client_data_under_server:
        return socket.server
    return socket.number


SETTINGS = (SHOWN_AS,)

COMMANDS = (one_number(SHOWN_AS),)
