"""What changed from one run to another, scenario by scenario.

A scenario is known by its permanent name, its case and its family. It may have been played several times in a run
(``attempt``); then its outcomes are a set, and only sets that have nothing in common are a change of the module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from atconform.base.errors import UsageError
from atconform.base.verdict import STRICT
from atconform.results.insignificant import masked
from atconform.results.records import BasisName, MeasuredFigure, Run, ScenarioRecord

Change = Literal[
    "regressed",
    "flaky",
    "fails otherwise",
    "new remark",
    "not comparable",
    "removed",
    "no longer applicable",
    "fixed",
    "remark gone",
    "added",
    "newly applicable",
    "fails as before",
    "same",
]
"""What became of a scenario, the worst first:

- ``regressed``, ``fixed``: it passed always and never, or never and always, as far as the attempts tell; or an
  expectation was fulfilled and is not any more, or the other way round, that is only remarked since no document states
  it, or another one has it so
- ``flaky``: its outcomes differ within a run
- ``fails as before``, ``fails otherwise``: for the same reason, or for another one
- ``new remark``, ``remark gone``: it passes in both, with other tolerated deviations
- ``added``, ``removed``: one of the runs does not have it
- ``newly applicable``, ``no longer applicable``: one of the runs skipped it
- ``not comparable``: one of the runs has no verdict about the module, was cut off before it, or has lost the record
- ``same``: it passes, or is skipped, in both
"""

UNJUDGED = {"inconc": "inconclusive", "error": "an error", "none": "not judged"}
"""Verdicts that say nothing about the module."""

BEFORE = "before: "
"""Stands in front of what was said of the old run."""


class Key(NamedTuple):
    """What makes a scenario of one run that of another."""

    family: str
    id: str
    case: str

    def __str__(self) -> str:
        return f"{self.id}[{self.case}]" if self.case else self.id


class FigureChange(NamedTuple):
    """A figure that was measured in both runs."""

    name: str
    unit: str
    old: tuple[int, int]
    """Not less than, not more than."""
    new: tuple[int, int]

    @property
    def differs(self) -> bool:
        """Whether the intervals have nothing in common, so that more than the uncertainty of both lies between."""
        return self.old[1] < self.new[0] or self.new[1] < self.old[0]


@dataclass(frozen=True, slots=True)
class Difference:
    """One scenario in two runs; no attempts where a run does not have it."""

    key: Key
    change: Change
    texts: tuple[str, ...]
    """What is to be said of it, one by one: what came and what was expected, or why a run says nothing."""
    old: tuple[ScenarioRecord, ...]
    new: tuple[ScenarioRecord, ...]
    figures: tuple[FigureChange, ...] = ()

    @property
    def why(self) -> str:
        """What is to be said of it, in one; empty where the change says all."""
        return "; ".join(self.texts)

    @property
    def title(self) -> str:
        """The scenario's title."""
        return (self.new or self.old)[0].title

    @property
    def section(self) -> str:
        """The note and section that it is reported under."""
        return (self.new or self.old)[0].section

    @property
    def ground(self) -> tuple[BasisName, tuple[str, ...]] | None:
        """On what it rests that is otherwise than expected, now or else before: the kind, and ids; None: on nothing."""
        for record in (*self.new, *self.old):
            if record.basis is not None:
                return record.basis, record.rests_on
            if record.broken:
                return record.broken[0].basis, record.broken[0].rests_on
        return None

    @property
    def changed_figures(self) -> list[FigureChange]:
        """The figures that differ."""
        return [figure for figure in self.figures if figure.differs]


def key_of(record: ScenarioRecord, across: str = "") -> Key:
    """Return what makes a record's scenario that of another run.

    :param across: what stands for the family, where families are held against each other
    """
    return Key(across or record.family, record.id, record.case)


def attempts(run: Run, across: str = "") -> dict[Key, tuple[ScenarioRecord, ...]]:
    """Gather a run's records by scenario, in the order of the run.

    :param across: what stands in every key for the family, where families are held against each other
    """
    gathered: dict[Key, list[ScenarioRecord]] = {}
    for record in run.scenarios:
        gathered.setdefault(key_of(record, across), []).append(record)
    return {key: tuple(records) for key, records in gathered.items()}


