"""Data on its way: consuming what the far end acknowledges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar


@dataclass(slots=True)
class Sending:
    """Data handed to the network at once."""

    length: int
    """Bytes, all together."""
    left: int
    """Bytes of it that are not acknowledged."""


SendingT = TypeVar("SendingT", bound=Sending)


def acknowledge(sendings: list[SendingT], count: int) -> Iterator[SendingT]:
    """Take ``count`` acknowledged bytes off what was sent first; yield each piece that has arrived whole, removed."""
    while count and sendings:
        first = sendings[0]
        part = min(count, first.left)
        first.left -= part
        count -= part
        if first.left:
            return
        del sendings[0]
        yield first
