"""Everything that a family with the TCP/IP commands in the SIM7X00's manner declares of them."""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.module import Part
from atconform.emulator.general import connecttext, dataline, escape
from atconform.emulator.netopen import (
    activation,
    close,
    connect,
    contexts,
    datamode,
    dormancy,
    fetch,
    links,
    names,
    parameters,
    ping,
    receive,
    send,
    server,
)
from atconform.emulator.netopen.figures import Figures as Figures

COMMANDS: tuple[Command, ...] = tuple(
    command
    for group in (
        contexts,
        activation,
        parameters,
        connect,
        close,
        send,
        fetch,
        server,
        datamode,
        dormancy,
        names,
        ping,
    )
    for command in group.COMMANDS
)

SETTINGS = contexts.SETTINGS | parameters.SETTINGS | fetch.SETTINGS | dormancy.SETTINGS | escape.SETTINGS

FIGURES = (Figures, escape.Figures, dataline.Figures, connecttext.Figures)

# Links hear of the network's end before the parts that use them do.
PARTS: tuple[type[Part], ...] = tuple(
    part
    for group in (activation, dormancy, links, send, datamode, names, connect, server, receive, ping)
    for part in group.PARTS
)