def compare(old: Run, new: Run, across: str = "") -> list[Difference]:
    """Compare two runs; every scenario of either stands in the result once.

    :param across: as :func:`across_families` tells it
    """
    before, after = attempts(old, across), attempts(new, across)
    gaps = _gap(old, "old"), _gap(new, "new")
    return [_difference(key, before.get(key, ()), after.get(key, ()), gaps) for key in dict.fromkeys([*before, *after])]


def across_families(runs: Sequence[Run], names: Sequence[str], force: bool) -> str:
    """Return how runs of different families are spoken of together; empty where all have a family of the first one's.

    :param names: how the user calls the runs
    :param force: whether the user wants such runs compared, by the scenarios that the families share
    :raises UsageError: a run is empty, or is about other families and may not or cannot be compared
    """
    for run, name in zip(runs, names, strict=True):
        if not run.scenarios:
            raise UsageError(f"{name} has no scenario in it: nothing to compare")
    families = [sorted({record.family for record in run.scenarios}) for run in runs]
    others = [number for number, family in enumerate(families) if not set(family) & set(families[0])]
    if not others:
        return ""
    first, other = (" and ".join(families[number]) for number in (0, others[0]))
    why = f"{names[0]} is about {first}, {names[others[0]]} about {other}"
    if not force:
        raise UsageError(f"{why}: that is no change of one module", "--force compares the scenarios that both have")
    if any(len(family) > 1 for family in families):
        raise UsageError(f"{why}: --force needs runs of one family each")
    return " / ".join(dict.fromkeys(family for (family,) in families))


def refuse(differences: Iterable[Difference], old: Run, new: Run, names: Sequence[str]) -> None:
    """Refuse two runs that have nothing in common.

    :param differences: as they were compared
    :param names: how the user calls them
    :raises UsageError: there is nothing to compare
    """
    if not any(difference.old and difference.new for difference in differences):
        catalogues = f"catalogue {old.header.catalogue} and {new.header.catalogue}"
        raise UsageError(f"{names[0]} and {names[1]} have no scenario in common ({catalogues})")


def telling(differences: Iterable[Difference], only: Sequence[Change] = (), brief: bool = False) -> list[Difference]:
    """Choose what is told of a comparison, the worst first.

    :param only: the changes that are asked for; none are all that tell something
    :param brief: leave out what fails as before, and what is the same but for its figures
    """

    def tells(difference: Difference) -> bool:
        if only:
            return difference.change in only
        if brief:
            return difference.change not in ("same", "fails as before")
        return difference.change != "same" or bool(difference.changed_figures)

    order = {change: rank for rank, change in enumerate(get_args(Change))}
    return sorted(filter(tells, differences), key=lambda difference: order[difference.change])


def _gap(run: Run, name: str) -> str:
    """Return why a scenario may be missing from a run that has played it; empty where none is."""
    if run.footer is None:
        return f"the {name} run was cut off before it"
    return f"the record of the {name} run is broken, and may have lost it" if run.lost else ""


def _difference(
    key: Key, old: tuple[ScenarioRecord, ...], new: tuple[ScenarioRecord, ...], gaps: tuple[str, str]
) -> Difference:
    change, texts = _change(old, new, gaps)
    return Difference(key, change, tuple(filter(None, texts)), old, new, figure_changes(old, new))


_Told = tuple[Change, list[str]]
"""A change, and what is to be said of it."""


def _change(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord], gaps: tuple[str, str]) -> _Told:
    if not old:
        return ("not comparable", [gaps[0]]) if gaps[0] else ("added", [])
    if not new:
        return ("not comparable", [gaps[1]]) if gaps[1] else ("removed", [])
    if _skipped(old) or _skipped(new):
        return _applicability(old, new)
    for side, records in (("old", old), ("new", new)):
        if not _judged(records):
            record = next(record for record in records if record.verdict in UNJUDGED)
            return "not comparable", [f"{UNJUDGED[record.verdict]} in the {side} run: {record.reason}"]
    return _verdicts(_judged(old), _judged(new))


def _judged(records: Iterable[ScenarioRecord]) -> list[ScenarioRecord]:
    """Choose the records that say something about the module: one that ended early may have shown what it breaks."""
    return [record for record in records if record.verdict in ("pass", "fail") or record.broken]


