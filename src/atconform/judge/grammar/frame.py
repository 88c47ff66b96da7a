"""A piece of a module's output, and what it was understood as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from atconform.judge.grammar.bounds import MOST_COUNTED
from atconform.judge.grammar.grammar import Line, Rule

FrameKind = Literal["echo", "line", "prompt", "header", "payload", "raw", "ppp", "stray", "unknown", "excess"]


@dataclass(slots=True)
class Frame:
    """A piece of the module's output that was understood, or a stray piece that was not.

    ``echo``: what the host wrote, sent back; ``line``: a line of the grammar; ``header``: a line that counts the
    payload after it; ``payload``: what it counts; ``raw``: payload without a header; ``prompt``: the ``>``; ``ppp``:
    what stands from flag to flag, or flags alone, once the host has dialled; ``unknown``: a line that no rule of the
    grammar fits; ``stray``: what is not even a line; ``excess``: a line, or a header with what it counts, that is
    longer than any module prints: what there is of it.
    """

    kind: FrameKind
    raw: bytes
    at: tuple[int, int] = (0, 0)
    """When its last byte came: not before, not after (microseconds)."""
    line: Line | None = None
    leniencies: tuple[str, ...] = ()
    source: tuple[str, int] | None = None
    pieces: tuple[tuple[int, tuple[int, int]], ...] = field(default=(), compare=False)
    """Of network data: how many bytes came when, as in ``at``."""
    position: int = field(default=0, compare=False)
    """Which frame of its scenario it is, counted from 0."""

    @property
    def rule(self) -> Rule | None:
        """The rule of a line or header."""
        return self.line.rule if self.line else None

    @property
    def fields(self) -> Mapping[str, str | None]:
        """The fields of a line or header."""
        return self.line.fields if self.line else {}

    @property
    def text(self) -> str:
        """The frame without the CR LF around it."""
        text = self.raw.decode("latin-1")
        return text.strip("\r\n") if self.kind in ("line", "header", "unknown") else text


Found = tuple[Frame | None, bool]
"""A frame that stands at the beginning of some data, if any, and whether more data could change that."""


def of_line(line: Line, raw: bytes, leniencies: tuple[str, ...] = ()) -> Frame:
    """Make the frame of a line, or of a header where it counts a payload."""
    kind: FrameKind = "header" if line.rule.counts else "line"
    if line.payload_length > MOST_COUNTED:
        kind = "excess"
    return Frame(kind, raw, line=line, leniencies=(*leniencies, *line.leniencies))
