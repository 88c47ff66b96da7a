"""Everything that a family with the socket commands declares of them."""

from __future__ import annotations

from atconform.emulator.core.gathering import gather
from atconform.emulator.cso import (
    acknowledge,
    bearer,
    connect,
    datasend,
    fetch,
    figures,
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

COMMANDS, SETTINGS, PARTS, FIGURES = gather(
    figures,
    sockets,
    bearer,
    connect,
    server,
    acknowledge,
    receive,
    retention,
    send,
    datasend,
    push,
    fetch,
    status,
    keepalive,
)
"""In the order in which their parts hear of what happens."""
