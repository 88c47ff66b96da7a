"""What changed from one run to another, put together by its cause.

A cause is read off the records alone: what was said of a scenario, what that rests on, and the command that was sent
last. Scenarios have one cause where these come to the same key; what no rule knows has its own text for a key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from atconform.results.comparison import BEFORE, Change, Difference, FigureChange
from atconform.results.insignificant import masked
from atconform.results.records import BasisName, ScenarioRecord

_VARYING = re.compile(r"\{[^{}]*\}|\"[^\"]*\"|<\w+>|\b\d+\b")
"""What differs in one line from scenario to scenario: placeholders, quoted values, what was masked, whole numbers."""
_COMMAND = re.compile(r"(?<![A-Za-z+])AT(?:[+&*^$]?[A-Z]+\d*)?(?![a-z])")
LONGEST = 4_000
"""Characters of a text that the rules are tried on; what is longer is no sentence of the suite's."""
_ERROR = re.compile(r"\[(?:\+CM[ES] )?ERROR\b")


class Key(NamedTuple):
    """What scenarios have in common that changed for one cause."""

    kind: str
    """What they have in common, in words; empty: what was said of them."""
    about: tuple[str, ...]
    """The line, command, spelling or figure; or the text, and what it rests on."""

    def __str__(self) -> str:
        """Write it for a person: ``same command refused: AT+CIPSTART``."""
        return self.kind.format(*self.about)


class _Told(NamedTuple):
    """One text, and what the records have beside it."""

    text: str
    command: str
    """The last one that was sent; empty where the scenario went on behind what the text is about."""
    rests_on: tuple[str, ...]


class _Rule(NamedTuple):
    """What texts of one form have in common."""

    form: re.Pattern[str]
    kind: str
    about: Callable[[re.Match[str], _Told], tuple[str, ...]]
    """Makes what is to agree; empty where the records lack it."""


def _blank(text: str) -> str:
    return _VARYING.sub("…", masked(text))


def _refused(match: re.Match[str], told: _Told) -> tuple[str, ...]:
    return (told.command,) if told.command and _ERROR.search(match["came"]) else ()


_RULES = (
    _Rule(
        re.compile(r"no '(?P<line>.+?)' within .*", re.DOTALL),
        "same line missing",
        lambda match, _: (_blank(match["line"]),),
    ),
    _Rule(
        re.compile(r"said (?P<came>\[.*\]), expected (?!.*\[(?:\+CM[ES] )?ERROR\b).*", re.DOTALL),
        "same command refused: {0}",
        _refused,
    ),
    _Rule(
        re.compile(r"(?!it )(?P<figure>\S.*?) took .+, expected at (?P<side>least|most) .*", re.DOTALL),
        "same figure: {0}, at {1}",
        lambda match, _: (match["figure"], match["side"]),
    ),
    _Rule(
        re.compile(r"(?P<met>.+) is tolerated instead of .*", re.DOTALL),
        "same spelling: {0}",
        lambda match, _: (_blank(match["met"]),),
    ),
)
_REMARK = _Rule(
    re.compile(r"(?P<name>[^:]+): (?P<line>.+)", re.DOTALL),
    "same spelling: {0}",
    lambda match, _: (match["name"],),
)
"""A tolerated spelling has a name, and the line behind it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Scenarios that changed in one way, for one cause."""

    change: Change
    keys: tuple[Key, ...]
    """Several where each of the scenarios has several things to tell."""
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """What the scenarios have in common; empty where that is the text, or where there is one scenario alone."""
        shared = dict.fromkeys(str(key) for key in self.keys if key.kind) if len(self.differences) > 1 else ()
        return "; ".join(shared)

    @property
    def said(self) -> str:
        """What came and what was expected, as the first of the scenarios has it; a text of another one may differ in
        numbers.
        """
        return self.differences[0].why

    @property
    def ground(self) -> tuple[BasisName, tuple[str, ...]] | None:
        """On what the expectation rests: the basis that all share, and the ids that most of them name first; None:
        they share none.
        """
        grounds = [difference.ground for difference in self.differences]
        bases = {ground and ground[0] for ground in grounds}
        (basis, *others) = bases
        if basis is None or others:
            return None
        counted = Counter(name for ground in grounds if ground for name in dict.fromkeys(ground[1]))
        return basis, tuple(name for name, _ in counted.most_common())


