"""What happened in a scenario, with direction and time, and with its steps marked in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atconform.notation import show_bytes

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
        self._open: bytearray = bytearray()

    def note(self, at: int, direction: Direction, what: str | bytes) -> None:
        """Add an entry; bytes of one direction that come at one time are joined."""
        text = what if isinstance(what, str) else show_bytes(what)
        if self.entries and isinstance(what, bytes):
            last = self.entries[-1]
            if last.direction == direction and last.at == at - self.begin:
                last.text += text
                return
        self.entries.append(Entry(at - self.begin, direction, text))

    def render(self) -> str:
        """Write the transcript as text, one entry a line, times in seconds."""
        lines = []
        for entry in self.entries:
            if entry.direction == "step":
                lines.append(f"             {entry.text}")
            else:
                lines.append(f"{entry.at / 1e6:11.6f}  {entry.direction:<2} {entry.text}")
        return "\n".join(lines) + "\n"
