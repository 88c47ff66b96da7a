"""What stands in the text of a step for something else: placeholders, ranges of numbers, bytes in digits.

What a placeholder stands for is a value of the bench, a figure of the family, or what the module itself has told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from atconform.base.basis import Basis
from atconform.base.errors import ModuleFault
from atconform.base.notation import MANY, read_bytes
from atconform.base.numbers import read_number
from atconform.judge.expectation import Blank, literally
from atconform.judge.ground import Ground, of_source
from atconform.judge.placeholder_table import AT_MOST, LEARNT, SHAPES
from atconform.requirements.claims import Claims

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)([+-]\d+)?\}")
RANGE = re.compile(r"\{(\d+)\.\.(\d+|[a-z_.]+(?:[+-]\d+)?)\}")
NAMES_APN = re.compile(r'((?:\+CSTT|\*MCGDEFCONT)[=:] ?(?:"IP",)?"\{apn\}")(?:,"","")?')
"""Where user and password stand behind the APN, if it has them."""
IN_HEX = re.compile(rf"<({MANY}) in (small )?hex>")
"""Stands for the digits of so many bytes; small ones have small letters."""


class SpeltLine(NamedTuple):
    """One way to spell a line that a step expects."""

    text: str
    """With marks for what is left open."""
    grounds: tuple[Ground, ...] = ()
    """What values rest on that the documents leave open, or on which they differ."""
    loose: str = ""
    """With marks also for the values that rest on less than a note; empty: there are none."""
    loose_ground: Ground | None = None
    """The weakest of what these values rest on."""


class Placeholders:
    """The values of one scenario.

    :param values: what placeholders stand for; None: any value is right
    """

    def __init__(self, claims: Claims, values: Mapping[str, str | None]) -> None:
        self._claims = claims
        self.values = dict(values)

    def fill_in(self, text: str, choice: int = 0) -> str:
        """Put values in the place of ``{placeholders}``; ``{send.max+1}`` is one more than the figure.

        What is not known is left open, by the mark of a blank (:class:`atconform.judge.expectation.Blank`).

        :param choice: which of the alternatives to take where the documents leave a value open
        """
        login = self.values.get("login")

        def value(match: re.Match[str]) -> str:
            name, offset = match[1], int(match[2] or 0)
            if name in self._claims.alternatives:
                alternatives = self._claims.alternatives[name]
                return self.fill_in(alternatives[min(choice, len(alternatives) - 1)].value)
            if name in self.values:
                known = self.values[name]
                if known is None:
                    return Blank(SHAPES.get(name, ".+"), name).mark
                return str(read_number(known) + offset) if offset else known
            return str(self._claims.figure(name).value + offset)

        return PLACEHOLDER.sub(value, NAMES_APN.sub(r"\1{login}", text) if login else text)

    def command(self, text: str) -> str:
        """Fill in the values of a command line, and the digits of bytes in it."""
        return IN_HEX.sub(_digits, self.fill_in(text))

    def data(self, text: str) -> bytes:
        """Read bytes, values filled in."""
        return read_bytes(self.command(text))

    def lines(self, text: str) -> list[str]:
        """Split what a step expects into lines, ranges spread out.

        ``C: {2..connections.max-1},,"","","","INITIAL"`` stands for one line for each number of the range.
        """
        return [spread for line in text.splitlines() if line.strip() for spread in self._spread(line)]

    def spell(self, line: str) -> list[SpeltLine]:
        """Return every way to spell a line that a step expects, values filled in and bytes read.

        What is taken to be meant comes first; there are others where the documents leave a value open, or differ.
        """
        opened = [self._claims.alternatives[name] for name in self._named(line) if name in self._claims.alternatives]
        return [
            SpeltLine(
                read_bytes(IN_HEX.sub(_digits, self.fill_in(line, choice))).decode("latin-1"),
                tuple(of_source(values[min(choice, len(values) - 1)].source) for values in opened),
                *self._loosened(line),
            )
            for choice in range(max(map(len, opened), default=1))
        ]

    def _loosened(self, line: str) -> tuple[str, Ground | None]:
        """Leave the figures of a line open that rest on less than a note; return the weakest of what they rest on."""
        figures = (name for name in self._named(line) if not (name in self.values or name in self._claims.alternatives))
        grounds = {name: of_source(self._claims.figure(name).source) for name in figures}
        weak = {name: ground for name, ground in grounds.items() if ground.basis < Basis.NOTE}
        if not weak:
            return "", None
        opened = PLACEHOLDER.sub(lambda match: Blank().mark if match[1] in weak else match[0], line)
        text = read_bytes(IN_HEX.sub(_digits, self.fill_in(opened))).decode("latin-1")
        return text, min(weak.values(), key=lambda ground: ground.basis)

    def _named(self, line: str) -> list[str]:
        return [match[1] for match in PLACEHOLDER.finditer(line)]

    def _spread(self, line: str) -> list[str]:
        match = RANGE.search(line)
        if match is None:
            return [line]
        first, last = (self.number(bound) for bound in match.groups())
        return [line.replace(match[0], str(number)) for number in range(first, last + 1)]

    def number(self, text: str) -> int:
        """Read a number, or the figure of a family that stands for one."""
        return read_number(text if text.isdigit() else self.fill_in(f"{{{text}}}"))

    def learn(self, text: str, said: Sequence[str]) -> None:
        """Learn, from lines that were right, the values that only the module could tell.

        :param text: the lines as the step has them
        :param said: the lines as the module said them
        :raises ModuleFault: a number exceeds the figure of the family that bounds it
        """
        for line, told in zip(text.splitlines(), said, strict=False):
            unknown = [name for name in self._named(line) if name in LEARNT and self.values.get(name) is None]
            if unknown and (match := re.search(self._learning(line), told)):
                for name in unknown:
                    self.values[name] = value = match[name.replace(".", "_")]
                    self._check(name, value, told)

    def _check(self, name: str, value: str, told: str) -> None:
        if name in AT_MOST and read_number(value) > (figure := self._claims.figure(AT_MOST[name])).value:
            ground = of_source(figure.source)
            fault = ModuleFault(f"said {told}, expected at most {figure.value}", came=True)
            raise fault.resting_on(ground.basis, ground.names)

    def _learning(self, line: str) -> str:
        """Write a pattern that finds in a line what the values are that are not known yet.

        Of what stands before the first placeholder only the last word counts: the module may space it in its own way.
        """
        pattern = re.escape(PLACEHOLDER.split(line)[0].split(" ")[-1])
        for match in PLACEHOLDER.finditer(line):
            known, shape = self.values.get(match[1]), LEARNT.get(match[1])
            if known is None and shape is not None:
                pattern += f"(?P<{match[1].replace('.', '_')}>{shape})"
            else:
                pattern += ".+?" if known is None else re.escape(known)
            rest = PLACEHOLDER.split(line[match.end() :])[0]
            pattern += literally(rest)
        return pattern


def _digits(match: re.Match[str]) -> str:
    digits = read_bytes(f"<{match[1]}>").hex()
    return digits if match[2] else digits.upper()
