"""The figures and spellings of the TCP/IP commands in SIM800's manner."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.units import MS
from atconform.emulator.core.figures import figure


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures and spellings of the TCP/IP commands in SIM800's manner. Times in microseconds."""

    connecting_leads_to_data: bool = True
    """Whether a connection of transparent mode is in data mode at once; else AT+CIPCHAN leads there."""
    transparent_at_rest: bool = False
    """Whether AT+CIPMODE is taken only in IP INITIAL and after a connection."""
    transparent_server: bool = True
    """Whether the server works in transparent mode."""
    connections: int = figure(6)
    connections_with_server: int = figure(5)
    longest_send: int = figure(1460)
    longest_read: int = figure(1460)
    longest_hex_read: int = figure(730)
    receive_buffer: int | None = 2920
    """How much a connection keeps until it is fetched; what is beyond that waits at the far end. None: whatever comes.

    What AT+CIPRXGET=4 takes as a length on a SIM7000; a SIM800 is told to keep about 2.8 kB."""
    unread_outlives_connection: bool = True
    """Whether what waits to be fetched is there when its connection has ended."""
    count_lengths: tuple[int, int] = (1, 1460)
    """The least and greatest length that AT+CIPRXGET=4 takes, and does nothing with."""
    multi_separator: str = ", "
    accept_separator: str = ""
    received_from: str = "RECV FROM:"
    default_apn: str = "CMNET"
    longest_apn: int = 50
    tells_default_apn: bool = True
    """Whether AT+CSTT? tells the default APN before one is set."""
    circuit_switched_bearer: bool = True
    """Whether AT+CIPCSGP has a mode for circuit-switched data."""
    hex_output_needs_header: bool = True
    """Whether AT+CIPHEXS=2 takes effect with AT+CIPHEAD=1 only."""
    wait_step: int = figure(100 * MS, 30 * MS)


FIGURES = (Figures,)
