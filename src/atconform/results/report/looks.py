"""What stands in a cell of a report: how a scenario, or what it shows, came out in a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from atconform.results.records import ScenarioRecord

State = Literal["error", "fail", "unlisted", "inconc", "known", "remark", "pass", "skip", "unplayed", "disposed"]


class Look(NamedTuple):
    """How a state is shown; the symbol and the word tell it apart for who does not see the colour."""

    symbol: str
    word: str
    meaning: str


LOOKS: dict[State, Look] = {
    "error": Look("‼", "error", "the suite or the bench broke"),
    "fail": Look("✗", "fail", "the module did otherwise than a document of its vendor states"),
    "unlisted": Look("!", "not as known", "passed, but stands on the list of known failures"),
    "inconc": Look("?", "inconc", "a condition did not come about: neither the module's fault nor a pass"),
    "known": Look("⊗", "known", "failed, as the list of known failures says"),
    "remark": Look("≈", "remark", "passed, with a named, tolerated deviation"),
    "pass": Look("✓", "pass", "the module did all that the documents state, and that we read in them"),
    "skip": Look("○", "skip", "not selected: the module or the bench declares a lack"),
    "unplayed": Look("·", "not played", "the run has no scenario about it, or was cut off before it"),
    "disposed": Look("∘", "no scenario", "nothing that a bench can see shows it; the catalogue says why"),
}
"""The worst first."""

DID_NOT_PASS: tuple[State, ...] = ("error", "fail", "unlisted", "inconc")
"""What has to be looked at."""

_RANK = {state: rank for rank, state in enumerate(LOOKS)}


@dataclass(frozen=True, slots=True)
class Cell:
    """The worst state of several, and how many of them have it."""

    state: State
    count: int = 1
    of: int = 1

    @property
    def look(self) -> Look:
        """How it is shown."""
        return LOOKS[self.state]


def state_of(record: ScenarioRecord) -> State:
    """Return the state of a scenario as it was played once."""
    if record.verdict == "none":
        return "unplayed"
    if record.verdict == "pass" and record.not_as_known:
        return "unlisted"
    if record.known:
        return "known"
    return "remark" if record.verdict == "pass" and record.remarks else record.verdict


def rank(record: ScenarioRecord) -> int:
    """Return how bad the state of a scenario is, the worst being the least."""
    return _RANK[state_of(record)]


def worst(states: Iterable[State]) -> Cell:
    """Put states together in one cell; no states at all are not played."""
    several = list(states)
    if not several:
        return Cell("unplayed")
    state = min(several, key=_RANK.__getitem__)
    return Cell(state, several.count(state), len(several))
