"""Reading what a step expects: its text, the family's claims and the misprints of the notes make expectations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from atconform.judge.expectation import Blank, ExpectedLines, expectation
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
        """The requirements that the scenario plays, for what is a misprint in one example and right elsewhere."""

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
        return ExpectedLines(
            tuple(
                expectation(meant, understand, _tolerated(meant, ways), reading if meant != ways[0].text else "")
                for meant, ways in zip(read.lines, spelt, strict=True)
            )
        )


ERROR, CME_ERROR = "ERROR", f"+CME ERROR: {Blank.ANY.value}"
"""Which of the two is said is a setting of the user's (3GPP TS 27.007, 9.1), whose default differs."""


def _tolerated(meant: str, ways: Sequence[SpeltLine]) -> dict[str, str]:
    """Return the lines that are tolerated beside the one that is meant, and what a remark says of each."""
    first = ways[0]
    tolerated = {way.text: f" ({way.ground}; {first.ground} has {first.text})" if way.ground else "" for way in ways}
    return tolerated | ({CME_ERROR: ""} if meant == ERROR else {})
