"""``atconform compare A B [C…]``: what changed from one run to the next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.plain import Made
from atconform.base.saying import hand_out
from atconform.base.terminal import Terminal
from atconform.commands.report import write
from atconform.requirements.catalogue import load
from atconform.results import grounds
from atconform.results.again import scenario_again
from atconform.results.alignment import Pair, align, around_changes
from atconform.results.comparison import Change, Difference, across_families, attempts, compare, refuse, telling
from atconform.results.output.json import json_of
from atconform.results.records import read_run
from atconform.results.report.compare import comparison_page
from atconform.results.report.looks import LOOKS, state_of
from atconform.results.report.markdown import comparison_summary
from atconform.results.report.page import interval
from atconform.results.report.source import Source
from atconform.results.terminal.summary import STYLES

CHANGES: tuple[Change, ...] = get_args(Change)
CHANGE_STYLES: dict[Change, str] = {
    "regressed": "bold red",
    "flaky": "yellow",
    "fails otherwise": "red",
    "new remark": "cyan",
    "not comparable": "yellow",
    "removed": "magenta",
    "fixed": "green",
}
CELL_STYLES = dict[str, str](STYLES.items()) | {"known": "yellow", "remark": "cyan"}
TOLD_BY_TRANSCRIPTS: tuple[Change, ...] = (
    *("regressed", "flaky", "fails otherwise", "new remark", "fixed", "remark gone"),
)
"""Changes that both transcripts together explain."""
SHOWN = 5
"""How many scenarios are named of those that have the same thing to say."""


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="OLD NEW [MORE]")
@click.option("--only", multiple=True, type=click.Choice(CHANGES), help="List these changes alone; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a page too.")
@click.option("--markdown", is_flag=True, help="Print a summary for a pull request instead.")
@click.option("--force", is_flag=True, help="Compare runs of different families too, by the scenarios that both have.")
def command(
    runs: tuple[Path, ...],
    only: tuple[Change, ...],
    as_json: bool,
    html: Path | None,
    markdown: bool,
    force: bool,
) -> int:
    """Say what changed between runs: their folders, or their run.jsonl. Several are each held against the first.

    Exit code: 0 nothing regressed, 1 something did, 4 wrong use.
    """
    if len(runs) < 2:
        raise UsageError("name two runs: the older one first")
    if len(runs) > 2 and (html or markdown):
        raise UsageError("--html and --markdown are about two runs", "atconform report lays several side by side")
    read, names = [read_run(path) for path in runs], [str(path) for path in runs]
    across = across_families(read, names, force)
    for run, name in zip(read[1:], names[1:], strict=True):
        refuse(read[0], run, (names[0], name), across)
    compared = [compare(read[0], run, across) for run in read[1:]]
    sources = [Source(path, run) for path, run in zip(runs, read, strict=True)]
    old, new = sources[:2]
    if html:
        write(html, comparison_page(old, new, compared[0], load(), scenario_again, only).encode())
    if markdown:
        hand_out(comparison_summary(old, new, compared[0], load(), only))
    elif as_json:
        hand_out(Made(json_of([_as_data(differences, only) for differences in compared]) + "\n"))
    elif len(compared) == 1:
        _print_two(Terminal(), old, new, compared[0], only)
    else:
        _print_matrix(Terminal(), sources, compared, only, across)
    regressed = any(d.change == "regressed" for differences in compared for d in differences)
    return ExitCode.FAILED if regressed else ExitCode.PASSED


def _as_data(differences: Sequence[Difference], only: Sequence[Change]) -> dict[str, Any]:
    """Write a comparison as plain data: counts, and each scenario that has something to tell."""
    return {
        "counts": dict(Counter(d.change for d in differences)),
        "scenarios": [
            {
                "id": d.key.id,
                "case": d.key.case,
                "family": d.key.family,
                "change": d.change,
                "why": d.why,
                "basis": d.ground[0] if d.ground else None,
                "rests_on": d.ground[1] if d.ground else (),
                "old": [record.verdict for record in d.old],
                "new": [record.verdict for record in d.new],
                "figures": [figure._asdict() | {"differs": figure.differs} for figure in d.figures],
            }
            for d in telling(differences, only)
        ],
    }


def _print_two(
    console: Terminal, old: Source, new: Source, differences: list[Difference], only: Sequence[Change]
) -> None:
    for name, source in (("old", old), ("new", new)):
        _print_head(console, name, source)
    told = telling(differences, only, brief=True)
    for (change, why), alike in groupby(told, key=lambda d: (d.change, d.why)):
        if change in TOLD_BY_TRANSCRIPTS:
            for difference in alike:
                _print_difference(console, difference, old, new)
        else:
            _print_alike(console, change, why, list(alike), None if change in only else SHOWN)
    _print_figures(console, telling(differences, only))
    console.print()
    console.print(_counts(differences))


def _print_head(console: Terminal, name: str, source: Source) -> None:
    header = source.run.header
    modules = ", ".join(f"{module.name} {module.firmware or module.identity}" for module in header.modules)
    emulated = "  EMULATED" if any(module.emulated for module in header.modules) else ""
    line = Text.assemble((name, "bold"), f"  {source.path}: {modules}, {header.started}", (emulated, "yellow"))
    console.print(line)
    for complaint in source.run.complaints:
        console.print(Text(f"! {complaint}", style="bold yellow"))


def _name(difference: Difference) -> Text:
    return Text.assemble((str(difference.key), "bold"), f"  {difference.key.family}  {difference.title}")


def _label(change: Change) -> tuple[str, str]:
    return change, CHANGE_STYLES.get(change, "")


def _print_difference(console: Terminal, difference: Difference, old: Source, new: Source) -> None:
    console.print()
    console.print(Text.assemble(_label(difference.change), "  ", _name(difference)))
    if difference.why:
        console.print(Padding(Text(difference.why), (0, 0, 0, 2)))
    for line in grounds.explained(*difference.ground, load()) if difference.ground else ():
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    console.print(Padding(_transcripts(difference, old, new), (0, 0, 0, 2)))


def _print_alike(
    console: Terminal, change: Change, why: str, differences: Sequence[Difference], most: int | None
) -> None:
    """Name the scenarios that have the same thing to say, as those that a run was cut off before."""
    console.print()
    console.print(Text.assemble(_label(change), f"  {why}" if why else ""))
    shown = differences[:most]
    for difference in shown:
        console.print(Padding(_name(difference), (0, 0, 0, 2)))
    if len(shown) < len(differences):
        console.print(f"  and {len(differences) - len(shown)} more: --only {shlex.quote(change)} names them")


def _transcripts(difference: Difference, old: Source, new: Source) -> Text:
    """Lay the two transcripts side by side, as far as they differ."""
    before, after = old.transcript(difference.old[0]), new.transcript(difference.new[0])
    faults = [Text(f"{read.fault}\n", style="yellow") for read in (before, after) if read.fault]
    return Text().join([*faults, *map(_pair, around_changes(align(before.text, after.text)))])


def _pair(pair: Pair | None) -> Text:
    if pair is None:
        return Text("  …\n", style="dim")
    if pair.kind == "same" and pair.new is not None:
        return Text(f"  {pair.new.direction:<2} {pair.new.text}\n", style="dim")
    rows = [(pair.old, "-", "red"), (pair.new, "+", "green")]
    return Text.assemble(
        *((f"{sign} {line.direction:<2} {line.text}\n", style) for line, sign, style in rows if line is not None)
    )


def _print_figures(console: Terminal, differences: Sequence[Difference]) -> None:
    changed = [(d, figure) for d in differences for figure in d.changed_figures]
    if not changed:
        return
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold", title="figures that differ", title_justify="left")
    for column in ("figure", "scenario", "old", "new"):
        table.add_column(column, overflow="fold")
    for difference, figure in changed:
        table.add_row(figure.name, str(difference.key), *(interval(v, figure.unit) for v in (figure.old, figure.new)))
    console.print(table)


def _counts(differences: Sequence[Difference]) -> Text:
    counted = Counter(d.change for d in differences)
    line = Text(f"{len(differences)} scenarios")
    for change in CHANGES:
        if counted[change]:
            line.append(", ").append(f"{counted[change]} {change}", style=CHANGE_STYLES.get(change, ""))
    return line


def _print_matrix(
    console: Terminal,
    sources: Sequence[Source],
    compared: Sequence[list[Difference]],
    only: Sequence[Change],
    across: str,
) -> None:
    """Print a row for each scenario that changed in any run, a column for each run."""
    for number, source in enumerate(sources, start=1):
        _print_head(console, str(number), source)
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("scenario", overflow="fold")
    for number in range(1, len(sources) + 1):
        table.add_column(str(number))
    known = [attempts(source.run, across) for source in sources]
    keys = dict.fromkeys(d.key for differences in compared for d in telling(differences, only, brief=True))
    for key in keys:
        states = (dict.fromkeys(map(state_of, run.get(key, ()))) for run in known)
        cells = [", ".join(LOOKS[state].word for state in cell) or "·" for cell in states]
        table.add_row(f"{key}  {key.family}", *(Text(cell, style=CELL_STYLES.get(cell, "")) for cell in cells))
    console.print(table if keys else "nothing changed in any of them")
    console.print()
    for number, differences in enumerate(compared, start=2):
        console.print(Text(f"1 to {number}: ", style="bold").append(_counts(differences)))