@dataclass(frozen=True, slots=True)
class FigureCause:
    """A figure that lies elsewhere, in the same direction, in several scenarios."""

    name: str
    unit: str
    changes: tuple[tuple[Difference, FigureChange], ...]

    @property
    def old(self) -> tuple[int, int]:
        """Least and greatest that the old run measured."""
        return min(figure.old[0] for _, figure in self.changes), max(figure.old[1] for _, figure in self.changes)

    @property
    def new(self) -> tuple[int, int]:
        """Least and greatest that the new run measured."""
        return min(figure.new[0] for _, figure in self.changes), max(figure.new[1] for _, figure in self.changes)


def grouped(differences: Iterable[Difference]) -> list[Cause]:
    """Put differences together by change and cause; changes stay in their order, those of most scenarios come first.

    :param differences: ordered by change, as :func:`atconform.results.comparison.telling` gives them
    """
    found: dict[Change, dict[tuple[Key, ...], list[Difference]]] = {}
    for difference in differences:
        found.setdefault(difference.change, {}).setdefault(keys_of(difference), []).append(difference)
    return [
        Cause(change, keys, tuple(alike))
        for change, causes in found.items()
        for keys, alike in sorted(causes.items(), key=lambda cause: -len(cause[1]))
    ]


def by_figure(differences: Iterable[Difference]) -> list[FigureCause]:
    """Put the figures that differ together by name, unit and direction, in the order in which they come."""
    found: dict[tuple[str, str, bool], list[tuple[Difference, FigureChange]]] = {}
    for difference in differences:
        for figure in difference.changed_figures:
            grew = figure.old[1] < figure.new[0]
            found.setdefault((figure.name, figure.unit, grew), []).append((difference, figure))
    return [FigureCause(name, unit, tuple(changes)) for (name, unit, _), changes in found.items()]


def keys_of(difference: Difference) -> tuple[Key, ...]:
    """Read the cause of a difference off its records; the same key stands once."""
    return tuple(dict.fromkeys(_key(difference, text) for text in difference.texts))


def counts(scenarios: int, causes: int | None = None) -> str:
    """Write a count of scenarios, and of the causes that they have: ``1 cause, 11 scenarios``."""
    said = f"{scenarios} scenario{'' if scenarios == 1 else 's'}"
    return said if causes is None else f"{causes} cause{'' if causes == 1 else 's'}, {said}"


def _key(difference: Difference, text: str) -> Key:
    if difference.change == "flaky":
        return Key("", (str(difference.key), difference.key.family, text))
    said = text.removeprefix(BEFORE)
    records = difference.old if text != said or difference.change == "fixed" else difference.new
    told = _beside(said, records)
    rules = (*_RULES, _REMARK) if difference.change in ("new remark", "remark gone") else _RULES
    for rule in rules if len(said) <= LONGEST else ():
        if (match := rule.form.fullmatch(said)) and (about := rule.about(match, told)):
            return Key(rule.kind, about)
    return Key("", (masked(text), told.command, *told.rests_on))


def _beside(text: str, records: Sequence[ScenarioRecord]) -> _Told:
    """Find what the records have beside a text: what ended a scenario has its command, what has none its ground."""
    for record in records:
        if record.verdict == "fail" and record.reason == text:
            command = _last_command(record)
            return _Told(text, command, () if command else record.rests_on)
        for broken in record.broken:
            if broken.text == text:
                return _Told(text, "", broken.rests_on)
    return _Told(text, "", ())


def _last_command(record: ScenarioRecord) -> str:
    """Return the name of the last command that was sent, without its values; empty where the steps do not tell it."""
    for step in reversed(record.steps):
        if found := set(_COMMAND.findall(step)):
            return found.pop() if len(found) == 1 else ""
    return ""
