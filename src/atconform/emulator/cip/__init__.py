"""Everything that a family with the TCP/IP commands in SIM800's manner declares of them."""

from __future__ import annotations

from atconform.emulator.cip import (
    bearer,
    close,
    connect,
    datamode,
    fetch,
    modes,
    names,
    parameters,
    ping,
    ports,
    receive,
    saving,
    send,
    server,
    stack,
    status,
    udp,
)
from atconform.emulator.cip.figures import Figures as Figures
from atconform.emulator.core.command import Command
from atconform.emulator.core.module import Part
from atconform.emulator.general import dataline, escape

COMMANDS: tuple[Command, ...] = tuple(
    command
    for group in (
        parameters, modes, bearer, connect, send, close, status,
        ports, server, names, udp, fetch, datamode, ping, saving,
    )
    for command in group.COMMANDS
)  # fmt: skip

SETTINGS = parameters.SETTINGS | escape.SETTINGS

FIGURES = (Figures, escape.Figures, dataline.Figures)

PARTS: tuple[type[Part], ...] = (
    stack.Stack,
    datamode.DataMode,
    ports.LocalPorts,
    udp.UdpModes,
    connect.Connecting,
    server.Serving,
    receive.Receiving,
    names.Names,
    ping.Pinging,
)
