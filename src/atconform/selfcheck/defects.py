"""Looking for firmware defects: which scenario fails on each, and whether it carries the requirement that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from atconform.base.verdict import Verdict
from atconform.selfcheck.replay import Player, Recorded
from atconform.selfcheck.sharing import shared
from atconform.virtual.transport import MemoryTransport

Outcome = Literal["found", "elsewhere", "inconclusive", "not found", "does not act"]


class Defect(Protocol):
    """A firmware that breaks a sentence of a note, as ``tests/defects`` declares it."""

    id: str
    requirement: str
    """The requirement that it breaks."""
    unseen: str
    """Why no scenario can see it; empty: one has to."""

    @property
    def of(self) -> str:
        """The family whose firmware it is."""

    def switched_on(self) -> MemoryTransport:
        """Give power to a module with the defect."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one defect."""

    defect: Defect
    outcome: Outcome
    scenario: str = ""
    """The scenario by which that is known, and what it said."""

    @property
    def as_expected(self) -> bool:
        """Whether it was found where it should be, or, where it is listed as unseen, was not."""
        if self.outcome == "does not act":
            return False
        return (self.outcome == "found") != bool(self.defect.unseen)


def look_for(defect: Defect, scenarios: Sequence[Recorded]) -> Found:
    """Play scenarios on a module with a defect, judged as a user's run is, those first that carry its requirement.

    A scenario that fails finds it; a remark, or a scenario that is inconclusive, does not.
    """
    mine = [scenario for scenario in scenarios if scenario.family == defect.of]
    carrying = [scenario for scenario in mine if defect.requirement in scenario.requirements]
    player = Player(defect.of, defect.id, defect.switched_on, strict=False)
    inconclusive = ""
    for scenario, verdict, reason in _played(player, carrying):
        if verdict is Verdict.FAIL:
            return Found(defect, "found", f"{scenario.name}: {reason}")
        if verdict is not Verdict.PASS:
            inconclusive = inconclusive or f"{scenario.name}: {verdict}: {reason}"
    for scenario, verdict, reason in _played(player, [one for one in mine if one not in carrying]):
        if verdict is Verdict.FAIL:
            return Found(defect, "elsewhere", f"{scenario.name}: {reason}")
    return Found(defect, "inconclusive" if inconclusive else "not found", inconclusive)


def look_for_all(
    defects: Sequence[Defect], scenarios: Sequence[Recorded], acts: Callable[[Defect], bool]
) -> Iterator[Found]:
    """Look for many defects, in their order; those that do not act are not looked for.

    :param acts: tells whether a defect does what it is there for
    """

    def outcome(index: int) -> tuple[Outcome, str]:
        if not acts(defects[index]):
            return "does not act", ""
        found = look_for(defects[index], scenarios)
        return found.outcome, found.scenario

    for defect, told in zip(defects, shared(outcome, len(defects)), strict=True):
        yield Found(defect, *told)


def _played(player: Player, scenarios: Sequence[Recorded]) -> Iterator[tuple[Recorded, Verdict, str]]:
    for scenario in scenarios:
        judgement = player.play(scenario)
        yield scenario, judgement.verdict, judgement.reason
