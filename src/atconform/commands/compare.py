"""``atconform compare A B [C…]``: what changed from one run to the next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atconform.commands.report import write
from atconform.commands.show import again
from atconform.errors import UsageError
from atconform.results.alignment import Pair, align, around_changes
from atconform.results.comparison import Change, Difference, attempts, compare, refuse
from atconform.results.records import Run, ScenarioRecord, read_run
from atconform.results.report_compare import comparison_page
from atconform.results.report_markdown import comparison_summary
from atconform.results.report_source import Source
from atconform.results.summary import STYLES

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
TOLD_BY_TRANSCRIPTS: tuple[Change, ...] = (
    *("regressed", "flaky", "fails otherwise", "new remark", "fixed", "remark gone"),
)
"""Changes that both transcripts together explain."""
QUIET: tuple[Change, ...] = ("same", "fails as before")
"""Changes that are counted, and only listed when they are asked for."""


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="OLD NEW [MORE]")
@click.option("--only", multiple=True, type=click.Choice(CHANGES), help="List these changes alone; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a page too.")
@click.option("--markdown", is_flag=True, help="Print a summary for a pull request instead.")
@click.option("--force", is_flag=True, help="Compare runs of different families too.")
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
        raise UsageError("--html and --markdown are about two runs; atconform report lays several side by side")
    read = [read_run(path) for path in runs]
    for run, path in zip(read[1:], runs[1:], strict=True):
        if (why := refuse(read[0], run, (str(runs[0]), str(path)))) and not force:
            raise UsageError(f"{why}: that is no change of one module; --force compares them all the same")
    compared = [compare(read[0], run) for run in read[1:]]
    old, new = Source(runs[0], read[0]), Source(runs[1], read[1])
    if html:
        write(html, comparison_page(old, new, compared[0], again).encode())
    if markdown:
        click.echo(comparison_summary(old, new, compared[0]), nl=False)
    elif as_json:
        sys.stdout.write(msgspec.json.encode([_as_data(differences) for differences in compared]).decode() + "\n")
    elif len(compared) == 1:
        _print_two(Console(highlight=False), read[0], read[1], runs, compared[0], only)
    else:
        _print_matrix(Console(highlight=False), read, runs, compared, only)
    return 1 if any(d.change == "regressed" for differences in compared for d in differences) else 0


def _as_data(differences: Sequence[Difference]) -> dict[str, Any]:
    """Write a comparison as plain data: counts, and each scenario that is not the same."""
    return {
        "counts": dict(Counter(d.change for d in differences)),
        "scenarios": [
            {
                "id": d.key.id,
                "case": d.key.case,
                "family": d.key.family,
                "change": d.change,
                "why": d.why,
                "old": [record.verdict for record in d.old],
                "new": [record.verdict for record in d.new],
                "figures": [figure._asdict() | {"differs": figure.differs} for figure in d.figures],
            }
            for d in differences
            if d.change != "same" or any(figure.differs for figure in d.figures)
        ],
    }


def listed(differences: Sequence[Difference], only: Sequence[Change]) -> list[Difference]:
    """Choose what is spelt out: what was asked for, else everything that tells something; the worst first."""
    wanted = [d for d in differences if (d.change in only if only else d.change not in QUIET)]
    return sorted(wanted, key=lambda d: CHANGES.index(d.change))


def _print_two(
    console: Console, old: Run, new: Run, paths: Sequence[Path], differences: list[Difference], only: Sequence[Change]
) -> None:
    for name, run, path in zip(("old", "new"), (old, new), paths, strict=True):
        _print_head(console, name, run, path)
    for difference in listed(differences, only):
        _print_difference(console, difference, paths)
    _print_figures(console, differences)
    console.print()
    console.print(_counts(differences))


def _print_head(console: Console, name: str, run: Run, path: Path) -> None:
    modules = ", ".join(f"{module.name} {module.firmware or module.identity}" for module in run.header.modules)
    emulated = "  EMULATED" if any(module.emulated for module in run.header.modules) else ""
    console.print(Text.assemble((name, "bold"), f"  {path}: {modules}, {run.header.started}", (emulated, "yellow")))
    for complaint in run.complaints:
        console.print(Text(f"! {complaint}", style="bold yellow"))


def _print_difference(console: Console, difference: Difference, paths: Sequence[Path]) -> None:
    console.print()
    label = (difference.change, CHANGE_STYLES.get(difference.change, ""))
    family = f"  {difference.key.family}"
    console.print(Text.assemble(label, "  ", (str(difference.key), "bold"), family, f"  {difference.title}"))
    if difference.why:
        console.print(Padding(Text(difference.why), (0, 0, 0, 2)))
    if difference.change in TOLD_BY_TRANSCRIPTS:
        console.print(Padding(_transcripts(difference, paths), (0, 0, 0, 2)))


def _transcripts(difference: Difference, paths: Sequence[Path]) -> Text:
    """Lay the two transcripts side by side, as far as they differ."""
    old, new = difference.old[0], difference.new[0]
    texts = [transcript(path, record) for path, record in zip(paths, (old, new), strict=True)]
    lines = Text()
    for pair in around_changes(align(*texts)):
        lines.append(_pair(pair))
    return lines


def transcript(run: Path, record: ScenarioRecord) -> str:
    """Read a scenario's transcript; empty where there is none."""
    file = (run if run.is_dir() else run.parent) / record.transcript
    return file.read_text("utf-8") if record.transcript and file.is_file() else ""


