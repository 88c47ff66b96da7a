"""The settings of the TCP/IP commands (SIM7500/SIM7600 AT command manual, 11.2.8 to 11.2.13, 11.3.3).

None of them is said to outlive a power cycle.
"""

from __future__ import annotations

from typing import NamedTuple

from atconform.base.units import MS
from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import PROMPT
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.settings import Setting
from atconform.emulator.netopen.figures import Figures
from atconform.protocol import network as net


class Transfer(NamedTuple):
    """The seven parameters of AT+CIPCCFG; ``delay`` and ``least_wait`` in milliseconds."""

    retries: int = 10
    delay: int = 0
    acknowledge: int = 0
    errors_in_words: int = 1
    numbered_header: int = 0
    asynchronous: int = 0
    least_wait: int = 500


class Timeouts(NamedTuple):
    """The three parameters of AT+CIPTIMEOUT, in milliseconds."""

    network: int = 120_000
    """Opening and closing the network."""
    link: int = 120_000
    """Opening a connection."""
    sending: int = 120_000
    """Sending data."""


class NameQueries(NamedTuple):
    """The three parameters of AT+CIPDNSSET; ``patience`` in milliseconds."""

    network_retries: int = 3
    patience: int = 30_000
    retries: int = 7


FLAG = Int(0, 1)
MILLISECONDS = Int(3_000, 120_000)

TRANSPARENT_MODE = Setting("net.transparent", 0, FLAG, command="+CIPMODE")
HEAD = Setting("net.head", 1, FLAG, command="+CIPHEAD")
SHOW_SOURCE = Setting("net.show_source", 1, FLAG, command="+CIPSRIP")
AWAIT_ACKNOWLEDGEMENT = Setting("net.await_acknowledgement", 0, FLAG, command="+CIPSENDMODE")
FETCH = Setting("net.fetch", 0, FLAG, command="+CIPRXGET")
TIMEOUTS = Setting("net.timeouts", Timeouts(), (MILLISECONDS, MILLISECONDS, MILLISECONDS), command="+CIPTIMEOUT")
TRANSFER = Setting(
    "net.transfer",
    Transfer(),
    (Int(0, 10), Int(0, 1000), Int(0, 0), FLAG, FLAG, FLAG, Int(500, 120_000)),
    command="+CIPCCFG",
)
NAMES = Setting("net.names", NameQueries(), (Int(0, 3), MILLISECONDS, Int(0, 7)), command="+CIPDNSSET")


def resending(module: Device) -> net.Resending:
    """Return how the module's TCP sends again (note, 2.6)."""
    transfer = module.settings[TRANSFER]
    return net.Resending(transfer.retries, True, transfer.least_wait * MS, module.figures[Figures].longest_trying)


SETTINGS = (
    TRANSPARENT_MODE,
    HEAD,
    SHOW_SOURCE,
    AWAIT_ACKNOWLEDGEMENT,
    FETCH,
    TIMEOUTS,
    TRANSFER,
    NAMES,
    PROMPT,
)

COMMANDS = (
    one_number(HEAD, test="(0-1)", alone=1),
    one_number(SHOW_SOURCE, test="(0-1)", alone=1),
    one_number(AWAIT_ACKNOWLEDGEMENT, test="(0-1)"),
    several_numbers(TIMEOUTS, None, required=0),
    several_numbers(
        TRANSFER, "(0-10),(0-1000),(0),(0-1),(0-1),(0-1),(500-120000)", required=0, alone=tuple(Transfer())
    ),
    several_numbers(NAMES, None, required=0),
)
