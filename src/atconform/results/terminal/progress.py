"""How far a run is: a line that says it, and one for each scenario that did not pass, when it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from atconform.results.again import name_of
from atconform.results.terminal.summary import COLUMNS, short_duration

if TYPE_CHECKING:
    from atconform.results.records import ScenarioRecord

EARLY = 5.0
"""Seconds of a run before which nothing is said of how long it will take: too little has been seen."""
TOLD = ("fail", "error", "inconc", "known")
"""What is named as soon as it happens, beside being counted."""
WORDS = {"inconc": "inconclusive", "known": "known to fail", "skip": "skipped", "error": "in error", "fail": "failed"}


class Planned(NamedTuple):
    """A scenario that is going to be played."""

    title: str
    expected: float
    """How long it is expected to take, in seconds. Only the ratios count: the rest of a run takes as much longer or
    shorter than expected as what was played did."""


class Progress:
    """What has been played of a run, and what is left.

    :param planned: by their node ids
    """

    def __init__(self, planned: Mapping[str, Planned]) -> None:
        self._left = dict(planned)
        self._count = len(planned)
        self._expected = 0.0
        """How long what was played was expected to take."""
        self._counts: Counter[str] = Counter()
        self._now = ""

    def begin(self, node: str) -> None:
        """Take note that a scenario begins."""
        self._now = self._left[node].title if node in self._left else ""

    def end(self, record: ScenarioRecord) -> None:
        """Take note that a scenario has ended; where it was skipped, that says nothing of how long others take."""
        plan = self._left.pop(record.nodeid, None)
        if plan is not None and record.verdict != "skip":
            self._expected += plan.expected
        self._counts["known" if record.known else record.verdict] += 1

    def line(self, gone: float) -> Text:
        """Say how far the run is.

        :param gone: seconds since it began
        """
        played = self._count - len(self._left)
        line = Text.assemble((f"{played} of {self._count}", "bold"), no_wrap=True, overflow="ellipsis")
        for word in ("pass", *TOLD, "skip"):
            if self._counts[word]:
                count = f"{self._counts[word]} {WORDS.get(word, word)}"
                line.append(", ").append(count, style=COLUMNS[word])
        line.append(f"; {short_duration(round(gone))}", style="dim")
        if left := self._time_left(gone):
            line.append(f", {left} left", style="dim")
        return line.append(f"  {self._now}", style="dim") if self._now and self._left else line

    def _time_left(self, gone: float) -> str:
        if gone < EARLY or not self._expected:
            return ""
        seconds = sum(plan.expected for plan in self._left.values()) * gone / self._expected
        return f"about {round(seconds / 60)} min" if seconds >= 90 else f"about {max(1, round(seconds))} s"


def noteworthy(record: ScenarioRecord) -> Text | None:
    """Name a scenario that did not pass, with the first line of the reason; None for one that passed or was skipped."""
    word = "known" if record.known else record.verdict
    if word not in TOLD:
        return None
    reason = next(iter(record.reason.strip().splitlines()), "")
    attempt = f" (attempt {record.attempt})" if record.attempt > 1 else ""
    return Text.assemble((f"{word:<6}", COLUMNS[word]), "  ", (name_of(record), "bold"), f"{attempt}  {reason}")