def _pair(pair: Pair | None) -> Text:
    if pair is None:
        return Text("  …\n", style="dim")
    if pair.kind == "same" and pair.new is not None:
        return Text(f"  {pair.new.direction:<2} {pair.new.text}\n", style="dim")
    rows = [(pair.old, "-", "red"), (pair.new, "+", "green")]
    return Text.assemble(
        *((f"{sign} {line.direction:<2} {line.text}\n", style) for line, sign, style in rows if line is not None)
    )


def _print_figures(console: Console, differences: Sequence[Difference]) -> None:
    changed = [(d, figure) for d in differences for figure in d.figures if figure.differs]
    if not changed:
        return
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold", title="figures that differ", title_justify="left")
    for column in ("figure", "scenario", "old", "new"):
        table.add_column(column, overflow="fold")
    for difference, figure in changed:
        table.add_row(figure.name, str(difference.key), *(_interval(*v, figure.unit) for v in (figure.old, figure.new)))
    console.print(table)


def _interval(low: int, high: int, unit: str) -> str:
    if unit == "us":
        return f"{low / 1000:g} ms" if low == high else f"{low / 1000:g} to {high / 1000:g} ms"
    return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


def _counts(differences: Sequence[Difference]) -> Text:
    counted = Counter(d.change for d in differences)
    line = Text(f"{len(differences)} scenarios")
    for change in CHANGES:
        if counted[change]:
            line.append(", ").append(f"{counted[change]} {change}", style=CHANGE_STYLES.get(change, ""))
    return line


def _print_matrix(
    console: Console,
    runs: Sequence[Run],
    paths: Sequence[Path],
    compared: Sequence[list[Difference]],
    only: Sequence[Change],
) -> None:
    """Print a row for each scenario that changed in any run, a column for each run."""
    for number, (run, path) in enumerate(zip(runs, paths, strict=True), start=1):
        _print_head(console, str(number), run, path)
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("scenario", overflow="fold")
    for number in range(1, len(runs) + 1):
        table.add_column(str(number))
    known = [attempts(run) for run in runs]
    keys = dict.fromkeys(d.key for differences in compared for d in listed(differences, only))
    for key in keys:
        cells = (", ".join(dict.fromkeys(record.verdict for record in run.get(key, ()))) or "·" for run in known)
        table.add_row(f"{key}  {key.family}", *(Text(cell, style=STYLES.get(cell, "")) for cell in cells))  # type: ignore[call-overload]  # a cell may be no verdict
    console.print(table if keys else "nothing changed in any of them")
    console.print()
    for number, differences in enumerate(compared, start=2):
        console.print(Text(f"1 to {number}: ", style="bold").append(_counts(differences)))
