"""What others than the module bring about, and what that means for a scenario: ``data/circumstances.toml``.

Network, card, supply, other users of the module, the line and the machine that the suite runs on do things that no
step asked for. What they do is never held against the module.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from atconform.base.errors import BenchFault
from atconform.requirements import catalogue, datafiles

Meaning = Literal["harmless", "explains", "accuses"]
"""Claimed, and noted in the transcript; a scenario that then misses something is inconclusive; the module's fault."""
Sign = Literal["", "noise", "late", "far end"]
"""How a circumstance is seen that is no line of the module."""


class Circumstance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One circumstance, and how it is seen."""

    id: str
    says: str
    """What a reason or a transcript calls it."""
    means: Meaning
    stands: str
    """Where that is documented, or who has seen it."""
    families: tuple[str, ...] = ()
    """Where it is met; empty: everywhere."""
    rules: tuple[str, ...] = ()
    """The rules of the grammar that the lines fit by which it is seen."""
    fields: dict[str, str] = {}
    """What fields of the line have to match, each a regular expression; one that is missing does not."""
    sign: Sign = ""
    instead: bool = False
    """Whether the line stands in the place of the one that is expected, and not beside it."""
    at_work: frozenset[str] = frozenset()
    """Commands, one of which has to be at work; empty: it may come at any time."""
    told: frozenset[str] = frozenset()
    """Commands, one of which has to have been used in the scenario, or its power switched."""
    not_told: frozenset[str] = frozenset()
    """Commands, none of which may have been used in the scenario, nor its power switched."""
    after: str = ""
    """The circumstance that has to have been seen before, in the scenario or in the one before it."""
    starts: bool = False
    """Whether the module is known by it to have started."""
    within_start: bool = False
    """Whether it is only met for a while after a start of the module that is known of."""
    unless_peer: str = ""
    """What no far end may have seen since the last command."""
    unless_udp: bool = False
    """Whether it is not met where the command at work opens a UDP connection, in which no far end takes part, to an
    address or to a name that the module has found before."""
    statements: tuple[str, ...] = ()
    """Statements of the families' manuals that the module breaks with what it is accused of."""
    actions: frozenset[str] = frozenset()
    """What a scenario tells the network to do that is about it."""
    having: frozenset[str] = frozenset()
    """What a scenario has to have told the network to do."""
    commanding: bool = False
    """Whether it is only met in command mode."""

    def __post_init__(self) -> None:
        if bool(self.rules) == bool(self.sign):
            raise ValueError(f"{self.id} is seen by rules or by a sign")

    def fits(self, rule: str, fields: dict[str, str | None]) -> bool:
        """Return whether a line is one by which it is seen."""
        values = ((fields.get(name), pattern) for name, pattern in self.fields.items())
        return rule in self.rules and all(value and re.fullmatch(pattern, value) for value, pattern in values)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    circumstance: tuple[Circumstance, ...]


@cache
def load() -> tuple[Circumstance, ...]:
    """Read the table.

    :raises atconform.base.errors.BenchFault: it is broken; the message names the place
    """
    name = "circumstances"
    table = datafiles.decode(datafiles.files()[name].read_bytes(), _File, f"{name}.toml").circumstance
    known: set[str] = set()
    for one in table:
        if one.id in known:
            raise BenchFault(f"{name}.toml: there are two circumstances {one.id}")
        if one.after and one.after not in known:
            raise BenchFault(f"{name}.toml: {one.id} comes after {one.after}, which does not stand before it")
        known.add(one.id)
    return table


def signed(sign: Sign) -> Circumstance:
    """Return the circumstance that is seen by a sign."""
    return next(one for one in load() if one.sign == sign)


@cache
def of(family: str) -> tuple[Circumstance, ...]:
    """Return the circumstances of a family, in the order in which the first that fits counts."""
    mine = (one for one in load() if not one.families or family in one.families)
    return tuple(msgspec.structs.replace(one, statements=_of_family(one.statements, family)) for one in mine)


def _of_family(statements: tuple[str, ...], family: str) -> tuple[str, ...]:
    return tuple(name for name in statements if catalogue.load().family(name) == family)


@cache
def rules() -> frozenset[str]:
    """Return the rules of lines that may come beside those of a scenario."""
    return frozenset(rule for one in load() if not one.instead for rule in one.rules)