def _skipped(records: Sequence[ScenarioRecord]) -> bool:
    return all(record.verdict == "skip" for record in records)


def _applicability(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    if _skipped(old) and _skipped(new):
        return "same", []
    return ("newly applicable", [old[0].reason]) if _skipped(old) else ("no longer applicable", [new[0].reason])


def _verdicts(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    before, after = ({_outcome(record) for record in records} for records in (old, new))
    if len(before) > 1 or len(after) > 1:
        return _several(old, new)
    match before.pop(), after.pop():
        case "holds", "fails" | "broken":
            return "regressed", _said(new[0])
        case "fails" | "broken", "holds":
            return "fixed", _said(old[0])
        case "fails", "fails":
            return _failures(old, new)
        case "holds", "holds":
            return _remarks(old, new)
    return _expectations(old, new)


def _outcome(record: ScenarioRecord) -> Literal["holds", "broken", "fails"]:
    """Return whether a scenario found all that it expects; what is broken may be remarked alone."""
    if record.verdict == "fail":
        return "fails"
    return "broken" if record.broken else "holds"


def _said(record: ScenarioRecord) -> list[str]:
    """Return what was otherwise than expected."""
    return [record.reason] if record.reason else [broken.text for broken in record.broken]


def _expectations(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    """Compare which expectations are broken, whether they fail their scenario or not.

    What a scenario did not come to, since it had failed before, has not been fulfilled.
    """
    before, after = _broken(old), _broken(new)
    gained, lost = after.keys() - before.keys(), before.keys() - after.keys()
    old_failed, new_failed = (records[0].verdict == "fail" for records in (old, new))
    if old_failed != new_failed and not gained:
        return "fails as before", _said(new[0])
    if gained and not old_failed:
        return "regressed", [after[text] for text in sorted(gained)]
    if lost:
        return "fixed", [before[text] for text in sorted(lost)]
    return _remarks(old, new)


def _broken(records: Iterable[ScenarioRecord]) -> dict[str, str]:
    """Gather what was otherwise than expected, without what differs from run to run."""
    texts = [broken.text for record in records for broken in record.broken]
    texts += [record.reason for record in records if record.verdict == "fail" and not record.reason.startswith(STRICT)]
    return {masked(text): text for text in texts}


def _several(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    def counted(records: Sequence[ScenarioRecord]) -> str:
        passed = sum(record.verdict == "pass" for record in records)
        return f"{passed} of {len(records)} passed"

    return "flaky", [f"{counted(old)} in the old run, {counted(new)} in the new one"]


def _failures(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    before, after = ({masked(record.reason) for record in records} for records in (old, new))
    if before & after:
        return "fails as before", [new[0].reason]
    return "fails otherwise", [new[0].reason, f"{BEFORE}{old[0].reason}"]


def _remarks(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> _Told:
    before, after = ({masked(remark) for record in records for remark in record.remarks} for records in (old, new))
    if gained := sorted(after - before):
        return "new remark", gained
    if lost := sorted(before - after):
        return "remark gone", lost
    return "same", []


def figure_changes(old: Iterable[ScenarioRecord], new: Iterable[ScenarioRecord]) -> tuple[FigureChange, ...]:
    """Set the figures side by side that both runs measured in a scenario; of several attempts, all that was seen."""
    before, after = _figures(old), _figures(new)
    return tuple(
        FigureChange(name, unit, before[name, unit], after[name, unit])
        for name, unit in before
        if (name, unit) in after
    )


def _figures(records: Iterable[ScenarioRecord]) -> dict[tuple[str, str], tuple[int, int]]:
    """Gather what was measured, by name; the same name a second time in one scenario is another figure."""
    gathered: dict[tuple[str, str], tuple[int, int]] = {}
    for record in records:
        seen: dict[str, int] = {}
        for figure in record.figures:
            seen[figure.name] = seen.get(figure.name, 0) + 1
            name = figure.name if seen[figure.name] == 1 else f"{figure.name} ({seen[figure.name]})"
            gathered[name, figure.unit] = _widened(gathered.get((name, figure.unit)), figure)
    return gathered


def _widened(known: tuple[int, int] | None, figure: MeasuredFigure) -> tuple[int, int]:
    if known is None:
        return figure.earliest, figure.latest
    return min(known[0], figure.earliest), max(known[1], figure.latest)
