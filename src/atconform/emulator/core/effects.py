"""What a module's core asks its surroundings to do, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atconform.protocol.network import Request

Spoken = Literal["echo", "answer", "prompt", "unsolicited", "data"]
"""What is said: echo of the host; an answer, also one that comes late; the prompt for data; a line that nothing asked
for; network data, with the header before it."""
Mistake = Literal["impatient", "before-prompt", "deaf", "no-guard"]
"""What a host does wrong: it types while an answer is due, data before the prompt for it, while the module takes no
input (boot, sleep), or an escape sequence without the silence around it."""


@dataclass(frozen=True, slots=True)
class Transmit:
    """Put bytes on the serial line."""

    data: bytes
    kind: Spoken = "answer"


@dataclass(frozen=True, slots=True)
class SetLine:
    """Drive a modem line (DCD, RI, CTS, DSR) to this level at the module's pin; low is active."""

    line: str
    high: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Hand a request to the network."""

    request: Request


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the host did and had better not do; nothing is to be done about it."""

    mistake: Mistake
    typed: bytes


Effect = Transmit | SetLine | Ask | Remark
