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
Reason = Literal["unreadable", "unknown", "form", "parameters", "state"]
"""Why a command is answered with an error: the line cannot be read as commands; there is no such command; it does not
have this form; its parameters do not fit; or the state of the module does not allow it."""


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that is answered with an error; nothing is to be done about it."""

    command: str
    """As it is written, without its values: ``+CBC=?``, ``E``."""
    reason: Reason
    state: str = ""
    """The state in which it was refused."""


Effect = Transmit | SetLine | Ask | Remark | Refusal
