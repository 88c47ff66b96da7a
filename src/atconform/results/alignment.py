"""Two transcripts of one scenario side by side, exchange by exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from atconform.results.volatile import masked

_ENTRY = re.compile(r" *(?P<at>\d+\.\d+)  (?P<direction>\S+) +(?P<text>.*)")


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


def read(text: str) -> list[Line]:
    """Read a transcript as it is rendered; in how many pieces the module's output came is no matter."""
    lines: list[Line] = []
    for row in text.splitlines():
        if match := _ENTRY.fullmatch(row):
            line = Line(match["at"], match["direction"], match["text"])
            if line.direction == "<" and lines and lines[-1].direction == "<":
                before = lines.pop()
                line = before._replace(text=before.text + line.text)
            lines.append(line)
        elif row.strip():
            lines.append(Line("", "", row.strip()))
    return lines


def align(old: str, new: str) -> list[Pair]:
    """Set two transcripts side by side: what agrees but for volatile parts is the same."""
    before, after = read(old), read(new)
    matcher = SequenceMatcher(None, [line.key for line in before], [line.key for line in after], autojunk=False)
    return [
        pair
        for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        for pair in _pairs(tag, before[old_from:old_to], after[new_from:new_to])
    ]


def _pairs(tag: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Pair]:
    together = min(len(old), len(new))
    for before, after in zip(old[:together], new[:together], strict=True):
        yield Pair("same" if tag == "equal" else "changed", before, after)
    for line in old[together:]:
        yield Pair("only old", line, None)
    for line in new[together:]:
        yield Pair("only new", None, line)


def around_changes(pairs: Sequence[Pair], context: int = 3) -> list[Pair | None]:
    """Keep what changed and the entries around it; None stands for what is left out in between."""
    changed = {index for index, pair in enumerate(pairs) if pair.kind != "same"}
    near = {index + offset for index in changed for offset in range(-context, context + 1)}
    kept: list[Pair | None] = []
    for index, pair in enumerate(pairs):
        if index in near:
            kept.append(pair)
        elif not kept or kept[-1] is not None:
            kept.append(None)
    return kept
