"""Everything that a family with the socket commands declares of them."""

from __future__ import annotations

from atconform.emulator.core.command import Command
from atconform.emulator.core.module import Part
from atconform.emulator.cso import (
    acknowledge,
    bearer,
    connect,
    datasend,
    fetch,
    keepalive,
    push,
    receive,
    retention,
    send,
    server,
    sockets,
    status,
)
from atconform.emulator.cso.figures import Figures as Figures

COMMANDS: tuple[Command, ...] = tuple(
    command
    for group in (
        sockets, connect, server, send, datasend, acknowledge, push, fetch, status, keepalive, retention,
    )
    for command in group.COMMANDS
)  # fmt: skip

SETTINGS = acknowledge.SETTINGS | push.SETTINGS | fetch.SETTINGS | retention.SETTINGS

FIGURES = (Figures,)

PARTS: tuple[type[Part], ...] = (
    *sockets.PARTS,
    *bearer.PARTS,
    *connect.PARTS,
    *server.PARTS,
    *acknowledge.PARTS,
    *receive.PARTS,
    *retention.PARTS,
)
