"""A comparison on the terminal: causes first, a few lines each; both transcripts where they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import get_args

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atconform.base.terminal import Terminal
from atconform.requirements.catalogue import Catalogue
from atconform.results import grounds
from atconform.results.alignment import Pair, align, around_changes
from atconform.results.causes import Cause, by_figure, counts, grouped
from atconform.results.comparison import Change, Difference, attempts, telling
from atconform.results.records import BasisName
from atconform.results.report.looks import LOOKS, state_of
from atconform.results.report.page import interval
from atconform.results.report.source import Source
from atconform.results.terminal.summary import STYLES

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
SHOWN = 3
"""How many scenarios of a cause are named, and statements that it rests on."""
LONGEST = 160
"""Characters that are told of what was said, which may quote all that came."""


def print_two(
    console: Terminal,
    old: Source,
    new: Source,
    differences: Sequence[Difference],
    catalogue: Catalogue,
    only: Sequence[Change] = (),
    verbose: bool = False,
) -> None:
    """Print what changed between two runs, by cause.

    :param only: the changes that are told; none are all
    :param verbose: name every scenario, with both transcripts as far as they differ
    """
    for name, source in (("old", old), ("new", new)):
        _print_head(console, name, source)
    most = None if verbose else SHOWN
    shortened = False
    for change, causes in groupby(grouped(telling(differences, only, brief=True)), key=lambda cause: cause.change):
        alike = list(causes)
        console.print()
        counted = counts(sum(len(cause.differences) for cause in alike), len(alike))
        console.print(Text.assemble((change, CHANGE_STYLES.get(change, "")), f": {counted}"))
        for cause in alike:
            _print_cause(console, cause, most)
            if verbose and change in TOLD_BY_TRANSCRIPTS:
                for difference in cause.differences:
                    _print_transcripts(console, difference, old, new, catalogue)
        shortened |= not verbose and (
            change in TOLD_BY_TRANSCRIPTS or any(len(cause.differences) > SHOWN for cause in alike)
        )
    _print_figures(console, telling(differences, only), verbose)
    console.print()
    console.print(_counts(differences))
    if shortened:
        console.print("-v names every scenario, with both transcripts side by side", style="dim")


def _print_cause(console: Terminal, cause: Cause, most: int | None) -> None:
    """Say what came and what was expected, on what that rests, and which scenarios it is about."""
    many = len(cause.differences)
    said = cause.said if most is None or len(cause.said) <= LONGEST else f"{cause.said[:LONGEST]} …"
    what = cause.words or said
    console.print(_indented(Text.assemble((counts(many), "bold"), f": {what}" if what else ""), 2))
    if said and said != what:
        console.print(_indented(Text(said), 4))
    if cause.ground is not None:
        console.print(_indented(Text(_named(*cause.ground), style="dim"), 4))
    shown = cause.differences[:most]
    for difference in shown:
        name = _name(difference)
        name.no_wrap, name.overflow = most is not None, "ellipsis"
        console.print(_indented(name, 4))
    if len(shown) < many:
        console.print(f"    and {many - len(shown)} more")


def _named(basis: BasisName, names: Sequence[str]) -> str:
    """Say on what an expectation rests, without what that states."""
    left = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"expected by {grounds.WORDS[basis]}{': ' if names else ''}{', '.join(names[:SHOWN])}{left}"


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns), expand=False)


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


def _print_transcripts(
    console: Terminal, difference: Difference, old: Source, new: Source, catalogue: Catalogue
) -> None:
    console.print()
    console.print(_indented(_name(difference), 2))
    if difference.why:
        console.print(_indented(Text(difference.why), 4))
    for line in grounds.explained(*difference.ground, catalogue) if difference.ground else ():
        console.print(_indented(Text(line, style="dim"), 4))
    console.print(_indented(_transcripts(difference, old, new), 4))


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


def _print_figures(console: Terminal, differences: Sequence[Difference], verbose: bool) -> None:
    causes = by_figure(differences)
    if not causes:
        return
    console.print()
    scenarios = len({difference.key for cause in causes for difference, _ in cause.changes})
    named = f"{len(causes)} figure{'' if len(causes) == 1 else 's'}"
    title = f"figures that differ: {named}, {counts(scenarios)}"
    table = Table(box=None, pad_edge=False, header_style="bold", title=title, title_justify="left", title_style="bold")
    for column in ("figure", "scenarios", "old", "new"):
        table.add_column(column, overflow="fold")
    for cause in causes:
        if verbose or len(cause.changes) == 1:
            for difference, figure in cause.changes:
                bounds = (interval(measured, cause.unit) for measured in (figure.old, figure.new))
                table.add_row(cause.name, str(difference.key), *bounds)
        else:
            bounds = (interval(measured, cause.unit) for measured in (cause.old, cause.new))
            table.add_row(cause.name, counts(len(cause.changes)), *bounds)
    console.print(table)


def _counts(differences: Sequence[Difference]) -> Text:
    counted = Counter(d.change for d in differences)
    line = Text(counts(len(differences)))
    for change in get_args(Change):
        if counted[change]:
            line.append(", ").append(f"{counted[change]} {change}", style=CHANGE_STYLES.get(change, ""))
    return line


def print_matrix(
    console: Terminal,
    sources: Sequence[Source],
    compared: Sequence[list[Difference]],
    only: Sequence[Change],
    across: str,
) -> None:
    """Print a row for each scenario that changed in any run, a column for each run.

    :param compared: each later run held against the first
    :param across: as :func:`atconform.results.comparison.across_families` tells it
    """
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
