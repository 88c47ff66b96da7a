"""What the terminal shows at the end of a run."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atconform.results.again import name_of, rest_again
from atconform.results.chapters import chapter_of, in_order
from atconform.results.grounds import counted as counted_by_basis
from atconform.results.grounds import spelt
from atconform.results.terminal.tally import RANKS, Played, Tally, rank, word_of

if TYPE_CHECKING:
    from atconform.results.records import ModuleUnderTest, Run, RunReader, ScenarioRecord, VerdictName

STYLES: dict[VerdictName, str] = {
    "pass": "green",
    "inconc": "yellow",
    "fail": "bold red",
    "error": "bold magenta",
    "skip": "dim",
    "none": "dim",
}
"""The verdicts, in the order of the table's columns."""

COLUMNS = dict[str, str](STYLES.items()) | {"known": "yellow", "flaky": "yellow", "remarks": "cyan"}
"""What scenarios are counted by. A known failure is none of the verdict ``fail``; flaky ones, whose attempts do not
agree, and those with remarks are counted by their verdict as well."""

SHOWN = 5
"""How many of the scenarios that did not pass are spelled out."""

REASONS = 8
"""For how many reasons it is said that scenarios were skipped."""

SHOW_COMMAND = "atconform show {run} {scenario}"
"""What a user types to see one scenario of a run with its transcript."""


def summary(run: Run | RunReader, folder: Path, chapters: dict[str, str] | None = None) -> RenderableType:
    """Lay a run out for the terminal: verdicts by chapter, counts, first failures, where the records lie.

    :param run: what a reader has not read yet it reads
    :param folder: where the run's records are, as the user would type it
    :param chapters: titles of chapters, by note and number: ``SIM800 2``; see ``Catalogue.chapter_titles``
    """
    table: list[RenderableType] = []
    tally = Tally(run.scenarios)
    scenarios = list(tally.scenarios.values())
    if scenarios:
        table = [Text(), Padding(_table(scenarios, chapters or {}), (0, 2))]
    return Group(
        *map(_head, run.header.modules),
        *table,
        Text(),
        _counts(run, tally),
        *_first_failures(scenarios, folder),
        *_flaky(scenarios),
        *skipped(tally.skipped),
        *(Text(f"! {complaint}", style="bold yellow") for complaint in [*run.complaints, *_remarks(run)]),
        *_rest(run, scenarios, folder),
        unbroken(f"records: {folder}"),
    )


def skipped(reasons: Counter[str]) -> list[Text]:
    """Say why scenarios are skipped, in a few lines, most of them first: what a place lacks is one reason for many.

    :param reasons: how many scenarios there are of each
    """
    lines = [f"{count} skipped: {reason}" for reason, count in reasons.most_common(REASONS)]
    if len(reasons) > REASONS:
        others = sum(reasons.values()) - sum(count for _, count in reasons.most_common(REASONS))
        lines.append(f"{others} skipped for other reasons: atconform show tells of each")
    return [Text(line, style=COLUMNS["skip"]) for line in lines]


def _rest(run: Run | RunReader, scenarios: Sequence[Played], folder: Path) -> list[Text]:
    """Spell the command that plays what a run that was cut off has left."""
    left = run.footer is None or any(scenario.verdicts["none"] for scenario in scenarios)
    return [unbroken(f"play the rest: {rest_again(run, folder)}")] if left else []


def unbroken(line: str) -> Text:
    """Keep in one line, however narrow the terminal, what a user may want to copy."""
    return Text(line, style="dim", no_wrap=True, overflow="ignore")


def _remarks(run: Run | RunReader) -> list[str]:
    remarks = [module.remark for module in run.header.modules]
    if run.footer:
        remarks += [run.footer.remark, *run.footer.known_faults]
    return [*filter(None, remarks)]


def _head(module: ModuleUnderTest) -> Text:
    line = Text.assemble((module.unit or "unnamed module", "bold"), f" ({module.name})")
    if module.firmware or module.identity:
        line.append(f", {module.firmware or module.identity}")
    if module.transport != module.unit:  # what has no name in a bench file is called by its port
        line.append(f", over {module.transport}")
    if module.emulated:
        line.append("  EMULATED", style="bold yellow")
    return line


