"""Misprints of the notes and how they are read: ``data/readings.toml``.

A scenario keeps what its note prints. Where the print is evidently wrong, the reading is what a module is
expected to answer, and a module that answers the misprint all the same passes with a remark.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import msgspec

from atconform.base.errors import BenchFault
from atconform.requirements import datafiles


class _Misprint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    contradiction: str
    families: tuple[str, ...]
    """Whose notes print it."""
    reason: str
    examples: tuple[str, ...] = ()
    """The examples in which it is a misprint, where the same line is right elsewhere; empty: everywhere."""

    def concerns(self, family: str, played: Collection[str]) -> bool:
        """Return whether it is a misprint in a scenario of a family that plays these examples."""
        return family in self.families and (not self.examples or not set(self.examples).isdisjoint(played))


class LineReading(_Misprint, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line that is read otherwise than printed."""

    printed: str
    """A regular expression for the whole line."""
    reading: str
    """What replaces it; may refer to the expression's groups."""

    def apply(self, lines: list[str]) -> list[str]:
        """Return the lines as read."""
        return [re.sub(rf"^(?:{self.printed})$", self.reading, line) for line in lines]


class BlockReading(_Misprint, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines following each other that are read otherwise than printed."""

    printed: list[str]
    reading: list[str]
    rules: tuple[str, ...] = ()
    """Requirements: where a scenario that carries one of them has the reading, a module may answer the print too."""

    def apply(self, lines: list[str]) -> list[str]:
        """Return the lines as read."""
        read: list[str] = []
        rest = lines
        while rest:
            if rest[: len(self.printed)] == self.printed:
                read, rest = read + self.reading, rest[len(self.printed) :]
            else:
                read, rest = [*read, rest[0]], rest[1:]
        return read


Reading = LineReading | BlockReading


class ReadLines(NamedTuple):
    """Lines as a module is expected to answer them, and why they differ from the print."""

    lines: list[str]
    applied: list[Reading]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: list[LineReading]
    block: list[BlockReading]


def read(family: str, lines: list[str], played: Collection[str] = ()) -> ReadLines:
    """Read lines as a note prints them.

    :param family: whose notes they are from; the misprints of other families' notes are left alone
    :param played: the ids of the examples that the scenario plays
    """
    applied: list[Reading] = []
    for reading in load():
        if reading.concerns(family, played) and (changed := reading.apply(lines)) != lines:
            lines = changed
            applied.append(reading)
    return ReadLines(lines, applied)


def misprint_of(family: str, lines: list[str], carried: Collection[str]) -> list[str]:
    """Return the misprint for which lines stand that a rule expects; empty: for none.

    :param carried: the ids of the requirements that the scenario carries
    """
    for reading in load():
        if isinstance(reading, BlockReading) and family in reading.families and lines == reading.reading:
            if not set(reading.rules).isdisjoint(carried):
                return reading.printed
    return []


def readings_of(family: str, lines: list[str], played: Collection[str] = ()) -> list[str]:
    """Return lines of a note as a module is expected to answer them; the parameters are those of :func:`read`."""
    return read(family, lines, played).lines


@cache
def load() -> tuple[Reading, ...]:
    """Read all readings, those of lines first, in the order of the file.

    :raises atconform.base.errors.BenchFault: the data file is broken; the message names the place
    """
    file = datafiles.files()["readings"]
    decoded = datafiles.decode(file.read_bytes(), _File, file.name)
    for entry in decoded.line:
        try:
            re.compile(entry.printed)
        except re.error as error:
            raise BenchFault(f"{file.name}: {entry.printed!r} is not a regular expression: {error}") from error
    if any(not entry.printed for entry in decoded.block):
        raise BenchFault(f"{file.name}: a block without printed lines fits everywhere")
    return (*decoded.line, *decoded.block)
