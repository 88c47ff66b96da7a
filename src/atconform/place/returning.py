"""Waiting for a module whose port went away, or whose power was switched off and on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from atconform.base.errors import BenchFault, Inconclusive, ModuleGone, UsageError
from atconform.base.units import MS, SECOND, spell
from atconform.transport.serial import SerialTransport

PATIENCE = 30 * SECOND
"""A module with a USB port of its own is away for so long when it boots."""
RETRY = 200 * MS

Back = TypeVar("Back")


def lost(transport: SerialTransport) -> str:
    """Return why the port went away; empty while it is there, since then nothing can be written."""
    try:
        transport.write(b"")
    except BenchFault as fault:
        return str(fault)
    return ""


def await_return(transport: SerialTransport, patience: int, attempt: Callable[[], Back]) -> Back:
    """Wait for the port, if it went away, until an attempt on the module there succeeds; return what it does.

    :param patience: how long to wait, in microseconds
    :raises ModuleGone: none succeeds in time; the port is given up then
    """
    deadline = transport.now() + patience
    while True:
        away = lost(transport)
        try:
            if away:
                transport.reopen()
            return attempt()
        except (BenchFault, Inconclusive, UsageError) as fault:
            if transport.now() >= deadline:
                transport.give_up(away or str(fault))
                raise ModuleGone(f"{away or fault}; not back within {spell(patience)}: {fault}") from None
        transport.step(transport.now() + RETRY)
