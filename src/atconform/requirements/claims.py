"""What a family says of itself to the judge (the PICS of ISO/IEC 9646).

One file for each family below ``data/claims``: the stacks it has, its figures and limits, and the time it may
take to answer. The emulator never reads them: it has a dialect of its own, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.base.suggest import did_you_mean
from atconform.base.units import MS
from atconform.requirements import datafiles
from atconform.requirements.sources import Source

FigureUnit = Literal["us", "bytes", "count"]
LimitKind = Literal["at least", "at most", "nominal"]

_COMMAND = re.compile(r"([+*&]?[A-Z]+)(=?\?$)?")


class Figure(NamedTuple):
    """A figure that scenarios name in braces: ``{escape.before}``."""

    name: str
    value: int
    """Microseconds where the unit is ``us``."""
    unit: FigureUnit
    kind: LimitKind
    """Whether what is measured may not be less, may not be more, or should be this."""
    inclusive: bool
    """Whether exactly the value still satisfies an ``at least`` or ``at most``."""
    tolerance: int
    """How far from a ``nominal`` value is still the value; of the same unit."""
    printed: int | None
    """What the note prints, where it is not what the family does; measuring it instead is a remark."""
    source: Source


class _FigureEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    value: int
    unit: Literal["ms", "bytes", "count"]
    kind: LimitKind
    source: Source
    inclusive: bool = True
    tolerance: int = 0
    printed: int | None = None

    def figure(self) -> Figure:
        scale = MS if self.unit == "ms" else 1
        return Figure(
            name=self.name,
            value=self.value * scale,
            unit="us" if self.unit == "ms" else self.unit,
            kind=self.kind,
            inclusive=self.inclusive,
            tolerance=self.tolerance * scale,
            printed=None if self.printed is None else self.printed * scale,
            source=self.source,
        )


class _TimeLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    command: str
    within: int
    source: Source


class TimeLimit(NamedTuple):
    """How long a command line may take."""

    within: int
    """Microseconds to the last line that belongs to it."""
    source: Source


class Spelt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A spelling of the family's."""

    text: str
    source: Source


class Alternative(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the values that the documents leave open."""

    value: str
    source: Source


class Restore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A command that puts back what another one set, so that the next scenario begins as on a fresh module."""

    command: str
    after: str = ""
    """The command after whose use it is needed; empty: always."""
    report: str = ""
    """How the line begins that comes after its OK, where only that line says that it is done."""
    only_used: bool = False
    """Whether it is for modules alone on which the command is known to have been used: one that is only taken over
    keeps what it has."""


class Saved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings that one command stores all at once, beside those that the files of the stacks name."""

    ask: str
    """The command by which the module tells whether they are stored as they are."""
    pattern: str
    """What stands in the answer then, as a regular expression."""
    names: frozenset[str]
    """The commands that set them."""


class Claims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one family says of itself."""

    family: str
    title: str
    models: tuple[str, ...]
    """Model names that begin what ATI, AT+CGMM or AT+CGMR answer, or stand in it."""
    stacks: tuple[str, ...]
    """The protocol stacks whose rules hold for the family."""
    prompt: Spelt
    """How the prompt for data is spelt, after CR LF."""
    spelling: dict[str, Spelt] = {}
    """Terminals of the grammar that the family spells in its own way, for instance what stands between a connection
    number and its result (``_MULTI``), as in ``0, CONNECT OK``."""
    answers_within: int
    """Milliseconds a command may take to its last line where nothing else is said."""
    answers_within_source: Source
    alternatives: dict[str, tuple[Alternative, ...]] = {}
    """Values that the documents leave open, by the placeholder that stands for them: the first is taken to be meant,
    the others pass with a remark."""
    figures: tuple[_FigureEntry, ...]
    time_limits: tuple[_TimeLimit, ...]
    restore: tuple[str | Restore, ...] = ()
    """What puts back what a scenario may have set, in this order. Names of commands and of stacks stand for what the
    files of the stacks have for them (:mod:`atconform.requirements.stacks`); the rest is the family's own."""
    saved: Saved | None = None
    """The settings that a command of the family's own stores all at once; None: there is no such command."""

    @property
    def spelt(self) -> tuple[tuple[str, str], ...]:
        """The terminals of the grammar that the family spells in its own way, and how."""
        return tuple((terminal, spelt.text) for terminal, spelt in self.spelling.items())

    def figure(self, name: str) -> Figure:
        """Look up a figure.

        :raises atconform.base.errors.BenchFault: the family has no figure of that name; a similar one is suggested
        """
        for entry in self.figures:
            if entry.name == name:
                return entry.figure()
        names = [entry.name for entry in self.figures]
        raise BenchFault(f"family {self.family} has no figure {{{name}}}{did_you_mean(name, names)}")

    def time_limit(self, command: str) -> TimeLimit:
        """Return how long a command line may take to the last line that belongs to it.

        Of several commands in one line the slowest counts. A test or read form has a limit of its own.

        :param command: as sent, for instance ``AT+CIPSTART="TCP","192.0.2.1",80``
        """
        known = {entry.command: TimeLimit(entry.within * MS, entry.source) for entry in self.time_limits}
        usual = TimeLimit(self.answers_within * MS, self.answers_within_source)
        return max((known.get(name, usual) for name in _names(command)), key=lambda limit: limit.within)


def _names(command: str) -> Iterator[str]:
    """Yield the commands of a line as the time limits name them: ``+CIPSTART``, ``+COPS=?``."""
    for part in command.upper().removeprefix("AT").split(";"):
        named = _COMMAND.match(part.strip())
        yield named[1] + (named[2] or "") if named else ""


@cache
def load(family: str) -> Claims:
    """Read the claims of a family.

    :param family: one of :func:`atconform.base.families.families`
    :raises atconform.base.errors.BenchFault: the data file is broken; the message names file and place
    """
    file = datafiles.files("claims")[family]
    return datafiles.decode(file.read_bytes(), Claims, f"claims/{file.name}")


def family_of(identity: str) -> str | None:
    """Find the family of a module by what it answers to ATI, AT+CGMM or AT+CGMR; None where no name fits."""
    for family in families():
        if any(re.search(rf"{re.escape(model)}(?!\d)", identity.upper()) for model in load(family).models):
            return family
    return None
