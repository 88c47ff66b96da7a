"""Where a secret stands in a text, and what is written in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "*"
HIDDEN = "***"
"""Stands for a password, whose length is secret too."""
_LETTER = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A secret in a text, from ``begin`` up to, not including, ``end``."""

    begin: int
    end: int
    password: bool = False
    """Whether its length is secret too."""
    keep: int = 0
    """How many characters at its end stay readable."""

    def shown(self, secret: str) -> str:
        """Write what stands in its place; a number keeps its length, and a secret of several lines their number."""
        if self.password:
            return HIDDEN
        hidden = len(secret) - self.keep
        return _LETTER.sub(MASK, secret[:hidden]) + secret[hidden:]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Make one of those that overlap: nothing of either stays readable."""
    apart: list[Span] = []
    for span in sorted(spans):
        if not apart or span.begin >= apart[-1].end:
            apart.append(span)
            continue
        last = apart.pop()
        same = (span.begin, span.end) == (last.begin, last.end)
        keep = min(span.keep, last.keep) if same else 0
        apart.append(Span(last.begin, max(last.end, span.end), span.password or last.password, keep))
    return apart


def replaced(text: str, spans: Iterable[Span]) -> str:
    """Write a text without what the spans cover."""
    parts, position = [], 0
    for span in joined(spans):
        parts += [text[position : span.begin], span.shown(text[span.begin : span.end])]
        position = span.end
    return "".join([*parts, text[position:]])
