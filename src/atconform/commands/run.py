"""``atconform run``: plays the suite through pytest, with nothing of pytest for the user to set up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import pytest

from atconform import suite


@click.command("run")
@click.option("--module", metavar="FAMILY[@VARIANT]", help="The module; default: every family, emulated.")
@click.option("--port", metavar="URL", help="Serial port of a module; default: the emulator, in memory.")
@click.option("--baudrate", type=int, metavar="N", help="Of the port; default: 115200, or the bench file's.")
@click.option("--bench", metavar="FILE", type=click.Path(dir_okay=False), help="Bench file: the set-up of the place.")
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
@click.option("--known", metavar="FILE", help="The known failures; default: known-failures.toml, if it is there.")
@click.option("-x", "stop_early", is_flag=True, help="Stop at the first scenario that does not pass.")
@click.argument("pytest_options", nargs=-1, type=click.UNPROCESSED)
def command(
    module: str | None,
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
    place = suite.folder()
    arguments = [str(place / "features"), f"--rootdir={place}", f"--confcutdir={place}", "-c", str(_settings(place))]
    arguments += ["-q", "--no-header", "--tb=no", "-p", "no:randomly", "-p", "no:cacheprovider", "-r", "N"]
    # Ctrl-C in the middle of a plugin's hook ends the run all the same; pluggy's word about it is no user's concern.
    arguments += ["-W", "ignore::pluggy.PluggyTeardownRaisedWarning"]
    values = {"module": module, "port": port, "baudrate": baudrate, "bench": bench}
    values |= {"report": report, "repeat": repeat, "known": known, "earlier": earlier}
    arguments += [f"--{option}={value}" for option, value in values.items() if value is not None]
    for option, several in (("section", section), ("requirement", requirement), ("scenario", scenario)):
        arguments += [f"--{option}={value}" for value in several]
    for option, expression in (("-k", words), ("-m", marks)):
        arguments += [option, expression] if expression is not None else []
    names = {"smoke": "--smoke", "list_scenarios": "--list", "strict": "--strict", "one_module": "--one-module"}
    arguments += [option for name, option in names.items() if flags[name]]
    arguments += ["-x"] if flags["stop_early"] else []
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path.insert(0, str(place))
    return int(pytest.main([*arguments, *pytest_options]))


def _settings(place: Path) -> Path:
    """Find pytest's settings: the project's own in a checkout, none when installed."""
    settings = place / "pyproject.toml"
    return settings if settings.is_file() else Path(os.devnull)
