"""``atconform run``: plays the suite through pytest, with nothing of pytest for the user to set up."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import RenderableType
from rich.live import Live

from atconform import __version__
from atconform.base.errors import UsageError
from atconform.base.families import families, module_named
from atconform.base.plain import visible_line
from atconform.base.porturls import public_name
from atconform.base.saying import say
from atconform.base.suggest import suggestion
from atconform.base.terminal import Terminal
from atconform.place.selection import Selection, select, units_of
from atconform.play import alone, options, side_by_side, suite
from atconform.play.interruption import INTERRUPTION
from atconform.play.processes import processes
from atconform.play.side_by_side import UnitRun
from atconform.results.batch import last_line
from atconform.results.terminal.batch import ModuleRun, batch_summary, batch_table, progress, worst
from atconform.results.writing import new_folder

SELDOM = 30.0
"""Seconds between two lines in a log."""

KINDS: dict[options.Kind, Any] = {
    "file": click.Path(dir_okay=False),
    "folder": click.Path(file_okay=False),
    "number": int,
    "positive number": click.IntRange(min=1),
}
"""What click makes of a value, where it is more than text."""


def _with_options(function: Callable[..., int]) -> Callable[..., int]:
    """Declare the options of the table to click."""
    for option in reversed(options.OF_THE_COMMAND):
        declared: dict[str, Any] = {"help": option.help, "hidden": option.hidden}
        if option.kind == "flag":
            declared["is_flag"] = True
        else:
            declared |= {"metavar": option.metavar, "multiple": option.several, "type": KINDS.get(option.kind)}
            declared |= {"type": click.Choice(option.choices)} if option.choices else {}
        function = click.option(option.name, option.key, **declared)(function)
    return function


@click.command("run")
@_with_options
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[FILE.feature]... [-- PYTEST_OPTIONS]")
def command(words: tuple[str, ...], **given: Any) -> int:
    """Play the suite, or scenarios of your own: FILE.feature, or a folder. What stands after -- goes to pytest.

    Exit code: 0 all that ran passed, 1 a fail or error, 2 cut off, 4 wrong use, 5 nothing ran or --max-skips or
    --require was broken, 6 nothing failed but something was inconclusive.
    """
    _refuse_module_as_argument(words)
    own = [word for word in takewhile(lambda word: not word.startswith("-"), words) if _is_file(word)]
    if given["each"] and given["share"]:
        raise UsageError("--each plays everything on each module, --share each thing on one of them", "choose")
    if given["emulated"] and (given["each"] or given["share"]):
        raise UsageError("--each and --share play the modules of a bench file, --emulated none of them", "choose")
    if given["each"] or given["share"]:
        given["module"] = units_of(given["bench"], given["module"], given["port"])
    elif len(given["module"]) > 1:
        raise UsageError("of several modules, say whether to play --each, or to --share the suite out among them")
    if given["each"]:
        units, alike = given["module"], options.passed_on(given, without=("--module", "--report"))
        alike += ["--", *words] if words else []
        return _list_each(units, alike) if given["list"] else _play_each(units, given["report"], alike)
    INTERRUPTION.listen()
    if given["tied"]:
        side_by_side.end_with_whoever_started_this()
    if Terminal().is_terminal and not given["list"]:
        say(_first_words(given))
    shared = _shared_by(given, whole=not own)
    return _play(own or [str(suite.features())], [*options.passed_on(given), *shared, *words[len(own) :]])


def _refuse_module_as_argument(words: Sequence[str]) -> None:
    """Help a user who names the module as ``atconform emulate`` takes it, or what is not there.

    :raises UsageError: they did
    """
    word = next(iter(words), "")
    if word.startswith("-") or not word or word.endswith(".feature") or Path(word.partition("::")[0]).exists():
        return
    try:
        module_named(word)
    except UsageError:
        similar = suggestion(word, families())
        hint = similar.replace("mean ", "mean --module ") or "a module is named by --module, words of a title by -k"
        raise UsageError(f"{word}: there is no such file or folder of scenarios", hint) from None
    raise UsageError(f"run takes no module as an argument: {word}", f"say --module {word}")


def _first_words(given: Mapping[str, Any]) -> str:
    """Say at once what is under way: scenarios take seconds to load, and a module to be found."""
    return visible_line(f"atconform {__version__}: loading the scenarios{_opening(given)}")


def _opening(given: Mapping[str, Any]) -> str:
    """Say what is opened beside.

    :raises UsageError: the options do not say which module is meant
    """
    if given["share"]:
        return f", opening the modules of {given['bench']}"
    selection = _selection(given)
    if selection.entry is None:
        return f", {selection.by}" if selection.by else ""
    return f", opening {public_name(selection.entry.port)}{selection.file and f' by {selection.file}'}"


def _selection(given: Mapping[str, Any]) -> Selection:
    """Find the module that the options mean.

    :raises UsageError: they do not say which
    """
    where = [given[name] for name in ("port", "baudrate", "bench")]
    return select(next(iter(given["module"]), None), *where, emulated=given["emulated"])


def _shared_by(given: Mapping[str, Any], *, whole: bool) -> list[str]:
    """Say to pytest how many processes play; nothing: this one does.

    :param whole: whether the suite is played, and not files that were named
    :raises UsageError: the options do not say which module is meant
    """
    number = given["processes"]
    if number is None:
        in_memory = not given["share"] and _selection(given).entry is None
        number = processes(given) if whole and in_memory else 1
    return ["-n", str(number)] if number > 1 else []


def _is_file(word: str) -> bool:
    """Return whether a user has named a file or folder that is there.

    :raises UsageError: it is a feature file that is not there
    """
    found = Path(word).exists()
    if word.endswith(".feature") and not found:
        raise UsageError(f"{word}: there is no such file")
    return found


def _play(scenarios: Sequence[str], given: Sequence[str]) -> int:
    """Play scenarios in this process.

    :param scenarios: the files and folders that they are in
    """
    place = suite.importable()
    arguments = [*scenarios, f"--rootdir={place}", f"--confcutdir={place}", "-c", str(_settings(place))]
    arguments += ["-p", "conftest"]  # which pytest finds by itself only above scenarios of the suite
    # A line that tells how far the run is changes while scenarios are played: nothing of the output is captured.
    arguments += ["--progress", "-q", "--no-header", "--tb=no", "--capture=no", "-p", "no:cacheprovider", "-r", "N"]
    # Steps raise errors of their own, so that nothing has to be made of assertions.
    arguments += ["--assert=plain"]
    # Ctrl-C in the middle of a plugin's hook ends the run all the same; pluggy's word about it is no user's concern.
    arguments += ["-W", "ignore::pluggy.PluggyTeardownRaisedWarning"]
    return alone.main([*arguments, *given])


def _settings(place: Path) -> Path:
    """Find pytest's settings: the project's own in a checkout, none when installed."""
    settings = place / "pyproject.toml"
    return settings if settings.is_file() else Path(os.devnull)


def _play_each(units: Sequence[str], report: str | None, alike: Sequence[str]) -> int:
    """Play the suite on several modules side by side; on a terminal, show how far each is."""
    folder = Path(report) if report else new_folder(Path("reports"), "each")
    console = Terminal()
    if console.is_terminal:
        with Live(console=console, auto_refresh=False, transient=True) as live:
            ended = side_by_side.play(units, folder, alike, lambda now: live.update(_table(now), refresh=True))
    else:
        ended = side_by_side.play(units, folder, alike, _log())
    runs = [_read(unit_run) for unit_run in ended]
    console.print(batch_summary(runs, folder), crop=False)
    return worst([run.code for run in runs if run.code is not None])


def _log() -> Callable[[Sequence[UnitRun]], None]:
    """Make what tells a log from time to time how far the runs are: one that is silent counts as hanging in CI."""
    begin = told = time.monotonic()

    def show(running: Sequence[UnitRun]) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= SELDOM and any(unit_run.code is None for unit_run in running):
            told = now
            say(progress([_read(unit_run) for unit_run in running], now - begin))

    return show


def _list_each(units: Sequence[str], alike: Sequence[str]) -> int:
    """Ask each module what would be played on it, at the same time, and tell that one after another."""
    console = Terminal()
    with TemporaryDirectory() as folder:
        ended = side_by_side.play(units, Path(folder), alike, lambda now: None)
        for unit_run in ended:
            console.print(unit_run.unit, style="bold")
            say(unit_run.output())
    return worst([unit_run.code for unit_run in ended if unit_run.code is not None])


def _table(running: Sequence[UnitRun]) -> RenderableType:
    return batch_table([_read(unit_run) for unit_run in running])


def _read(unit_run: UnitRun) -> ModuleRun:
    said = last_line(unit_run.output())
    return ModuleRun(unit_run.unit, unit_run.seen(), unit_run.code, unit_run.seconds, said)
