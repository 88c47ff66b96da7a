"""What happened in a scenario, with direction and time, and with its steps marked in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atconform.base.notation import show_bytes
from atconform.base.units import MS

TOGETHER = 1 * MS
"""Pieces of output that come so close to each other were one piece, cut by the wire."""

LONGEST = 4096
"""Letters after which an entry is full, however close the next piece comes."""

Direction = Literal[">", "<", "p>", "p<", "--", "step"]


@dataclass(slots=True)
class Entry:
    """One thing that happened: when, in which direction, what.

    ``>`` host to module, ``<`` module to host, ``p>`` and ``p<`` from and to a peer, ``--`` a line or the network,
    ``step`` the step of the scenario that begins here.
    """

    at: int
    direction: Direction
    text: str


class Transcript:
    """The record of one scenario; times count from its beginning."""

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.entries: list[Entry] = []
        self._last = 0

    def note(self, at: int, direction: Direction, what: str | bytes) -> None:
        """Add an entry; what the module sends in pieces, one soon after the other, is joined."""
        text = what if isinstance(what, str) else show_bytes(what)
        at -= self.begin
        if direction == "<" and self.entries and self.entries[-1].direction == "<":
            last = self.entries[-1]
            if at - self._last <= TOGETHER and len(last.text) < LONGEST:
                last.text += text
                self._last = at
                return
        self._last = at
        self.entries.append(Entry(at, direction, text))

    def render(self) -> str:
        """Write the transcript as text, one entry a line, times in seconds."""
        lines = []
        for entry in self.entries:
            if entry.direction == "step":
                lines.append(f"\n             {entry.text}")
            else:
                lines.append(f"{entry.at / 1e6:11.6f}  {entry.direction:<2} {entry.text}")
        return "\n".join(lines) + "\n"
