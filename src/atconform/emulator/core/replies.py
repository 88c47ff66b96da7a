"""What a command's handler answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atconform.emulator.core.payload import PayloadEntry

OPERATION_NOT_ALLOWED = 3


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
    prompt: PayloadEntry | None = None


def ok(*lines: str, then: Callable[[], None] | None = None) -> Reply:
    """Information text, then OK."""
    return Reply(lines, then=then)


def text(*lines: str, then: Callable[[], None] | None = None) -> Reply:
    """Information text that ends the exchange by itself, without a result code."""
    return Reply(lines, result=None, then=then)


def error(code: int | None = OPERATION_NOT_ALLOWED, *lines: str, then: Callable[[], None] | None = None) -> Reply:
    """ERROR, or +CME ERROR with this code, as AT+CMEE asks; information lines may stand before it.

    Without a code it is ERROR, whatever AT+CMEE asks.
    """
    return Reply(lines, result="ERROR", then=then) if code is None else Reply(lines, code=code, then=then)


def message_error(code: int) -> Reply:
    """+CMS ERROR with this code."""
    return Reply(code=code, messaging=True)


def result(code: str, *, then: Callable[[], None] | None = None) -> Reply:
    """A V.250 result code other than OK and ERROR, for instance CONNECT."""
    return Reply(result=code, then=then)


def prompt(entry: PayloadEntry) -> Reply:
    """Ask for data; the entry completes the exchange."""
    return Reply(prompt=entry)


PENDING = Reply()
"""The answer comes later, through what ``Interpreter.defer`` returned to the handler. Known by identity."""
