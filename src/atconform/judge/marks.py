"""What the marks of a scenario's Then steps come to: whether they rest on something, and how many on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from atconform.base.basis import Basis
from atconform.judge.ground import Grounds
from atconform.requirements import contradictions
from atconform.requirements.catalogue import Catalogue
from atconform.requirements.traceability import TaggedScenario, is_about, rests_on

MANUAL, OBSERVED = "manual", "observed"
"""The marks that name no gap."""


def fault(marks: Iterable[str], carried: Mapping[str, Sequence[str]], catalogue: Catalogue) -> str:
    """Return what is wrong with the marks of a scenario: an expectation has to rest on something; empty: nothing.

    :param carried: the families that the scenario is played for, and for each the statements that it carries
    """
    for mark in filter(None, marks):
        if mark == MANUAL and not _has_manual(carried.values(), catalogue):
            return "a step rests on the manual, but no tag names a statement of one"
        if mark in (MANUAL, OBSERVED):
            continue
        gap = contradictions.gaps().get(mark)
        if gap is None:
            return f"a step rests on {mark}, which is no gap of contradictions.toml"
        if set(gap.families).isdisjoint(carried):
            return f"a step rests on {mark}, which binds none of the families that the scenario is played for"
    return ""


def _has_manual(carried: Collection[Sequence[str]], catalogue: Catalogue) -> bool:
    return any(catalogue.basis(name) is Basis.MANUAL for names in carried for name in names)


def count(catalogue: Catalogue, scenarios: Iterable[TaggedScenario]) -> dict[tuple[str, str], Counter[Basis]]:
    """Count the Then steps by what they rest on; a step of an outline is one, however many rows it has.

    :returns: for each folder, as in ``features/rules/cip``, and family, the number of steps by basis
    """
    counted: dict[tuple[str, str], Counter[Basis]] = {}
    for scenario in scenarios:
        if is_about(catalogue, scenario):
            grounds = Grounds(scenario.family, rests_on(catalogue, scenario))
            place = ("/".join(scenario.file.split("/")[:3]), scenario.family)
            bases = (grounds.of(mark).basis for mark in scenario.marks)
            counted.setdefault(place, Counter()).update(bases)
    return counted


def bases(catalogue: Catalogue, scenario: TaggedScenario) -> str:
    """Write down what the Then steps of a scenario rest on: how many on what, and the gaps by name."""
    grounds = Grounds(scenario.family, rests_on(catalogue, scenario))
    resting = [grounds.of(mark) for mark in scenario.marks]
    counted = Counter(ground.basis for ground in resting)
    gaps = dict.fromkeys(name for ground in resting if ground.basis is Basis.OWN for name in ground.names)
    said = [f"{basis} {counted[basis]}" for basis in reversed(Basis) if counted[basis]]
    return ", ".join(said) + (f": {' '.join(gaps)}" if gaps else "")
