"""``atconform requirements``: which scenarios cover which requirement of the notes."""

from __future__ import annotations

from pathlib import Path

import click

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import family_named
from atconform.base.saying import say
from atconform.base.terminal import Terminal
from atconform.judge import marks
from atconform.judge.grammar import told
from atconform.play import suite
from atconform.requirements import traceability
from atconform.requirements.catalogue import load
from atconform.requirements.scenarios import read_scenarios
from atconform.requirements.table import basis_table, chapter_table, requirement_table
from atconform.requirements.traceability import TaggedScenario
from atconform.results.report.spec import doubts, page


@click.command("requirements")
@click.option("--note", metavar="NOTE", help="Only this note or family, for instance sim800.")
@click.option("--missing", is_flag=True, help="Only requirements that have neither scenario nor disposition.")
@click.option("--bases", is_flag=True, help="Count the expectations by what they rest on, and nothing else.")
@click.option("--circumstances", is_flag=True, help="Print the table of circumstances, and nothing else.")
@click.option(
    "--spec",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page for each note: statements, readings, scenarios.",
)
def command(note: str | None, missing: bool, bases: bool, circumstances: bool, spec: Path | None) -> int:
    """Show the traceability table. Exit code 1 if a requirement is missing or a tag is wrong."""
    catalogue, console = load(), Terminal()
    if bases:
        console.print(basis_table(marks.count(catalogue, marked_scenarios())))
        return ExitCode.PASSED
    if circumstances:
        say(told.table())
        return ExitCode.PASSED
    if spec is not None:
        write_pages(spec)
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


def marked_scenarios() -> list[TaggedScenario]:
    """Read every scenario with the marks of its steps, which the suite's vocabulary reads."""
    place = suite.importable()
    from steps.marks import read_mark  # which cannot be found before

    return list(read_scenarios(place / "features", read_mark))


def pages() -> dict[str, str]:
    """Make the page of each note, and that of what they leave open, by the name of their files."""
    catalogue, scenarios = load(), marked_scenarios()
    resting = {
        (scenario.family, scenario.id): marks.bases(catalogue, scenario)
        for scenario in scenarios
        if traceability.is_about(catalogue, scenario)
    }
    rows = {note: traceability.coverage(catalogue, scenarios, [note]) for note in catalogue.notes}
    together = [row for of_note in rows.values() for row in of_note]
    made = {f"{note}.md": page(catalogue, note, rows[note], resting) for note in catalogue.notes}
    return made | {"doubts.md": doubts(catalogue, together, resting)}


def write_pages(folder: Path) -> None:
    """Write the page of each note.

    :raises UsageError: they cannot be written there
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write the pages to {folder}: {error.strerror}") from error


def _family_or(note: str) -> str:
    """Find the family that goes by a name; a name that is no family's is left for the notes."""
    try:
        return family_named(note)
    except UsageError:
        return note
