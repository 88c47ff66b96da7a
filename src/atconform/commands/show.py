"""``atconform show RUN [ID]``: one scenario of a run, with everything that led to its verdict."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.padding import Padding
from rich.text import Text

from atconform.base.errors import UsageError
from atconform.base.suggest import suggestion
from atconform.base.terminal import Terminal
from atconform.requirements.catalogue import load
from atconform.results import grounds
from atconform.results.again import name_of, scenario_again
from atconform.results.records import Run, ScenarioRecord, read_run
from atconform.results.report.source import Source
from atconform.results.terminal.summary import STYLES, summary


@click.command("show")
@click.argument("run_folder", metavar="RUN", type=click.Path(exists=True, path_type=Path))
@click.argument("scenario", metavar="[ID]", required=False)
def command(run_folder: Path, scenario: str | None) -> None:
    """Show a run, or one scenario of it: ID is its permanent name, with the case in brackets if it has one."""
    source = Source(run_folder, run := read_run(run_folder))
    console = Terminal()
    if scenario is None:
        console.print(summary(run, run_folder, load().chapter_titles()), crop=False)
        return
    for record in find(run, scenario):
        show(console, source, record)


def find(run: Run, name: str) -> list[ScenarioRecord]:
    """Find the scenarios of a name, of any family and attempt.

    :raises UsageError: there is none; a similar name is suggested
    """
    match = re.fullmatch(r"(?:id-)?([^\[\]]+)(?:\[(.+)\])?", name)
    wanted, case = (match[1], match[2]) if match else (name, None)
    found = [s for s in run.scenarios if s.id == wanted and case in (None, s.case)]
    if not found:
        raise UsageError(f"no scenario {name!r} in this run", suggestion(wanted, [s.id for s in run.scenarios]))
    return found


def show(console: Terminal, source: Source, record: ScenarioRecord) -> None:
    """Print one scenario."""
    verdict = (record.verdict, STYLES.get(record.verdict, ""))
    attempt = f"  attempt {record.attempt}" if record.attempt > 1 else ""
    console.print(Text.assemble(verdict, "  ", (name_of(record), "bold"), f"  {record.title}{attempt}"))
    for line in filter(None, (record.reason, record.not_as_known)):
        console.print(Text(line))
    for line in grounds.told(record, load()):
        console.print(Text(line), soft_wrap=False)
    if record.known:
        console.print(Text(f"known: {record.known}", style="yellow"))
    for remark in record.remarks:
        console.print(Text(f"remark: {remark}", style="yellow"))
    console.print()
    for requirement in (load()[name] for name in record.requirements if name in load()):
        console.print(Text.assemble((requirement.id, "bold"), f"  {requirement.title}"))
        stated = load().stated(requirement)
        for lines in filter(None, (stated.text, stated.exchange)):
            console.print(Padding(Text(lines.strip()), (0, 0, 0, 2)))
    console.print()
    for figure in record.figures:
        console.print(Text(f"{figure.name}: {figure.earliest} to {figure.latest} {figure.unit}, {figure.limit}"))
    text, fault = source.transcript(record)
    if text:
        console.print(Text(text), soft_wrap=True)
    if fault:
        console.print(Text(fault, style="yellow"), soft_wrap=True)
    console.print(Text(f"again: {scenario_again(source.run, record)}", style="dim"), soft_wrap=True)
