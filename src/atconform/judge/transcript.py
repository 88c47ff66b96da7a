"""What happened in a scenario, with direction and time, and with its steps marked in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from atconform.base.masking import Masker, Piece
from atconform.base.notation import show_bytes
from atconform.base.units import MS

TOGETHER = 1 * MS
"""Pieces of output that come so close to each other were one piece, cut by the wire."""

LONGEST = 4096
"""Bytes after which an entry is full, however close the next piece comes."""

Direction = Literal[">", "<", "p>", "p<", "--", "step"]


@dataclass(slots=True)
class Entry:
    """One thing that happened: when, in which direction, what.

    ``>`` host to module, ``<`` module to host, ``p>`` and ``p<`` from and to a peer, ``--`` a line or the network,
    ``step`` the step of the scenario that begins here.
    """

    at: int
    direction: Direction
    pieces: list[bytes | str]
    """Bytes as they came, words about them."""
    length: int = 0
    """Bytes and letters of the pieces."""

    @property
    def text(self) -> str:
        """Write it for a person."""
        return "".join(piece if isinstance(piece, str) else show_bytes(piece) for piece in self.pieces)


class Transcript:
    """The record of one scenario; times count from its beginning."""

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.entries: list[Entry] = []
        self._last = 0

    def note(self, at: int, direction: Direction, *what: str | bytes) -> None:
        """Add an entry; what the module sends in pieces, one soon after the other, is joined."""
        at -= self.begin
        last = self.entries[-1] if self.entries and self.entries[-1].direction == direction == "<" else None
        if last is not None and at - self._last <= TOGETHER and last.length < LONGEST:
            last.pieces += what
        else:
            last = Entry(at, direction, list(what))
            self.entries.append(last)
        last.length += sum(map(len, what))
        self._last = at

    def masked(self, mask: Masker, last: int = 0) -> list[Entry]:
        """Return the entries without secrets, in whatever pieces those came; what is nothing else is left out.

        :param last: only so many entries from the end; 0: all
        """
        entries = self.entries[-last:]
        left = iter(mask.conversation([piece for entry in entries for piece in _streams(entry)]))
        masked = [Entry(entry.at, entry.direction, [next(left) for _ in entry.pieces]) for entry in entries]
        return [
            entry for entry, whole in zip(masked, entries, strict=True) if any(entry.pieces) or not any(whole.pieces)
        ]

    def render(self, mask: Masker | None = None) -> str:
        """Write the transcript as text, one entry a line, times in seconds.

        :param mask: takes the secrets out; None: there are none
        """
        lines = []
        for entry in self.entries if mask is None else self.masked(mask):
            if entry.direction == "step":
                lines.append(f"\n             {entry.text}")
            else:
                lines.append(f"{entry.at / 1e6:11.6f}  {entry.direction:<2} {entry.text}")
        return "\n".join(lines) + "\n"


def _streams(entry: Entry) -> Iterator[Piece]:
    """Tell which pieces belong together: those of one direction, and of a peer those before which it is named."""
    named = entry.pieces[0] if isinstance(entry.pieces[0], str) else ""
    for piece in entry.pieces:
        yield Piece(entry.direction + named, piece)