def _table(scenarios: Sequence[Played], titles: dict[str, str]) -> Table:
    by_chapter: dict[str, Counter[str]] = {}
    for scenario in scenarios:
        by_chapter.setdefault(chapter_of(scenario.worst), Counter()).update(scenario.cells)
    used = [name for name in COLUMNS if name == "remarks" or any(counts[name] for counts in by_chapter.values())]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("chapter", no_wrap=True)
    table.add_column()
    for name in used:
        table.add_column(name, justify="right", style=COLUMNS[name])
    for chapter in sorted(by_chapter, key=in_order):
        counts = by_chapter[chapter]
        table.add_row(chapter, titles.get(chapter, ""), *(_number(counts[name]) for name in used))
    return table


def _number(count: int) -> str:
    return str(count) if count else "·"


def _counts(run: Run | RunReader, tally: Tally) -> Text:
    scenarios = tally.scenarios.values()
    if not scenarios:
        return Text("nothing ran")
    counted = Counter(cell for scenario in scenarios for cell in scenario.cells)
    line = Text("1 scenario" if len(scenarios) == 1 else f"{len(scenarios)} scenarios")
    for name, style in COLUMNS.items():
        if counted[name]:
            words = {"remarks": "with remarks", "known": "known to fail", "none": "not played"}.get(name, name)
            line.append(", ").append(f"{counted[name]} {words}", style=style)
    if tally.times > len(scenarios):
        line.append(f", played {tally.times} times in all")
    if by_basis := spelt(counted_by_basis(scenario.worst for scenario in scenarios)):
        line.append(f"; failed {by_basis}")
    module = tally.module_seconds
    wall = run.footer.wall_seconds if run.footer else tally.wall_seconds
    return line.append(f", in {short_duration(wall)} ({short_duration(module)} of the module's time)", style="dim")


def short_duration(seconds: float) -> str:
    """Write a time for a person: ``5.2 s``, ``6 min 2 s``, ``2 h 44 min``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"


def _first_failures(scenarios: Sequence[Played], folder: Path) -> list[RenderableType]:
    bad = sorted((scenario.worst for scenario in scenarios if rank(scenario.worst) < RANKS["known"]), key=rank)
    lines: list[RenderableType] = []
    for record in bad[:SHOWN]:
        word = word_of(record)
        lines += [
            Text(),
            Text.assemble((word, COLUMNS[word]), "  ", (name_of(record), "bold"), f"  {record.title}"),
            Padding(Text(_why(record) or "no reason was recorded"), (0, 0, 0, 2)),
            unbroken(f"  {_show(folder, record)}"),
        ]
    if len(bad) > SHOWN:
        lines += [Text(), Text(f"and {len(bad) - SHOWN} more that did not pass")]
    return [*lines, Text()] if lines else lines


def _why(record: ScenarioRecord) -> str:
    """Return a few lines on why a scenario did not pass, and what the list of known failures has to do with it."""
    return "\n".join(filter(None, (_shorten(record.reason), record.not_as_known)))


def _flaky(scenarios: Sequence[Played]) -> list[RenderableType]:
    """Name the scenarios whose attempts do not agree."""
    lines = []
    for scenario in scenarios:
        if scenario.flaky:
            passed, times = scenario.verdicts["pass"], scenario.verdicts.total()
            name = (name_of(scenario.worst), "bold")
            lines.append(Text.assemble(("flaky", COLUMNS["flaky"]), "  ", name, f"  passed {passed} of {times} times"))
    return [*lines, Text()] if lines else []


def _show(folder: Path, scenario: ScenarioRecord) -> str:
    return SHOW_COMMAND.format(run=shlex.quote(str(folder)), scenario=shlex.quote(name_of(scenario)))


def _shorten(reason: str, lines: int = 4) -> str:
    kept = [line for line in re.split(r"\r?\n", reason) if line.strip()]
    return "\n".join([*kept[:lines], "…"] if len(kept) > lines else kept)
