"""Playing recorded scenarios on modules and networks that are unlike ours, and right by the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from atconform.base.verdict import Verdict
from atconform.emulator import families
from atconform.selfcheck.replay import Player, Recorded
from atconform.virtual.named import left_at, switched_on


@dataclass(slots=True)
class Outcome:
    """What became of the scenarios on one rightful module."""

    name: str
    """FAMILY@VARIANT."""
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    remarked: int = 0
    """How many passed with a remark."""
    against: list[tuple[str, str]] = field(default_factory=list)
    """Scenarios that failed, or broke, and why."""


def names(family: str) -> list[str]:
    """Name the rightful modules of a family, as FAMILY@VARIANT."""
    return [f"{family}@{variant.name}" for variant in families.rightful(family)]


def play(name: str, scenarios: Sequence[Recorded]) -> Outcome:
    """Play scenarios of its family on a rightful module, judged as a user's run is.

    :param name: FAMILY@VARIANT
    """
    outcome = Outcome(name)
    player = Player(
        name.partition("@")[0], f"emulated {name}", lambda: switched_on(name), left=left_at(name), strict=False
    )
    for scenario in scenarios:
        judgement = player.play(scenario)
        outcome.verdicts[judgement.verdict] += 1
        outcome.remarked += judgement.verdict is Verdict.PASS and bool(player.remarks)
        if judgement.verdict > Verdict.INCONC:
            outcome.against.append((scenario.name, f"{judgement.verdict}: {judgement.reason}"))
    return outcome
