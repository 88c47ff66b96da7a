"""What the terminal tells of a run's scenarios, gathered as they are read: each once, however often it was played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from atconform.results.comparison import key_of

if TYPE_CHECKING:
    from atconform.results.comparison import Key
    from atconform.results.records import ScenarioRecord

RANKS: dict[str, int] = {"error": 0, "fail": 1, "inconc": 2, "known": 3, "pass": 4, "skip": 5, "none": 6}
"""The verdicts, the worst first."""


def word_of(record: ScenarioRecord) -> str:
    """Return what the verdict is called; a known failure is none of the verdict ``fail``."""
    return "known" if record.known else record.verdict


def rank(record: ScenarioRecord) -> int:
    """Return how bad it is; where the list of known failures is wrong, that is as bad as a failure."""
    return RANKS["fail"] if record.not_as_known else RANKS[word_of(record)]


@dataclass(slots=True)
class Played:
    """One scenario, as often as it was played."""

    worst: ScenarioRecord
    """The worst of its attempts, the first of these; without what only a transcript needs."""
    verdicts: Counter[str]
    remarks: bool = False
    """Whether any attempt has some."""

    @property
    def flaky(self) -> bool:
        """Whether its attempts do not agree."""
        return len(self.verdicts.keys() - {"none"}) > 1

    @property
    def cells(self) -> list[str]:
        """The columns that it is counted in."""
        return [word_of(self.worst), *(["flaky"] if self.flaky else []), *(["remarks"] if self.remarks else [])]


class Tally:
    """The scenarios of a run; of each attempt only what is told of it is kept."""

    def __init__(self, records: Iterable[ScenarioRecord]) -> None:
        self.scenarios: dict[Key, Played] = {}
        """In the order of the run."""
        self.skipped: Counter[str] = Counter()
        """For which reasons how many scenarios were skipped."""
        self.times = 0
        """How often any scenario was played."""
        self.module_seconds = self.wall_seconds = 0.0
        for record in records:
            self.add(record)

    def add(self, record: ScenarioRecord) -> None:
        """Count one playing of a scenario."""
        played = self.scenarios.get(key_of(record))
        if record.verdict == "skip" and (played is None or not played.verdicts["skip"]):
            self.skipped[record.reason] += 1
        if played is None:
            played = self.scenarios[key_of(record)] = Played(_without_details(record), Counter())
        elif rank(record) < rank(played.worst):
            played.worst = _without_details(record)
        played.verdicts[record.verdict] += 1
        played.remarks = played.remarks or bool(record.remarks)
        self.times += 1
        self.module_seconds += record.module_seconds
        self.wall_seconds += record.wall_seconds


def _without_details(record: ScenarioRecord) -> ScenarioRecord:
    return replace(record, steps=(), figures=(), remarks=(), broken=(), requirements=())
