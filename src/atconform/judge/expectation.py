"""What a step expects the module to say, as values: each line is read once, and then held against frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from atconform.judge.grammar.frame import Frame
from atconform.judge.grammar.grammar import Line
from atconform.judge.ground import Ground

Understand = Callable[[str], Line | None]
"""Reads a line by the family's grammar; None where it is none."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A part of a line whose value is not given."""

    shape: str = ".+?"
    """A regular expression for the values that are right."""
    name: str = ""
    """What it stands for; empty: nothing that has a name."""

    @property
    def mark(self) -> str:
        """What stands for it in a written line."""
        return f"\0{self.name}\1{self.shape}\0"

    def __str__(self) -> str:
        """Write it for a person."""
        return f"{{{self.name}}}" if self.name else "*"


MARKS = re.compile("\0([^\0\1]*)\1([^\0]*)\0")


def _parts(marked: str) -> Iterator[str | Blank]:
    """Take a line apart in which marks stand for what is left open."""
    end = 0
    for match in MARKS.finditer(marked):
        if match.start() > end:
            yield marked[end : match.start()]
        yield Blank(name=match[1], shape=match[2])
        end = match.end()
    if end < len(marked):
        yield marked[end:]


def literally(text: str) -> str:
    """Write a pattern for a part of a line; whether a blank follows a comma is the grammar's to judge."""
    return re.escape(text).replace(r",\ ", r",\ ?")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to spell a line."""

    parts: tuple[str | Blank, ...]
    """Literal text, and what is left open, in order."""
    line: Line | None
    """What the grammar reads in a spelling that leaves nothing open; None where it is no line of the grammar."""
    pattern: re.Pattern[str] | None
    """For a spelling that leaves something open: what the whole line has to match."""

    @classmethod
    def read(cls, marked: str, understand: Understand) -> Spelling:
        """Read a line in which marks stand for what is left open."""
        parts = tuple(_parts(marked))
        if not any(isinstance(part, Blank) for part in parts):
            return cls(parts, understand(marked), None)
        pattern = "".join(f"(?:{part.shape})" if isinstance(part, Blank) else literally(part) for part in parts)
        return cls(parts, None, re.compile(pattern))

    def __str__(self) -> str:
        """Write it for a person."""
        return "".join(map(str, self.parts))

    def fits(self, frame: Frame) -> bool:
        """Return whether a frame is this line, with any spelling that the grammar leaves free."""
        if frame.kind == "prompt":
            return str(self).strip() == ">"
        if frame.kind in ("payload", "raw"):
            return frame.raw == str(self).encode("latin-1")
        if frame.line is None:
            return False
        if self.pattern is not None:
            return self.pattern.fullmatch(frame.line.text) is not None
        if self.line is None:
            return str(self) == frame.text
        return self.line.rule is frame.line.rule and self.line.fields == frame.line.fields


@dataclass(frozen=True, slots=True)
class Alternative:
    """A spelling that passes, and the remark that it makes."""

    spelling: Spelling
    remark: str = ""
    """What is remarked of a frame that is spelt so, to follow the frame's text; empty: nothing."""
    breaks: Ground | None = None
    """The stronger document that has it otherwise; None: there is none."""


@dataclass(frozen=True, slots=True)
class Tolerated:
    """A line that passes beside the one that is meant."""

    text: str
    """With marks for what is left open."""
    why: str = ""
    """What the remark says of it behind its text."""
    breaks: Ground | None = None
    """The stronger document that has it otherwise; None: there is none."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line that a step expects."""

    alternatives: tuple[Alternative, ...]
    """What is meant comes first; the first that fits counts."""
    reading: str = ""
    """The contradiction by which a misprint of the note is read otherwise than printed; empty: it is as printed."""
    loose: Spelling | None = None
    """The line with those values left open that rest on less than a note; None: there are none."""
    loose_ground: Ground | None = None
    """What these values rest on."""

    def __str__(self) -> str:
        """Write what is meant, for a person."""
        return str(self.alternatives[0].spelling)

    def example(self, understand: Understand) -> Line | None:
        """Return a line of those that it means; None where the grammar knows none."""
        first = self.alternatives[0].spelling
        return first.line or understand("".join("1" if isinstance(part, Blank) else part for part in first.parts))

    def match(self, frame: Frame) -> Alternative | None:
        """Return how a frame spells this line; None where it is another one."""
        return next((alternative for alternative in self.alternatives if alternative.spelling.fits(frame)), None)

    def fails_by(self, frame: Frame) -> Ground | None:
        """Return on what it rests that a frame is not this line, where it differs in weaker values alone; else None."""
        return self.loose_ground if self.loose is not None and self.loose.fits(frame) else None


@dataclass(frozen=True, slots=True)
class ExpectedLines:
    """The lines that a step expects."""

    lines: tuple[Expectation, ...]
    misprint: tuple[Expectation, ...] = ()
    """The lines as the note prints them, where that is a misprint with more or fewer of them; they pass too, with a
    remark."""


def expectation(
    meant: str,
    understand: Understand,
    tolerated: Iterable[Tolerated] = (),
    reading: str = "",
    loose: str = "",
    loose_ground: Ground | None = None,
) -> Expectation:
    """Make the expectation of a line.

    :param meant: the line that is meant, with marks for what is left open
    :param tolerated: other lines that pass with a remark: the note's misprint, or what the documents leave open
    :param loose: the line with marks also for the values that rest on less than a note; empty: there are none
    :param loose_ground: what these values rest on
    """
    first = Spelling.read(meant, understand)
    others = (
        Alternative(Spelling.read(other.text, understand), f"is tolerated instead of {first}{other.why}", other.breaks)
        for other in tolerated
        if other.text != meant
    )
    opened = Spelling.read(loose, understand) if loose else None
    return Expectation((Alternative(first), *others), reading, opened, loose_ground)
