"""Which scenario shows which requirement, and which requirement nothing shows.

Scenarios name requirements by tags. Both directions are checked: every requirement has a scenario or a
disposition, and every tag names a requirement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from atconform.base.suggest import did_you_mean

if TYPE_CHECKING:
    from atconform.requirements.catalogue import Catalogue, Requirement

Status = Literal["covered", "disposed", "missing"]

_REQUIREMENT_TAG = re.compile(r"SIM\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaggedScenario:
    """One scenario as it is played for one family."""

    id: str
    """Its permanent name: what follows ``@id-``."""
    title: str
    tags: frozenset[str]
    file: str
    """From the root of the suite, with forward slashes."""
    family: str
    marks: tuple[str, ...] = ()
    """How its Then steps say what they rest on, in order; empty where one rests on a document among the tags."""

    @property
    def requirements(self) -> list[str]:
        """The tags that name requirements, or mean to."""
        return sorted(tag for tag in self.tags if _REQUIREMENT_TAG.match(tag))

    @property
    def plays_a_note(self) -> bool:
        """Whether it is an example of a note, which shows nothing about another family."""
        return "notes" in PurePosixPath(self.file).parts


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement and what shows it."""

    requirement: Requirement
    scenarios: tuple[TaggedScenario, ...]

    @property
    def status(self) -> Status:
        """Covered by a scenario, disposed of with a reason, or missing."""
        if self.scenarios:
            return "covered"
        return "disposed" if self.requirement.disposition else "missing"


def coverage(
    catalogue: Catalogue, scenarios: Iterable[TaggedScenario], notes: Collection[str] | None = None
) -> list[Row]:
    """Build the table of requirements and the scenarios that show them, in the order of the catalogue.

    Tags that name no requirement are left to :func:`faults`.

    :param notes: the ids of notes, to leave the others out
    """
    shown_by: dict[str, list[TaggedScenario]] = {}
    for scenario in scenarios:
        for requirement in shown(catalogue, scenario):
            shown_by.setdefault(requirement, []).append(scenario)
    return [
        Row(requirement, tuple(shown_by.get(requirement.id, ())))
        for requirement in catalogue
        if notes is None or requirement.note in notes
    ]


def missing(rows: Iterable[Row]) -> list[Row]:
    """Keep the requirements that have neither scenario nor disposition."""
    return [row for row in rows if row.status == "missing"]


def faults(catalogue: Catalogue, scenarios: Iterable[TaggedScenario]) -> list[str]:
    """List what is wrong with the tags, one line each with the scenario it is about.

    A tag that names no requirement; a requirement that is disposed of and has a scenario all the same; a
    scenario that plays a note and carries anything but the note's examples.
    """
    ids = [requirement.id for requirement in catalogue]
    found = {}
    for scenario in scenarios:
        for tag in scenario.requirements:
            fault = _fault(catalogue, scenario, tag, ids)
            if fault:
                found[f"{scenario.file}: {scenario.id}: {fault}"] = True
    return list(found)


def misnamed(catalogue: Catalogue, scenario: TaggedScenario) -> str:
    """Say which of a scenario's tags name no requirement, or that it has none that does; empty where all is well."""
    if not scenario.requirements:
        return "a scenario needs the tag of the statement that it is about, as @SIM800-2.2.4-T3"
    if not (strange := [tag for tag in scenario.requirements if tag not in catalogue]):
        return ""
    ids = [requirement.id for requirement in catalogue]
    return ", ".join(_misnamed(tag, ids) for tag in strange)


def _misnamed(tag: str, ids: list[str]) -> str:
    return f"@{tag} names no requirement{did_you_mean(tag, ids)}"


def _fault(catalogue: Catalogue, scenario: TaggedScenario, tag: str, ids: list[str]) -> str:
    if tag not in catalogue:
        return _misnamed(tag, ids)
    if catalogue[tag].disposition:
        return f"@{tag} is disposed of in the catalogue ({catalogue[tag].disposition})"
    if scenario.plays_a_note and catalogue[tag].kind != "E" and catalogue[tag].note in catalogue.notes:
        return f"@{tag} is not an example; a scenario that plays a note carries its examples only"
    return ""


def shown(catalogue: Catalogue, scenario: TaggedScenario) -> set[str]:
    """Return which requirements of the notes about its family a scenario shows; tags that name none are passed over."""
    known = [tag for tag in scenario.requirements if tag in catalogue]
    if scenario.plays_a_note:
        return {tag for tag in known if tag in catalogue.covers(scenario.family, tag)}
    return {shown for tag in known for shown in catalogue.covers(scenario.family, tag)}


def is_about(catalogue: Catalogue, scenario: TaggedScenario) -> bool:
    """Return whether a scenario is played for its family.

    It is where it shows a requirement of the family's notes, or names a statement of the family's own manual. What
    another family's manual says in the same words makes only a scenario fit that rests on manuals alone: where a note
    is named, a family whose notes have nothing of it is left out.
    """
    known = [tag for tag in scenario.requirements if tag in catalogue]
    if not any(catalogue[tag].note in catalogue.notes for tag in known):
        return bool(rests_on(catalogue, scenario))
    return bool(shown(catalogue, scenario)) or any(catalogue.family(tag) == scenario.family for tag in known)


def rests_on(catalogue: Catalogue, scenario: TaggedScenario) -> tuple[str, ...]:
    """Return the statements of its family's documents that a scenario carries, those of the notes first.

    What it shows (:func:`shown`), and the statements of the manual beside it.
    """
    known = [tag for tag in scenario.requirements if tag in catalogue]
    carried = {one for tag in known for one in catalogue.carried(scenario.family, tag)}
    beside = (one for one in carried if catalogue[one].note not in catalogue.notes)
    return (*sorted(shown(catalogue, scenario)), *sorted(beside))
