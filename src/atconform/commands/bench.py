"""``atconform bench``: writes a bench file to be filled in, and tries one."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.saying import say
from atconform.base.suggest import did_you_mean
from atconform.base.terminal import Terminal
from atconform.place.check import BenchCheck, Finding
from atconform.place.file import FILE, BenchFile, read

TEMPLATE = "bench_template.toml"


@click.group("bench")
def command() -> None:
    """Write a bench file, or try one."""


@command.command("init", short_help="Write a bench file: to FILE, or to the terminal.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def init(file: Path | None) -> int:
    """Write a bench file with every key and what it means: to FILE, which must not exist, or to the terminal."""
    text = files("atconform.place").joinpath(TEMPLATE).read_text("utf-8")
    if file is None:
        say(text.removesuffix("\n"))
        return ExitCode.PASSED
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(f"{file} exists", "name another file, or remove it first") from None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", "name a file that can be written") from None
    say(f"written: {file}; fill in the port, then try it: atconform bench check {file}")
    return ExitCode.PASSED


@command.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=FILE)
@click.option("--module", metavar="NAME", help="Only this module of the file.")
def check(file: Path, module: str | None) -> int:
    """Try what FILE says (default: bench.toml), module after module. Exit code: 0 if all is well, else 1."""
    bench = read(file)
    console, faults = Terminal(), 0
    for unit in _units(file, bench, module):
        console.print(unit, style="bold")
        for finding in BenchCheck(bench.module[unit], bench, unit).run():
            console.print(_row(finding))
            faults += not finding.good
    return ExitCode.FAILED if faults else ExitCode.PASSED


def _units(file: Path, bench: BenchFile, module: str | None) -> list[str]:
    if not bench.module:
        raise UsageError(f"{file} has no module", "begin with [module.NAME] and its port")
    if module is not None and module not in bench.module:
        names = list(bench.module)
        raise UsageError(f"{file} has no module {module!r}{did_you_mean(module, names)} (it has {', '.join(names)})")
    return list(bench.module) if module is None else [module]


def _row(finding: Finding) -> Table:
    row = Table.grid(padding=(0, 1))
    for width in (1, 10, None):
        row.add_column(width=width)
    mark, style = ("✓", "green") if finding.good else ("✗", "red")
    row.add_row(Text(mark, style), finding.what, Text(finding.text, "" if finding.good else "red"))
    return row
