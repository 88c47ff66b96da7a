"""What a report shows when it is asked for it: statements, reasons, figures and transcripts, as plain data.

What is equal in several runs is stored once, and so is every line of a transcript: in memory, two runs of one module
differ in hardly anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from atconform.requirements.catalogue import Catalogue
from atconform.results.grounds import WORDS, of
from atconform.results.records import MeasuredFigure, Run, ScenarioRecord
from atconform.results.report.looks import LOOKS, state_of
from atconform.results.report.matrix import Chapter, PlayedScenario
from atconform.results.report.source import Source

Rerun = Callable[[Run, ScenarioRecord], str]
"""Spells the command that plays a scenario again."""

_TIMED = re.compile(r" *([0-9]{1,9})\.([0-9]{6})  (.*)")
_LIMIT = re.compile(r"at (least|most) (\d+(?:\.\d+)?) ?(\S*)")
_FACTORS = {"ms": 1_000, "s": 1_000_000}


class Pool:
    """Values by number, as JSON, which takes far less room; an equal one gets the number that it has."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def number(self, value: Any) -> int:
        """Return a value's number."""
        return self._numbers.setdefault(msgspec.json.encode(value), len(self._numbers))

    def __iter__(self) -> Iterator[msgspec.Raw]:
        """Give the values, in the order of their numbers: those that there are when the first one is asked for."""
        yield from map(msgspec.Raw, self._numbers)


class Transcripts:
    """The transcripts of a report."""

    def __init__(self) -> None:
        self._lines, self._transcripts = Pool(), Pool()

    def number(self, text: str) -> int:
        """Take a transcript in, as it is rendered, and tell its number."""
        return self._transcripts.number(
            [part for line in text.splitlines() if line.strip() for part in self.line(line)]
        )

    def line(self, line: str) -> tuple[int, int]:
        """Split a line into the number of its text, and its time in microseconds: -1 where it has none."""
        timed = _TIMED.fullmatch(line)
        if timed is None:
            return self._lines.number(line), -1
        return self._lines.number(timed[3]), int(timed[1] + timed[2])

    def data(self) -> dict[str, Any]:
        """Give the texts of all lines, and each transcript as numbers: line, time, line, time."""
        return {"lines": iter(self._lines), "transcripts": iter(self._transcripts)}


def payload(
    catalogue: Catalogue,
    sources: Sequence[Source],
    played: Sequence[PlayedScenario],
    laid_out: Sequence[Chapter],
    transcripts: Transcripts,
    rerun: Rerun,
) -> dict[str, Any]:
    """Gather all that the page looks up by number or name, to be written in this order.

    Scenarios are made as they are written, and fill the results and transcripts behind them.
    """
    results = Pool()
    rows = [row for chapter in laid_out for section in chapter.sections for row in section.rows]
    return {
        "runs": [source.run.header.run for source in sources],
        "states": {state: look._asdict() for state, look in LOOKS.items()},
        "rows": {row.id: row.scenarios for row in rows},
        "requirements": {row.id: _statement(catalogue, row.id) for row in rows if row.id in catalogue},
        "scenarios": (_scenario(sources, scenario, results, transcripts, rerun) for scenario in played),
        "results": iter(results),
        "grounds": grounds_of((record for source in sources for record in source.scenarios), catalogue),
    }


def grounds_of(records: Iterable[ScenarioRecord], catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Write down, by id, what failures and remarks rest on: where it stands, and what it says."""
    telling = (record for record in records if record.rests_on or record.broken)
    statements = (statement for record in telling for statement in of(record, catalogue))
    return {statement.id: (statement.where, statement.text) for statement in statements}


def _statement(catalogue: Catalogue, name: str) -> dict[str, str]:
    """Write down a requirement: its words, or where it has none those of the one that it is the same as."""
    requirement = catalogue[name]
    stated = catalogue.stated(requirement)
    words = {
        "text": stated.text.strip(),
        "exchange": stated.exchange.strip("\n"),
        "doubt": requirement.doubt.strip(),
        "disposition": requirement.disposition.strip(),
        "same_as": requirement.same_as,
    }
    return {key: value for key, value in words.items() if value}


def _scenario(
    sources: Sequence[Source], scenario: PlayedScenario, results: Pool, transcripts: Transcripts, rerun: Rerun
) -> msgspec.Raw:
    """Write down a scenario, as JSON."""
    record = scenario.record
    told = {
        "id": str(scenario.key),
        "family": scenario.key.family,
        "title": record.title,
        "place": f"{record.file}:{record.line}" if record.file else "",
        "requirements": record.requirements,
        "changed": scenario.changed,
        "runs": [
            [results.number(result(source, attempt, transcripts, rerun)) for attempt in records]
            for source, records in zip(sources, scenario.attempts, strict=True)
        ],
    }
    return msgspec.Raw(msgspec.json.encode(told))


def result(source: Source, record: ScenarioRecord, transcripts: Transcripts, rerun: Rerun) -> dict[str, Any]:
    """Write down how a scenario came out; keys that have nothing to say are left out."""
    text = source.transcript(record).text
    words = {
        "state": state_of(record),
        "reason": record.reason,
        "known": record.known,
        "not_as_known": record.not_as_known,
        "remarks": record.remarks,
        "basis": WORDS[record.basis] if record.basis else "",
        "rests_on": (*record.rests_on, *(name for broken in record.broken for name in broken.rests_on)),
        "figures": [_figure(figure) for figure in record.figures],
        "steps": () if text else record.steps,
        "again": rerun(source.run, record),
    }
    shown = {key: value for key, value in words.items() if value}
    return shown | {"transcript": transcripts.number(text)} if text else shown


def _figure(figure: MeasuredFigure) -> dict[str, Any]:
    low, high = limits(figure.limit)
    return {**msgspec.to_builtins(figure), "low": low, "high": high}


def limits(words: str) -> tuple[float | None, float | None]:
    """Read limits as a figure's record words them, in the figure's unit; None where it is open on that side."""
    found = {side: float(number) * _FACTORS.get(unit, 1) for side, number, unit in _LIMIT.findall(words)}
    return found.get("least"), found.get("most")
