"""What a module's core asks its surroundings to do, in order."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.protocol.network import Request


@dataclass(frozen=True, slots=True)
class Transmit:
    """Put bytes on the serial line."""

    data: bytes


@dataclass(frozen=True, slots=True)
class SetLine:
    """Drive a modem line (DCD, RI, CTS, DSR) to this level at the module's pin; low is active."""

    line: str
    high: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Hand a request to the network."""

    request: Request


Effect = Transmit | SetLine | Ask
