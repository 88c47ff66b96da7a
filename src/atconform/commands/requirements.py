"""``atconform requirements``: which scenarios cover which requirement of the notes."""

from __future__ import annotations

import click
from rich.console import Console

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import family_named
from atconform.judge.marks import count
from atconform.play import suite
from atconform.requirements import traceability
from atconform.requirements.catalogue import load
from atconform.requirements.scenarios import read_scenarios
from atconform.requirements.table import basis_table, chapter_table, requirement_table


@click.command("requirements")
@click.option("--note", metavar="NOTE", help="Only this note or family, for instance sim800.")
@click.option("--missing", is_flag=True, help="Only requirements that have neither scenario nor disposition.")
@click.option("--bases", is_flag=True, help="Count the expectations by what they rest on, and nothing else.")
def command(note: str | None, missing: bool, bases: bool) -> int:
    """Show the traceability table. Exit code 1 if a requirement is missing or a tag is wrong."""
    catalogue, console = load(), Console(highlight=False)
    if bases:
        console.print(basis_table(count(catalogue, read_scenarios(suite.folder() / "features"))))
        return ExitCode.PASSED
    notes = catalogue.notes_named(_family_or(note)) if note else None
    scenarios = list(read_scenarios(suite.folder() / "features"))
    rows = traceability.coverage(catalogue, scenarios, notes)
    faults = traceability.faults(catalogue, scenarios)
    absent = traceability.missing(rows)
    console.print(requirement_table(absent if missing else rows))
    console.print()
    console.print(chapter_table(rows, catalogue.chapter_titles()))
    for fault in faults:
        console.print(fault, style="bold red")
    return ExitCode.FAILED if absent or faults else ExitCode.PASSED


def _family_or(note: str) -> str:
    """Find the family that goes by a name; a name that is no family's is left for the notes."""
    try:
        return family_named(note)
    except UsageError:
        return note
