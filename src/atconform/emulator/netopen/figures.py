"""The figures of the TCP/IP commands by AT+NETOPEN and AT+CIPOPEN."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.units import MS, SECOND
from atconform.emulator.core.figures import figure


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the TCP/IP commands by AT+NETOPEN and AT+CIPOPEN. Times in microseconds."""

    links: int = figure(10)
    servers: int = figure(4)
    longest_trying: int = figure(120 * SECOND, 1 * SECOND)
    """How long a TCP packet is sent again at most."""
    query_wait: int = figure(3 * SECOND, 500 * MS)
    """How long the first query for a name waits for its answer."""
    query_longer: int = figure(1 * SECOND, 200 * MS)
    """By how much each further query waits longer."""
    dormant_after: int = 30 * SECOND
    """After how long without data the packet network goes dormant."""
    longest_send: int = figure(1500)
    longest_read: int = figure(1500)
    longest_hex_read: int = figure(750)


FIGURES = (Figures,)
