"""What a network can be told to do, as a plain value."""

from __future__ import annotations

from typing import NamedTuple

CHANGES_CONDITIONS = frozenset(
    {
        "refuse-context",
        "delay-context",
        "round-trip",
        "silence-name-servers",
        "restore-name-servers",
        "serve-by",
        "cut-route",
        "restore-route",
    }
)
"""Actions by which the module is told nothing: they change what the network does from then on."""


class NetworkAction(NamedTuple):
    """Something that a network can be told to do."""

    name: str
    """One of ``atconform.network.control.ACTIONS``."""
    arguments: tuple[str | int, ...] = ()
    """What it is about: names of peers, times in microseconds."""

    def __str__(self) -> str:
        return " ".join(map(str, (self.name, *self.arguments)))
