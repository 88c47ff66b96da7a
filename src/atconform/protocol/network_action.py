"""What a network can be told to do, as a plain value."""

from __future__ import annotations

from typing import NamedTuple


class NetworkAction(NamedTuple):
    """Something that a network can be told to do."""

    name: str
    """One of ``atconform.network.control.ACTIONS``."""
    arguments: tuple[str | int, ...] = ()
    """What it is about: names of peers, times in microseconds."""

    def __str__(self) -> str:
        return " ".join(map(str, (self.name, *self.arguments)))
