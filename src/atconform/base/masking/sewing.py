"""Sewing together what went over a wire in pieces, each direction for itself, so that it can be read line by line.

What was deleted again by backspaces is not read; where a secret stands it is covered with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from atconform.base.masking.span import Span, joined

_LINE = re.compile("[^\r\n\x1a\x1b]*[\r\n\x1a\x1b]?")
_ENDS = "\r\n\x1a\x1b"
_DELETES = "\x08\x7f"
_UNREAD = re.compile("[\x00-\x09\x0b\x0c\x0e-\x19\x1c-\x1f\x7f]")


class _Part(NamedTuple):
    """A part of a line: from where to where in which piece, and where that is in the line as it came."""

    piece: int
    begin: int
    end: int
    place: int


class _Line:
    """One line of one direction."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self._came: list[str] = []
        self.length = 0

    def add(self, piece: int, begin: int, text: str) -> None:
        """Add what came."""
        self.parts.append(_Part(piece, begin, begin + len(text), self.length))
        self._came.append(text)
        self.length += len(text)

    def read(self) -> tuple[str, Sequence[int]]:
        """Return the line as it is read, and for each of its characters where that is in the line as it came."""
        came = "".join(self._came)
        if not _UNREAD.search(came):
            return came, range(len(came))
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(came):
            if letter in _DELETES:
                del letters[-1:], places[-1:]
            elif not _UNREAD.match(letter):
                letters.append(letter)
                places.append(place)
        return "".join(letters), places


class Sewn:
    """The pieces of several streams as one text: line after line, in the order in which they began.

    :param pieces: the stream of each, and what came
    """

    def __init__(self, pieces: Sequence[tuple[str, str]]) -> None:
        self._pieces = [text for _, text in pieces]
        self._lines: list[_Line] = []
        self._sew(pieces)
        read = [line.read() for line in self._lines]
        self.text = "".join(text for text, _ in read)
        self._places = [places for _, places in read]
        self._begins: list[int] = []
        length = 0
        for text, _ in read:
            self._begins.append(length)
            length += len(text)

    def _sew(self, pieces: Sequence[tuple[str, str]]) -> None:
        unfinished: dict[str, _Line] = {}
        for number, (stream, text) in enumerate(pieces):
            for match in _LINE.finditer(text):
                if not match[0]:
                    continue
                line = unfinished.get(stream)
                if line is None:
                    line = unfinished[stream] = _Line()
                    self._lines.append(line)
                line.add(number, match.start(), match[0])
                if match[0][-1] in _ENDS:
                    del unfinished[stream]

    def replaced(self, spans: Iterable[Span]) -> list[str]:
        """Write the pieces without what the spans of the text cover.

        A password is shown where it begins; in the pieces behind nothing is left of it.
        """
        written = [list(text) for text in self._pieces]
        for span in joined(spans):
            places = list(self._covered(span))
            secret = "".join(self._pieces[piece][offset] for piece, offset in places)
            shown = span.shown(secret)
            letters = [shown, *[""] * (len(places) - 1)] if span.password else shown
            for (piece, offset), letter in zip(places, letters, strict=True):
                written[piece][offset] = letter
        return ["".join(letters) for letters in written]

    def _covered(self, span: Span) -> Iterator[tuple[int, int]]:
        """Name the piece and the place in it of each character that a span covers, as it came."""
        number = bisect_right(self._begins, span.begin) - 1
        while number < len(self._lines) and self._begins[number] < span.end:
            line, places, begin = self._lines[number], self._places[number], self._begins[number]
            first, behind = max(span.begin - begin, 0), min(span.end - begin, len(places))
            number += 1
            if first >= behind:
                continue
            came_from = places[first - 1] + 1 if first else 0
            came_to = places[behind] if behind < len(places) else line.length
            for part in line.parts:
                for place in range(max(part.place, came_from), min(part.place + part.end - part.begin, came_to)):
                    yield part.piece, part.begin + place - part.place
