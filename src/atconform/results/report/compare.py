"""A comparison as a page: changes first, with the two transcripts side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, get_args

from atconform.requirements.catalogue import Catalogue
from atconform.results.alignment import align, joined
from atconform.results.causes import Cause, by_figure, counts, grouped
from atconform.results.comparison import Change, Difference, FigureChange, telling
from atconform.results.records import ScenarioRecord
from atconform.results.report.looks import DID_NOT_PASS, LOOKS, Cell, Look, State, rank, state_of, worst
from atconform.results.report.matrix import tally
from atconform.results.report.page import render
from atconform.results.report.payload import Pool, Rerun, Transcripts, grounds_of, limits, result
from atconform.results.report.source import Source

CHANGE_LOOKS: dict[Change, Look] = {
    "regressed": Look("✗", "regressed", "what was fulfilled is not any more"),
    "flaky": Look("~", "flaky", "its outcomes differ within a run"),
    "fails otherwise": Look("✗", "fails otherwise", "it failed before too, for another reason"),
    "new remark": Look("≈", "new remark", "it passes with a tolerated deviation that it did not have"),
    "not comparable": Look("?", "not comparable", "one of the runs says nothing about the module here"),
    "removed": Look("⊖", "removed", "the new run does not have it"),
    "no longer applicable": Look("○", "no longer applicable", "the new run skipped it"),
    "fixed": Look("✓", "fixed", "what was not fulfilled is now"),
    "remark gone": Look("✓", "remark gone", "a tolerated deviation is no more"),
    "added": Look("⊕", "added", "the old run does not have it"),
    "newly applicable": Look("⊕", "newly applicable", "the old run skipped it"),
    "fails as before": Look("✗", "fails as before", "for the same reason"),
    "same": Look("=", "same", "it passes, or is skipped, in both"),
}
"""The worst first."""
COLOURS: dict[Change, str] = {
    "regressed": "fail",
    "flaky": "inconc",
    "fails otherwise": "fail",
    "new remark": "remark",
    "not comparable": "inconc",
    "fixed": "pass",
    "remark gone": "pass",
    "fails as before": "fail",
}
"""By the state whose colour fits; the others are dim."""

MARKS = {"same": "=", "changed": "~", "only old": "-", "only new": "+"}
"""How two transcripts are aligned, one letter for each pair of lines."""

OPEN_AT_FIRST = 3


@dataclass(frozen=True, slots=True)
class Group:
    """What changed for one cause."""

    cause: Cause
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Section:
    """All that changed in one way."""

    change: Change
    said: str
    """How many causes and scenarios."""
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario that has something to tell."""

    number: int
    difference: Difference
    old: Cell
    new: Cell


def comparison_page(
    old: Source,
    new: Source,
    differences: Sequence[Difference],
    catalogue: Catalogue,
    rerun: Rerun,
    only: Sequence[Change] = (),
) -> Iterator[str]:
    """Make the page of a comparison, in pieces; scenarios that are the same and measured the same are only counted.

    :param only: the changes that are spelt out; none are all
    """
    causes = grouped(telling(differences, only))
    told = [difference for cause in causes for difference in cause.differences]
    results, transcripts = Pool(), Transcripts()
    return render(
        "compare.html",
        ("page.js", "plot.js", "compare.js"),
        sources=(old, new),
        tallied=[tally(states) for states in _states(differences)],
        looks=LOOKS,
        change_looks=CHANGE_LOOKS,
        colours={change: COLOURS.get(change, "dim") for change in get_args(Change)},
        counted=Counter(difference.change for difference in differences),
        listed=Counter(difference.change for difference in told),
        sections=_sections(causes),
        compared=counts(len(differences)),
        open_at_first=OPEN_AT_FIRST,
        figures=by_figure(told),
        data={
            "changes": (_change(old, new, d, results, transcripts, rerun) for d in told),
            "results": iter(results),
            "attention": DID_NOT_PASS,
            "grounds": grounds_of((record for d in told for record in (*d.old, *d.new)), catalogue),
        },
        transcripts=transcripts.data(),
    )


def _states(differences: Sequence[Difference]) -> Iterator[Iterator[State]]:
    """Tell for each run the state of every scenario that it has, the worst of its attempts."""
    for sides in ([d.old for d in differences], [d.new for d in differences]):
        yield (state_of(min(records, key=rank)) for records in sides if records)


def _sections(causes: Sequence[Cause]) -> list[Section]:
    """Lay out changes and causes; the scenarios are numbered through."""
    numbers = count()

    def group(cause: Cause) -> Group:
        return Group(cause, [Entry(next(numbers), d, *_cells(d)) for d in cause.differences])

    return [
        Section(change, counts(sum(len(cause.differences) for cause in alike), len(alike)), list(map(group, alike)))
        for change, stretch in groupby(causes, key=lambda cause: cause.change)
        for alike in [list(stretch)]
    ]


def _cells(difference: Difference) -> tuple[Cell, Cell]:
    return worst(map(state_of, difference.old)), worst(map(state_of, difference.new))


def _change(
    old: Source, new: Source, difference: Difference, results: Pool, transcripts: Transcripts, rerun: Rerun
) -> dict[str, Any]:
    """Write down what is behind one change; of several attempts the first two are set side by side."""
    record = (difference.new or difference.old)[0]
    sides = [(old, difference.old), (new, difference.new)]
    numbers = [
        [results.number(result(source, attempt, transcripts, rerun)) for attempt in records]
        for source, records in sides
    ]
    both = [joined(source.transcript(one).text) for source, records in sides for one in records[:1]]
    aligned = both if len(both) == 2 and all(both) else []
    return {
        "requirements": record.requirements,
        "place": f"{record.file}:{record.line}" if record.file else "",
        "why": difference.why,
        "sides": numbers,
        "figures": [_figure(difference.new, figure) for figure in difference.figures],
        "aligned": [transcripts.number(text) for text in aligned],
        "pairs": "".join(MARKS[pair.kind] for pair in align(*aligned)) if aligned else "",
    }


def _figure(records: Sequence[ScenarioRecord], figure: FigureChange) -> dict[str, Any]:
    """Write down a figure that both runs measured, with the limit that the new one judged it against."""
    limit = next((known.limit for record in records for known in record.figures if known.name == figure.name), "")
    low, high = limits(limit)
    return figure._asdict() | {"differs": figure.differs, "limit": limit, "low": low, "high": high}
