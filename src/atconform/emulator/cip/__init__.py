"""Everything that a family with the TCP/IP commands in SIM800's manner declares of them."""

from __future__ import annotations

from atconform.emulator.cip import (
    acknowledge,
    activation,
    bearer,
    close,
    connect,
    datamode,
    fetch,
    figures,
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
from atconform.emulator.core.gathering import gather

COMMANDS, SETTINGS, PARTS, FIGURES = gather(
    figures,
    stack,
    activation,
    acknowledge,
    datamode,
    ports,
    udp,
    connect,
    server,
    receive,
    names,
    ping,
    parameters,
    modes,
    bearer,
    send,
    close,
    status,
    fetch,
    saving,
)
"""In the order in which their parts hear of what happens."""
