"""Everything that a family with the TCP/IP commands in the SIM7X00's manner declares of them."""

from __future__ import annotations

from atconform.emulator.core.gathering import gather
from atconform.emulator.netopen import (
    activation,
    close,
    connect,
    contexts,
    datamode,
    dormancy,
    fetch,
    figures,
    links,
    modes,
    names,
    parameters,
    ping,
    receive,
    send,
    server,
)
from atconform.emulator.netopen.figures import Figures as Figures

COMMANDS, SETTINGS, PARTS, FIGURES = gather(
    figures,
    activation,
    dormancy,
    links,
    send,
    datamode,
    names,
    connect,
    server,
    receive,
    ping,
    contexts,
    modes,
    parameters,
    close,
    fetch,
)
"""In the order in which their parts hear of what happens."""
