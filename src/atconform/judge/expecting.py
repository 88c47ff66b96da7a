"""Reading what a step expects: its text, the family's claims and the misprints of the notes make expectations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from atconform.judge.expectation import Blank, Expectation, ExpectedLines, Tolerated, Understand, expectation
from atconform.judge.grammar.grammar import Grammar, Line
from atconform.judge.placeholders import Placeholders, SpeltLine
from atconform.requirements import readings


class Expecter:
    """Reads what the steps of one scenario expect.

    :param family: whose notes the scenario is from
    """

    def __init__(self, family: str, grammar: Grammar, text: Placeholders) -> None:
        self._family = family
        self._grammar = grammar
        self._text = text
        self.played: Collection[str] = ()
        """The statements that the scenario carries, for what is a misprint in one example and right elsewhere."""

    def read(self, text: str, command: str) -> ExpectedLines:
        """Read lines as they are meant, with what is tolerated beside it: a misprint, values that were left open.

        :param command: the command at work, for lines that mean something only after it
        """

        def understand(line: str) -> Line | None:
            return self._grammar.read(line, command) or self._grammar.read_inline_header(line)

        spelt = [self._text.spell(line) for line in self._text.lines(text)]
        printed = [first.text for first, *_ in spelt]
        read = readings.read(self._family, printed, self.played)
        if len(read.lines) != len(printed):
            return ExpectedLines(
                tuple(expectation(line, understand) for line in read.lines),
                tuple(expectation(line, understand) for line in printed),
            )
        reading = " ".join(applied.contradiction for applied in read.applied)
        misprint = readings.misprint_of(self._family, printed, self.played)
        return ExpectedLines(
            tuple(_expectation(line, ways, understand, reading) for line, ways in zip(read.lines, spelt, strict=True)),
            tuple(expectation(line, understand) for line in misprint),
        )


ERROR, CME_ERROR = "ERROR", f"+CME ERROR: {Blank().mark}"
"""Which of the two is said is a setting of the user's (3GPP TS 27.007, 9.1), whose default differs."""


def _expectation(meant: str, ways: Sequence[SpeltLine], understand: Understand, reading: str) -> Expectation:
    """Make the expectation of a line that has been spelt; the first way is the line as it is printed."""
    tolerated = [_beside(way, ways[0]) for way in ways]
    if meant == ERROR:
        tolerated.append(Tolerated(CME_ERROR))
    if meant != ways[0].text:
        return expectation(meant, understand, tolerated, reading)
    return expectation(meant, understand, tolerated, "", ways[0].loose, ways[0].loose_ground)


def _beside(way: SpeltLine, first: SpeltLine) -> Tolerated:
    """Return how one way to spell a line is tolerated beside the first, which the stronger document may have."""
    if not way.grounds:
        return Tolerated(way.text)
    named, stronger = ("; ".join(map(str, one.grounds)) for one in (way, first))
    differing = [one for one, other in zip(first.grounds, way.grounds, strict=True) if one.basis > other.basis]
    breaks = next((ground for ground in differing if ground.basis.documented), None)
    return Tolerated(way.text, f" ({named}; {stronger} has {first.text})", breaks)
