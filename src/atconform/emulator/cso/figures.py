"""The figures of the socket commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.figures import figure


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the socket commands. Times in microseconds."""

    sockets: int = figure(5)
    longest_send: int = figure(512)
    """Most bytes of one AT+CSOSEND."""
    longest_entry: int = 1460
    """Most bytes of one AT+CSODSEND."""
    longest_read: int = figure(1460)
    longest_hex_read: int = figure(730)
    errors: Mapping[str, int] = field(default_factory=dict)
    """The code of +CSOERR for each event that there is one for."""
    tells_reason: bool = True
    """Whether +CSOERR follows on the ERROR of a command on a socket."""
    client_data_under_server: bool = False
    """Whether data of a server's client is told under the number of the socket that listens."""


FIGURES = (Figures,)
