"""Two transcripts of one scenario side by side, exchange by exchange."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, islice
from typing import Literal, NamedTuple

from atconform.results.insignificant import masked

_ENTRY = re.compile(r" *(?P<at>\d+\.\d+)  (?P<direction>\S+) +(?P<text>.*)")


MOST_COMPARED = 4_000_000
"""Pairs of lines that are held against each other: two transcripts of two thousand lines have as many."""


class Line(NamedTuple):
    """One entry of a transcript; a step has neither time nor direction."""

    at: str
    direction: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """What has to agree for two entries to be the same."""
        return self.direction, masked(self.text)


class Pair(NamedTuple):
    """Entries that stand side by side; None where the other transcript has nothing there."""

    kind: Literal["same", "changed", "only old", "only new"]
    old: Line | None
    new: Line | None


def joined(text: str) -> str:
    """Put into one line what the module said at a stretch: in how many pieces it came is no matter."""
    rows: list[list[str]] = []
    speaking = False
    for row in filter(str.strip, text.splitlines()):
        match = _ENTRY.fullmatch(row)
        went_on = speaking
        speaking = match is not None and match["direction"] == "<"
        if match and speaking and went_on:
            rows[-1].append(match["text"])
        else:
            rows.append([row])
    return "\n".join(map("".join, rows))


def read(text: str) -> list[Line]:
    """Read a transcript as it is rendered."""
    matches = ((_ENTRY.fullmatch(row), row.strip()) for row in text.splitlines() if row.strip())
    return [Line(*match.group("at", "direction", "text")) if match else Line("", "", row) for match, row in matches]


def align(old: str, new: str) -> list[Pair]:
    """Set two transcripts side by side, as :func:`joined` has them: what agrees but for volatile parts is the same."""
    old, new = joined(old), joined(new)
    before, after = read(old), read(new)
    opcodes = _opcodes([line.key for line in before], [line.key for line in after])
    return [
        pair
        for tag, old_from, old_to, new_from, new_to in opcodes
        for pair in _pairs(tag, before[old_from:old_to], after[new_from:new_to])
    ]


def _pairs(tag: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Pair]:
    if tag == "equal":
        yield from (Pair("same", before, after) for before, after in zip(old, new, strict=True))
        return
    # Only what went the same way can have become something else.
    ways = _opcodes([line.direction for line in old], [line.direction for line in new])
    for way, old_from, old_to, new_from, new_to in ways:
        before, after = old[old_from:old_to], new[new_from:new_to]
        if way == "equal":
            yield from (Pair("changed", *both) for both in zip(before, after, strict=True))
        else:
            yield from (Pair("only old", line, None) for line in before)
            yield from (Pair("only new", None, line) for line in after)


def _opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    """Tell what is equal in two sequences, as difflib does; of two long ones, beginning and end are set aside first.

    What is still long then is one change.
    """
    if len(old) * len(new) <= MOST_COMPARED:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    begin = _alike(old, new)
    end = _alike(old[begin:][::-1], new[begin:][::-1])
    before, after = old[begin : len(old) - end], new[begin : len(new) - end]
    if len(before) * len(after) <= MOST_COMPARED:
        middle = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    else:
        middle = [("replace", 0, len(before), 0, len(after))]
    return [
        ("equal", 0, begin, 0, begin),
        *((tag, begin + i, begin + j, begin + k, begin + m) for tag, i, j, k, m in middle),
        ("equal", len(old) - end, len(old), len(new) - end, len(new)),
    ]


def _alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Count how many of two sequences agree from the first on."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def around_changes(pairs: Sequence[Pair], context: int = 3, most: int = 6) -> list[Pair | None]:
    """Keep what changed and the entries around it; None stands for what is left out in between.

    :param most: how many entries are kept of a stretch that one transcript has alone, as where the other ended early
    """
    telling = {
        index
        for kind, stretch in groupby(enumerate(pairs), key=lambda entry: entry[1].kind)
        for index, _ in islice(stretch, None if kind == "changed" else 0 if kind == "same" else most)
    }
    near = {index + offset for index in telling for offset in range(-context, context + 1)}
    kept: list[Pair | None] = []
    for index, pair in enumerate(pairs):
        if index in near:
            kept.append(pair)
        elif not kept or kept[-1] is not None:
            kept.append(None)
    return kept
