"""What a command's handler answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

OPERATION_NOT_ALLOWED = 3


class DataEntry(Protocol):
    """Data that a command asks for with a prompt, while it is being typed."""

    ended: bool
    """Whether nothing more belongs to it."""
    asks_with: bytes
    """Its own prompt; empty: that of TCP/IP, if the host wants one."""

    @property
    def time(self) -> int | None:
        """How long after the prompt it ends by itself, in microseconds; None: never."""

    def receive(self, data: bytes) -> int:
        """Receive bytes; return how many of them belonged to the entry."""

    def conclude(self) -> Reply:
        """Return the answer to what has been typed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one command.

    ``lines`` is information text; ``payload`` is put out as it is behind it. ``result`` is the result code that ends
    the exchange unless a further command follows on the line; None where the command ends without one (AT+CIFSR,
    AT+CIPSHUT). ``code`` makes it an error (3GPP TS 27.007, 9.2), printed as AT+CMEE asks; ``messaging`` takes it from
    3GPP TS 27.005 instead. ``then`` runs after the reply has been put on the line. ``prompt`` asks for data instead of
    ending the exchange.
    """

    lines: tuple[str | bytes, ...] = ()
    payload: bytes = b""
    result: str | None = "OK"
    code: int | None = None
    messaging: bool = False
    then: Callable[[], None] | None = None
    prompt: DataEntry | None = None


def ok(*lines: str, then: Callable[[], None] | None = None) -> Reply:
    """Information text, then OK."""
    return Reply(lines, then=then)


def text(*lines: str, then: Callable[[], None] | None = None) -> Reply:
    """Information text that ends the exchange by itself, without a result code."""
    return Reply(lines, result=None, then=then)


def error(code: int | None = OPERATION_NOT_ALLOWED, *lines: str, then: Callable[[], None] | None = None) -> Reply:
    """ERROR, or +CME ERROR with this code, as AT+CMEE asks; information lines may stand before it.

    Without a code it is ERROR for every AT+CMEE.
    """
    return Reply(lines, result="ERROR", then=then) if code is None else Reply(lines, code=code, then=then)


def message_error(code: int) -> Reply:
    """+CMS ERROR with this code."""
    return Reply(code=code, messaging=True)


def result(code: str, *, then: Callable[[], None] | None = None) -> Reply:
    """A V.250 result code other than OK and ERROR, for instance CONNECT."""
    return Reply(result=code, then=then)


def prompt(entry: DataEntry) -> Reply:
    """Ask for data; the entry completes the exchange."""
    return Reply(prompt=entry)


PENDING = Reply()
"""The answer comes later, through what ``Interpreter.defer`` returned to the handler. Known by identity."""
