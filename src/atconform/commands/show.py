"""``atconform show RUN [ID]``: one scenario of a run, with everything that led to its verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from atconform.base.errors import UsageError
from atconform.base.suggest import suggestion
from atconform.base.terminal import Terminal
from atconform.requirements.catalogue import load
from atconform.results import grounds
from atconform.results.again import name_of, scenario_again
from atconform.results.batch import modules_of, runs_meant
from atconform.results.records import ScenarioRecord, read_run
from atconform.results.report.source import Source
from atconform.results.terminal.batch import batch_summary, recorded
from atconform.results.terminal.summary import STYLES, summary


@click.command("show")
@click.argument("run_folder", metavar="RUN", type=click.Path(exists=True, path_type=Path))
@click.argument("scenario", metavar="[ID]", required=False)
def command(run_folder: Path, scenario: str | None) -> None:
    """Show a run, or one scenario of it: ID is its permanent name, with the case in brackets if it has one.

    Of the folder that run --each leaves the table of its modules is shown, or the scenario of each.
    """
    console = Terminal()
    if scenario is None:
        console.print(_whole(run_folder), crop=False)
        return
    sources = [Source(path, read_run(path)) for path in runs_meant(run_folder)]
    for source, record in find(sources, scenario):
        if len(sources) > 1:
            console.print(Text(source.run.header.run, style="bold"))
        show(console, source, record)


def _whole(folder: Path) -> RenderableType:
    """Lay out a run, or the runs of a batch."""
    if modules := modules_of(folder):
        return batch_summary(list(map(recorded, modules)), folder)
    return summary(read_run(folder), folder, load().chapter_titles())


def find(sources: Sequence[Source], name: str) -> list[tuple[Source, ScenarioRecord]]:
    """Find the scenarios of a name, of any run, family and attempt.

    :raises UsageError: there is none; a similar name is suggested
    """
    match = re.fullmatch(r"(?:id-)?([^\[\]]+)(?:\[(.+)\])?", name)
    wanted, case = (match[1], match[2]) if match else (name, None)
    played = [(source, record) for source in sources for record in source.run.scenarios]
    found = [(source, record) for source, record in played if record.id == wanted and case in (None, record.case)]
    if not found:
        raise UsageError(f"no scenario {name!r} in this run", suggestion(wanted, [record.id for _, record in played]))
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
