"""``atconform run``: plays the suite through pytest, with nothing of pytest for the user to set up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from rich.console import Console, RenderableType
from rich.live import Live

from atconform.base.errors import UsageError
from atconform.place.selection import units_of
from atconform.play import side_by_side, suite
from atconform.play.side_by_side import UnitRun
from atconform.results.records import new_folder
from atconform.results.terminal.batch import ModuleRun, batch_table, odd_ones, worst


@click.command("run")
@click.option(
    "--module",
    "modules",
    metavar="FAMILY[@VARIANT]",
    multiple=True,
    help="The module, or its name in the bench file; default: every family, emulated.",
)
@click.option("--port", metavar="URL", help="Serial port of a module; default: the emulator, in memory.")
@click.option("--baudrate", type=int, metavar="N", help="Of the port; default: 115200, or the bench file's.")
@click.option("--bench", metavar="FILE", type=click.Path(dir_okay=False), help="Bench file: the set-up of the place.")
@click.option("--each", is_flag=True, help="Play the suite on each module of the bench file, side by side.")
@click.option("--share", is_flag=True, help="Share the suite out among the modules of the bench file, which are equal.")
@click.option("-k", "words", metavar="WORDS", help="Only scenarios whose title has these words (and, or, not).")
@click.option("-m", "marks", metavar="MARKS", help="Only scenarios with these marks (and, or, not).")
@click.option("--section", metavar="N.N", multiple=True, help="Only this section of the note, and those below it.")
@click.option("--requirement", metavar="ID", multiple=True, help="Only scenarios of this requirement.")
@click.option("--scenario", metavar="ID", multiple=True, help="Only this scenario: ID, or ID[CASE].")
@click.option("--smoke", is_flag=True, help="Only the few scenarios that show that all is well.")
@click.option("--list", "list_scenarios", is_flag=True, help="Say what would run, and what is skipped and why.")
@click.option("--earlier", metavar="RUN", help="For --list: an earlier run there, which tells how long it takes.")
@click.option("--strict", is_flag=True, help="A tolerated deviation fails its scenario.")
@click.option("--report", metavar="DIR", type=click.Path(file_okay=False), help="Where the record goes.")
@click.option("--one-module", is_flag=True, help="Play everything on one emulated module, as on hardware.")
@click.option("--repeat", type=click.IntRange(min=1), metavar="N", help="Play each scenario N times.")
@click.option("--confirm", is_flag=True, help="Play once more what failed; what then passes is inconclusive.")
@click.option("--known", metavar="FILE", help="The known failures; default: known-failures.toml, if it is there.")
@click.option("-x", "stop_early", is_flag=True, help="Stop at the first scenario that does not pass.")
@click.option("--tied", is_flag=True, hidden=True, help="End as by Ctrl-C when standard input is closed.")
@click.argument("pytest_options", nargs=-1, type=click.UNPROCESSED)
def command(
    modules: tuple[str, ...],
    port: str | None,
    baudrate: int | None,
    bench: str | None,
    words: str | None,
    marks: str | None,
    section: tuple[str, ...],
    requirement: tuple[str, ...],
    scenario: tuple[str, ...],
    report: str | None,
    repeat: int | None,
    known: str | None,
    earlier: str | None,
    pytest_options: tuple[str, ...],
    **flags: bool,
) -> int:
    """Play the suite. What stands after -- goes to pytest.

    Exit code: 0 all that ran passed, 1 a fail or error, 2 cut off, 4 wrong use, 5 nothing ran, 6 nothing failed but
    something was inconclusive.
    """
    values = {"baudrate": baudrate, "bench": bench, "repeat": repeat, "known": known, "earlier": earlier}
    options = [f"--{option}={value}" for option, value in values.items() if value is not None]
    for option, several in (("section", section), ("requirement", requirement), ("scenario", scenario)):
        options += [f"--{option}={value}" for value in several]
    for option, expression in (("-k", words), ("-m", marks)):
        options += [option, expression] if expression is not None else []
    names = {
        "smoke": "--smoke",
        "list_scenarios": "--list",
        "strict": "--strict",
        "confirm": "--confirm",
        "one_module": "--one-module",
    }
    options += [option for name, option in names.items() if flags[name]]
    options += ["-x"] if flags["stop_early"] else []
    if flags["each"] and flags["share"]:
        raise UsageError("--each plays everything on each module, --share each thing on one of them", "choose")
    if flags["each"]:
        more = ["--", *pytest_options] if pytest_options else []
        units, listing = units_of(bench, modules, port), flags["list_scenarios"]
        return _list_each(units, [*options, *more]) if listing else _play_each(units, report, [*options, *more])
    if flags["share"]:
        options += [f"--share={unit}" for unit in units_of(bench, modules, port)]
    elif len(modules) > 1:
        raise UsageError("of several modules, say whether to play --each, or to --share the suite out among them")
    else:
        options += [f"--module={module}" for module in modules]
    for option, value in (("port", port), ("report", report)):
        options += [f"--{option}={value}"] if value is not None else []
    if flags["tied"]:
        side_by_side.end_with_whoever_started_this()
    return _play([*options, *pytest_options])


def _play(options: Sequence[str]) -> int:
    """Play the suite in this process."""
    place = suite.folder()
    arguments = [str(place / "features"), f"--rootdir={place}", f"--confcutdir={place}", "-c", str(_settings(place))]
    arguments += ["-q", "--no-header", "--tb=no", "-p", "no:randomly", "-p", "no:cacheprovider", "-r", "N"]
    # Steps raise errors of their own, so that nothing has to be made of assertions; where it is installed, hypothesis
    # would be loaded for a line that it has nothing to say in.
    arguments += ["--assert=plain", "-p", "no:hypothesispytest"]
    # Ctrl-C in the middle of a plugin's hook ends the run all the same; pluggy's word about it is no user's concern.
    arguments += ["-W", "ignore::pluggy.PluggyTeardownRaisedWarning"]
    sys.path.insert(0, str(place))
    return int(pytest.main([*arguments, *options]))


def _settings(place: Path) -> Path:
    """Find pytest's settings: the project's own in a checkout, none when installed."""
    settings = place / "pyproject.toml"
    return settings if settings.is_file() else Path(os.devnull)


def _play_each(units: Sequence[str], report: str | None, options: Sequence[str]) -> int:
    """Play the suite on several modules side by side; on a terminal, show how far each is."""
    folder = Path(report) if report else new_folder(Path("reports"), "each")
    console = Console(highlight=False)
    if console.is_terminal:
        with Live(console=console, auto_refresh=False, transient=True) as live:
            ended = side_by_side.play(units, folder, options, lambda now: live.update(_table(now), refresh=True))
    else:
        ended = side_by_side.play(units, folder, options, lambda now: None)
    runs = [_read(unit_run) for unit_run in ended]
    console.print(
        batch_table(runs), *odd_ones(runs), f"\nrecords: {folder}, a folder for each module", sep="\n", crop=False
    )
    return worst([run.code for run in runs if run.code is not None])


def _list_each(units: Sequence[str], options: Sequence[str]) -> int:
    """Ask each module what would be played on it, at the same time, and tell that one after another."""
    with TemporaryDirectory() as folder:
        ended = side_by_side.play(units, Path(folder), options, lambda now: None)
        for unit_run in ended:
            click.echo(click.style(unit_run.unit, bold=True))
            click.echo(unit_run.output())
    return worst([unit_run.code for unit_run in ended if unit_run.code is not None])


def _table(running: Sequence[UnitRun]) -> RenderableType:
    return batch_table([_read(unit_run) for unit_run in running])


def _read(unit_run: UnitRun) -> ModuleRun:
    last_line = unit_run.output().strip().rpartition("\n")[2]
    return ModuleRun(unit_run.unit, unit_run.run(), unit_run.code, unit_run.seconds, last_line)
