"""The matrix of a report: chapters, sections and requirements of the notes down, runs across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from atconform.requirements.catalogue import Catalogue, Requirement
from atconform.results.comparison import Key, attempts, compare
from atconform.results.records import Run, ScenarioRecord
from atconform.results.report.looks import LOOKS, Cell, State, state_of, worst

UNCHANGED = ("same", "fails as before")

Tally = list[tuple[State, int]]
"""How many requirements are in which state, the worst first."""


@dataclass(frozen=True, slots=True)
class PlayedScenario:
    """One scenario in all runs; no attempts where a run does not have it."""

    key: Key
    attempts: tuple[tuple[ScenarioRecord, ...], ...]
    """By run."""
    changed: bool

    @property
    def record(self) -> ScenarioRecord:
        """The newest record of it, which tells its title and place."""
        return next(records[-1] for records in reversed(self.attempts) if records)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its state in each run, the worst of the attempts."""
        return tuple(worst(map(state_of, records)) for records in self.attempts)


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, or a scenario that shows none."""

    id: str
    title: str
    scenarios: tuple[int, ...]
    """Places in the list of scenarios."""
    cells: tuple[Cell, ...]
    """By run."""
    changed: bool
    disposition: str = ""

    @property
    def states(self) -> list[State]:
        """The states that it has in any run."""
        return list(dict.fromkeys(cell.state for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one section of a note."""

    number: str
    title: str
    rows: tuple[Row, ...]
    tallies: tuple[Tally, ...]
    """By run."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections of one chapter of a note."""

    name: str
    title: str
    family: str
    sections: tuple[Section, ...]
    tallies: tuple[Tally, ...]
    """By run."""


def scenarios(runs: Sequence[Run]) -> list[PlayedScenario]:
    """Gather the scenarios of several runs, in the order of the runs.

    One counts as changed where it came out differently in a later run than in the first, and both have it.
    """
    known = [attempts(run) for run in runs]
    keys = dict.fromkeys(key for run in known for key in run)
    changed = {
        difference.key
        for run in runs[1:]
        for difference in compare(runs[0], run)
        if difference.old and difference.new and difference.change not in UNCHANGED
    }
    return [PlayedScenario(key, tuple(run.get(key, ()) for run in known), key in changed) for key in keys]


def chapters(catalogue: Catalogue, played: Sequence[PlayedScenario]) -> list[Chapter]:
    """Lay out the notes about the families that were played, and at the end what shows no known requirement."""
    shown_by: dict[str, list[int]] = {}
    for number, scenario in enumerate(played):
        known = [name for name in scenario.record.requirements if name in catalogue]
        for name in known or [_other(scenario.key.family)]:
            shown_by.setdefault(name, []).append(number)
    families = {scenario.key.family for scenario in played}
    runs = len(played[0].attempts) if played else 0
    about = [requirement for requirement in catalogue if catalogue.family(requirement.id) in families]
    laid_out = [
        _chapter(catalogue, list(members), shown_by, played, runs)
        for _, members in groupby(about, key=lambda requirement: (requirement.note, requirement.chapter))
    ]
    return [*laid_out, *_others(sorted(families), shown_by, played)]


def _chapter(
    catalogue: Catalogue,
    requirements: Sequence[Requirement],
    shown_by: Mapping[str, list[int]],
    played: Sequence[PlayedScenario],
    runs: int,
) -> Chapter:
    first = requirements[0]
    note = catalogue.notes[first.note]
    sections = tuple(
        _section(
            number, note.sections.get(number, ""), [_row(r, shown_by.get(r.id, ()), played, runs) for r in members]
        )
        for number, members in groupby(requirements, key=lambda requirement: requirement.section)
    )
    title = note.chapters.get(first.chapter, "")
    return Chapter(f"{note.id} {first.chapter}", title, note.family, sections, _tallies(_rows(sections)))


def _row(requirement: Requirement, shown_by: Sequence[int], played: Sequence[PlayedScenario], runs: int) -> Row:
    if not shown_by and requirement.disposition:
        cells = (Cell("disposed"),) * runs
        return Row(requirement.id, requirement.title, (), cells, False, requirement.disposition)
    return Row(
        requirement.id,
        requirement.title,
        tuple(shown_by),
        tuple(_together(run, shown_by, played) for run in range(runs)),
        any(played[number].changed for number in shown_by),
    )


def _together(run: int, shown_by: Sequence[int], played: Sequence[PlayedScenario]) -> Cell:
    """Put together how the scenarios of one requirement came out in a run, the worst deciding."""
    cells = (played[number].cells[run] for number in shown_by if played[number].attempts[run])
    return worst(cell.state for cell in cells)


def _other(family: str) -> str:
    return f"other scenarios of {family}"


def _others(
    families: Iterable[str], shown_by: Mapping[str, list[int]], played: Sequence[PlayedScenario]
) -> Iterator[Chapter]:
    for family in families:
        rows = [
            Row(f"{played[n].key}.{family}", played[n].record.title, (n,), played[n].cells, played[n].changed)
            for n in shown_by.get(_other(family), ())
        ]
        if rows:
            sections = (_section("", "", rows),)
            title = "Scenarios that show no requirement of this catalogue"
            yield Chapter(family, title, family, sections, _tallies(rows))


def _section(number: str, title: str, rows: Sequence[Row]) -> Section:
    return Section(number, title, tuple(rows), _tallies(rows))


def _rows(sections: Iterable[Section]) -> list[Row]:
    return [row for section in sections for row in section.rows]


def _tallies(rows: Sequence[Row]) -> tuple[Tally, ...]:
    columns = zip(*(row.cells for row in rows), strict=True)
    return tuple(tally(cell.state for cell in column) for column in columns)


def tally(states: Iterable[State]) -> Tally:
    """Count states, the worst first."""
    counted = Counter(states)
    return [(state, counted[state]) for state in LOOKS if counted[state]]
