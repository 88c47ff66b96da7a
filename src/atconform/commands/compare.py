"""``atconform compare A B [C…]``: what changed from one run to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.holding import holding
from atconform.base.plain import Made
from atconform.base.saying import hand_out
from atconform.base.terminal import Terminal
from atconform.commands.report import write
from atconform.requirements.catalogue import load
from atconform.results.again import scenario_again
from atconform.results.causes import grouped
from atconform.results.comparison import Change, Difference, across_families, compare, refuse, telling
from atconform.results.output.json import json_of
from atconform.results.records import read_run
from atconform.results.report.compare import comparison_page
from atconform.results.report.markdown import comparison_summary
from atconform.results.report.source import Source
from atconform.results.terminal.comparison import print_matrix, print_two

CHANGES: tuple[Change, ...] = get_args(Change)


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="OLD NEW [MORE]")
@click.option("--only", multiple=True, type=click.Choice(CHANGES), help="List these changes alone; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a page too.")
@click.option("--markdown", is_flag=True, help="Print a summary for a pull request instead.")
@click.option("-v", "--verbose", is_flag=True, help="Name every scenario, with both transcripts side by side.")
@click.option("--force", is_flag=True, help="Compare runs of different families too, by the scenarios that both have.")
@holding()
def command(
    runs: tuple[Path, ...],
    only: tuple[Change, ...],
    as_json: bool,
    html: Path | None,
    markdown: bool,
    verbose: bool,
    force: bool,
) -> int:
    """Say what changed between runs: their folders, or their run.jsonl. Several are each held against the first.

    What changed for one cause stands together: one line missing, one command refused, one spelling, one figure.

    Exit code: 0 nothing regressed, 1 something did, 4 wrong use.
    """
    if len(runs) < 2:
        raise UsageError("name two runs: the older one first")
    if len(runs) > 2 and (html or markdown):
        raise UsageError("--html and --markdown are about two runs", "atconform report lays several side by side")
    read, names = [read_run(path) for path in runs], [str(path) for path in runs]
    across = across_families(read, names, force)
    compared = [compare(read[0], run, across) for run in read[1:]]
    for differences, run, name in zip(compared, read[1:], names[1:], strict=True):
        refuse(differences, read[0], run, (names[0], name))
    sources = [Source(path, run) for path, run in zip(runs, read, strict=True)]
    old, new = sources[:2]
    if html:
        write(html, map(str.encode, comparison_page(old, new, compared[0], load(), scenario_again, only)))
    if markdown:
        hand_out(comparison_summary(old, new, compared[0], load(), only))
    elif as_json:
        hand_out(Made(json_of([_as_data(differences, only) for differences in compared]) + "\n"))
    elif len(compared) == 1:
        print_two(Terminal(), old, new, compared[0], load(), only, verbose)
    else:
        print_matrix(Terminal(), sources, compared, only, across)
    regressed = any(d.change == "regressed" for differences in compared for d in differences)
    return ExitCode.FAILED if regressed else ExitCode.PASSED


def _as_data(differences: Sequence[Difference], only: Sequence[Change]) -> dict[str, Any]:
    """Write a comparison as plain data: counts, and each scenario that has something to tell."""
    return {
        "counts": dict(Counter(d.change for d in differences)),
        "causes": [
            {
                "change": cause.change,
                "common": cause.words,
                "said": cause.said,
                "scenarios": [d.key._asdict() for d in cause.differences],
            }
            for cause in grouped(telling(differences, only, brief=True))
        ],
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
