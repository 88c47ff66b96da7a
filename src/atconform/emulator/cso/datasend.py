"""CSODSEND: data typed after a prompt (SIM7020 AT command manual, 6.2.7)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import Reply, error, ok, prompt, text
from atconform.emulator.cso.errors import refuse
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.send import obstacle, transmit
from atconform.emulator.cso.sockets import Socket, on_socket


def ask_for_data(module: Device, socket: Socket, length: int | None) -> Reply:
    """AT+CSODSEND=<id>[,<length>]: ask for so many bytes, or for what stands before Ctrl-Z."""
    why_not = obstacle(module, socket)
    if why_not is not None:
        return refuse(module, socket, why_not)
    longest = module.figures[Figures].longest_entry
    if length is not None and length > longest:
        return error(module.dialect.bad_parameter)
    return prompt(
        PayloadEntry(
            length=length,
            longest=longest,
            done=lambda data: hand_over(module, socket, data),
            cancelled=lambda: ok(),
            too_long=lambda: error(module.dialect.bad_parameter),
        )
    )


def hand_over(module: Device, socket: Socket, data: bytes) -> Reply:
    """Send what was typed; the connection may have ended meanwhile."""
    if not data:
        return error(module.dialect.bad_parameter)
    why_not = obstacle(module, socket)
    if why_not is not None:
        return refuse(module, socket, why_not)
    if module.outlet_blocked():
        return error(module.dialect.not_allowed)
    transmit(module, socket, data)
    return text(f"DATA ACCEPT: {len(data)}")


COMMANDS = (Command("+CSODSEND", test=(), write=on_socket(ask_for_data, Int(1, 65535, default=None))),)
