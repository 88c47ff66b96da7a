"""What changed from one run to another, scenario by scenario.

A scenario is known by its permanent name, its case and its family. It may have been played several times in a run
(``attempt``); then its outcomes are a set, and only sets that have nothing in common are a change of the module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from atconform.errors import UsageError
from atconform.results.records import MeasuredFigure, Run, ScenarioRecord
from atconform.results.volatile import masked

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

- ``regressed``, ``fixed``: it passed always and never, or never and always, as far as the attempts tell
- ``flaky``: its outcomes differ within a run
- ``fails as before``, ``fails otherwise``: for the same reason, or for another one
- ``new remark``, ``remark gone``: it passes in both, with other tolerated deviations
- ``added``, ``removed``: one of the runs does not have it
- ``newly applicable``, ``no longer applicable``: one of the runs skipped it
- ``not comparable``: one of the runs has no verdict about the module, or was cut off before it
- ``same``: it passes, or is skipped, in both
"""

UNJUDGED = {"inconc": "inconclusive", "error": "an error", "none": "not judged"}
"""Verdicts that say nothing about the module."""


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
    why: str
    old: tuple[ScenarioRecord, ...]
    new: tuple[ScenarioRecord, ...]
    figures: tuple[FigureChange, ...] = ()

    @property
    def title(self) -> str:
        """The scenario's title."""
        return (self.new or self.old)[0].title

    @property
    def section(self) -> str:
        """The note and section that it is reported under."""
        return (self.new or self.old)[0].section


def attempts(run: Run) -> dict[Key, tuple[ScenarioRecord, ...]]:
    """Gather a run's records by scenario, in the order of the run."""
    gathered: dict[Key, list[ScenarioRecord]] = {}
    for record in run.scenarios:
        gathered.setdefault(Key(record.family, record.id, record.case), []).append(record)
    return {key: tuple(records) for key, records in gathered.items()}


def compare(old: Run, new: Run) -> list[Difference]:
    """Compare two runs; every scenario of either stands in the result once."""
    before, after = attempts(old), attempts(new)
    cut = {"old": old.footer is None, "new": new.footer is None}
    return [_difference(key, before.get(key, ()), after.get(key, ()), cut) for key in dict.fromkeys([*before, *after])]


def refuse(old: Run, new: Run, names: Sequence[str]) -> str:
    """Tell why two runs should not be compared; empty where they may be.

    :param names: how the user calls them
    :raises UsageError: there is nothing to compare, whatever the user wants
    """
    for run, name in zip((old, new), names, strict=True):
        if not run.scenarios:
            raise UsageError(f"{name} has no scenario in it: nothing to compare")
    families = [{record.family for record in run.scenarios} for run in (old, new)]
    if not families[0] & families[1]:
        shown = [" and ".join(sorted(family)) for family in families]
        return f"{names[0]} is about {shown[0]}, {names[1]} about {shown[1]}"
    if not attempts(old).keys() & attempts(new).keys():
        catalogues = f"catalogue {old.header.catalogue} and {new.header.catalogue}"
        raise UsageError(f"{names[0]} and {names[1]} have no scenario in common ({catalogues})")
    return ""


def _difference(
    key: Key, old: tuple[ScenarioRecord, ...], new: tuple[ScenarioRecord, ...], cut: Mapping[str, bool]
) -> Difference:
    change, why = _change(old, new, cut)
    return Difference(key, change, why, old, new, figure_changes(old, new))


def _change(
    old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord], cut: Mapping[str, bool]
) -> tuple[Change, str]:
    if not old:
        return ("not comparable", "the old run was cut off before it") if cut["old"] else ("added", "")
    if not new:
        return ("not comparable", "the new run was cut off before it") if cut["new"] else ("removed", "")
    if _skipped(old) or _skipped(new):
        return _applicability(old, new)
    for side, records in (("old", old), ("new", new)):
        if all(record.verdict in UNJUDGED or record.verdict == "skip" for record in records):
            return "not comparable", f"{UNJUDGED[records[0].verdict]} in the {side} run: {records[0].reason}"
    return _verdicts(_judged(old), _judged(new))


def _judged(records: Iterable[ScenarioRecord]) -> list[ScenarioRecord]:
    return [record for record in records if record.verdict in ("pass", "fail")]


def _skipped(records: Sequence[ScenarioRecord]) -> bool:
    return all(record.verdict == "skip" for record in records)


def _applicability(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> tuple[Change, str]:
    if _skipped(old) and _skipped(new):
        return "same", ""
    return ("newly applicable", old[0].reason) if _skipped(old) else ("no longer applicable", new[0].reason)


def _verdicts(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> tuple[Change, str]:
    before, after = ({record.verdict for record in records} for records in (old, new))
    if len(before) > 1 or len(after) > 1:
        return _several(old, new)
    match before.pop(), after.pop():
        case "pass", "fail":
            return "regressed", new[0].reason
        case "fail", "pass":
            return "fixed", old[0].reason
        case "fail", "fail":
            return _failures(old, new)
    return _remarks(old, new)


def _several(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> tuple[Change, str]:
    def counted(records: Sequence[ScenarioRecord]) -> str:
        passed = sum(record.verdict == "pass" for record in records)
        return f"{passed} of {len(records)} passed"

    return "flaky", f"{counted(old)} in the old run, {counted(new)} in the new one"


def _failures(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> tuple[Change, str]:
    before, after = ({masked(record.reason) for record in records} for records in (old, new))
    if before & after:
        return "fails as before", new[0].reason
    return "fails otherwise", f"{new[0].reason}; before: {old[0].reason}"


def _remarks(old: Sequence[ScenarioRecord], new: Sequence[ScenarioRecord]) -> tuple[Change, str]:
    before, after = ({masked(remark) for record in records for remark in record.remarks} for records in (old, new))
    if gained := sorted(after - before):
        return "new remark", "; ".join(gained)
    if lost := sorted(before - after):
        return "remark gone", "; ".join(lost)
    return "same", ""


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
