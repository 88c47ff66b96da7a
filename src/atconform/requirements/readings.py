"""Misprints of the notes and how they are read: ``data/readings.toml``.

A scenario keeps what its note prints. Where the print is evidently wrong, the reading is what a module is
expected to answer, and a module that answers the misprint all the same passes with a remark.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import msgspec

from atconform.errors import BenchFault
from atconform.requirements import datafiles


class LineReading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line that is read otherwise than printed."""

    contradiction: str
    family: str
    printed: str
    """A regular expression for the whole line."""
    reading: str
    """What replaces it; may refer to the expression's groups."""
    reason: str

    def apply(self, lines: list[str]) -> list[str]:
        """Return the lines as read."""
        return [re.sub(rf"^(?:{self.printed})$", self.reading, line) for line in lines]


class BlockReading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines following each other that are read otherwise than printed."""

    contradiction: str
    family: str
    printed: list[str]
    reading: list[str]
    reason: str

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


def read(family: str, lines: list[str]) -> ReadLines:
    """Read lines as a note prints them.

    :param family: whose note it is; the misprints of other notes are left alone
    """
    applied: list[Reading] = []
    for reading in load():
        if reading.family == family and (changed := reading.apply(lines)) != lines:
            lines = changed
            applied.append(reading)
    return ReadLines(lines, applied)


def readings_of(family: str, lines: list[str]) -> list[str]:
    """Return lines of a note as a module is expected to answer them."""
    return read(family, lines).lines


@cache
def load() -> tuple[Reading, ...]:
    """Read all readings, those of lines first, in the order of the file.

    :raises atconform.errors.BenchFault: the data file is broken; the message names the place
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
