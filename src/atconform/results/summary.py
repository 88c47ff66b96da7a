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

if TYPE_CHECKING:
    from atconform.results.records import Header, Run, ScenarioRecord, VerdictName

STYLES: dict[VerdictName, str] = {
    "pass": "green",
    "inconc": "yellow",
    "fail": "bold red",
    "error": "bold magenta",
    "skip": "dim",
}
"""The columns of the table, in this order."""

SHOWN = 5
"""How many of the scenarios that did not pass are spelled out."""

SHOW_COMMAND = "atconform show {run} {scenario}"
"""What a user types to see one scenario of a run with its transcript."""

_WORST_FIRST: dict[VerdictName, int] = {"error": 0, "none": 0, "fail": 1, "inconc": 2}


def summary(run: Run, folder: Path, chapters: dict[str, str] | None = None) -> RenderableType:
    """Lay a run out for the terminal: verdicts by chapter, counts, first failures, where the records lie.

    :param folder: where the run's records are, as the user would type it
    :param chapters: titles of chapters, by note and number: ``SIM800 2``; see ``Catalogue.chapter_titles``
    """
    table: list[RenderableType] = []
    if run.scenarios:
        table = [Text(), Padding(_table(run.scenarios, chapters or {}), (0, 2))]
    return Group(
        _head(run.header),
        *table,
        Text(),
        _counts(run),
        *_first_failures(run.scenarios, folder),
        *(Text(f"! {complaint}", style="bold yellow") for complaint in [*run.complaints, *_remark(run)]),
        _unbroken(f"records: {folder}"),
    )


def _unbroken(line: str) -> Text:
    """Keep in one line, however narrow the terminal, what a user may want to copy."""
    return Text(line, style="dim", no_wrap=True, overflow="ignore")


def _remark(run: Run) -> list[str]:
    return [run.footer.remark] if run.footer and run.footer.remark else []


def _head(header: Header) -> Text:
    family = f"{header.family}@{header.variant}" if header.variant else header.family
    line = Text.assemble((header.unit or "unnamed module", "bold"), f" ({family})")
    if header.firmware or header.identity:
        line.append(f", {header.firmware or header.identity}")
    line.append(f", over {header.transport}")
    if header.emulated:
        line.append("  EMULATED", style="bold yellow")
    return line


def _table(scenarios: Sequence[ScenarioRecord], titles: dict[str, str]) -> Table:
    by_chapter: dict[str, Counter[str]] = {}
    for scenario in scenarios:
        by_chapter.setdefault(_chapter(scenario), Counter()).update(_cells(scenario))
    used = [verdict for verdict in STYLES if any(counts[verdict] for counts in by_chapter.values())]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("chapter", no_wrap=True)
    table.add_column()
    for verdict in used:
        table.add_column(verdict, justify="right", style=STYLES[verdict])
    table.add_column("remarks", justify="right", style="cyan")
    for chapter in sorted(by_chapter, key=_natural):
        counts = by_chapter[chapter]
        numbers = (_number(counts[column]) for column in [*used, "remarks"])
        table.add_row(chapter, titles.get(chapter, ""), *numbers)
    return table


def _cells(scenario: ScenarioRecord) -> list[str]:
    verdict = "error" if scenario.verdict == "none" else scenario.verdict
    return [verdict, "remarks"] if scenario.remarks else [verdict]


def _chapter(scenario: ScenarioRecord) -> str:
    return scenario.section.partition(".")[0] or "other"


def _natural(chapter: str) -> tuple[str, int]:
    note, _, number = chapter.rpartition(" ")
    return (note, int(number)) if number.isdigit() else (chapter, 0)


def _number(count: int) -> str:
    return str(count) if count else "·"


def _counts(run: Run) -> Text:
    if not run.scenarios:
        return Text("nothing ran")
    counted = Counter(cell for scenario in run.scenarios for cell in _cells(scenario))
    line = Text("1 scenario" if len(run.scenarios) == 1 else f"{len(run.scenarios)} scenarios")
    for verdict, style in STYLES.items():
        if counted[verdict]:
            line.append(", ").append(f"{counted[verdict]} {verdict}", style=style)
    if counted["remarks"]:
        line.append(", ").append(f"{counted['remarks']} with remarks", style="cyan")
    module = sum(scenario.module_seconds for scenario in run.scenarios)
    wall = run.footer.wall_seconds if run.footer else sum(scenario.wall_seconds for scenario in run.scenarios)
    return line.append(f", in {_seconds(wall)} ({_seconds(module)} of the module's time)", style="dim")


def _seconds(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"


def _first_failures(scenarios: Sequence[ScenarioRecord], folder: Path) -> list[RenderableType]:
    bad = [scenario for scenario in scenarios if scenario.verdict in _WORST_FIRST]
    bad.sort(key=lambda scenario: _WORST_FIRST[scenario.verdict])
    lines: list[RenderableType] = []
    for scenario in bad[:SHOWN]:
        verdict = "error" if scenario.verdict == "none" else scenario.verdict
        lines += [
            Text(),
            Text.assemble((verdict, STYLES[verdict]), "  ", (name_of(scenario), "bold"), f"  {scenario.title}"),
            Padding(Text(_shorten(scenario.reason) or "no reason was recorded"), (0, 0, 0, 2)),
            _unbroken(f"  {_show(folder, scenario)}"),
        ]
    if len(bad) > SHOWN:
        lines += [Text(), Text(f"and {len(bad) - SHOWN} more that did not pass")]
    return [*lines, Text()] if lines else lines


def name_of(scenario: ScenarioRecord) -> str:
    """Name a scenario as the command line does: ``id``, or ``id[case]``."""
    return f"{scenario.id}[{scenario.case}]" if scenario.case else scenario.id


def _show(folder: Path, scenario: ScenarioRecord) -> str:
    return SHOW_COMMAND.format(run=shlex.quote(str(folder)), scenario=shlex.quote(name_of(scenario)))


def _shorten(reason: str, lines: int = 4) -> str:
    kept = [line for line in re.split(r"\r?\n", reason) if line.strip()]
    return "\n".join([*kept[:lines], "…"] if len(kept) > lines else kept)
