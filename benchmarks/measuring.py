"""What the benchmarks share: taking turns, ratios of figures taken side by side, and a table of them."""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tty
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.table import Table

from atconform.base.exitcodes import ExitCode
from atconform.emulator.families import FAMILIES

ATCONFORM = [sys.executable, "-c", "from atconform.cli import main; main()"]
"""The command ``atconform`` of the interpreter that runs the benchmark."""


def families(default: Sequence[str]) -> Sequence[str]:
    """Return which families the user wants measured: the arguments, or these where there are none."""
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")] or default
    for name in named:
        if name not in FAMILIES:
            give_up(f"no family {name!r}; known: {', '.join(FAMILIES)}")
    return named


def family() -> str:
    """Return which family the user wants measured: the first argument, SIM800 where there is none."""
    return families(["sim800"])[0]


@contextlib.contextmanager
def program(where: Path, *arguments: str) -> Iterator[str]:
    """Have a command of ``atconform`` run for a while; gives its first line."""
    process = subprocess.Popen([*ATCONFORM, *arguments], cwd=where, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def in_turns(turns: int, *measurements: Callable[[], float]) -> list[list[float]]:
    """Take each measurement ``turns`` times, one after the other, so that a busy moment strikes them all."""
    taken = [[measure() for measure in measurements] for _ in range(turns)]
    return [list(series) for series in zip(*taken, strict=True)]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Divide each of our figures by the one that was taken beside it."""
    return [our / their for our, their in zip(ours, theirs, strict=True)]


def show(title: str, rows: Sequence[tuple[str, Sequence[float], str]], *remarks: str) -> None:
    """Print median, least and greatest of each row's figures; a row is a name, its figures and their unit."""
    table = Table(box=None, pad_edge=False, header_style="")
    table.add_column("")
    for column in ("median", "min", "max"):
        table.add_column(column, justify="right")
    table.add_column("")
    for name, figures, unit in rows:
        shown = [spell(value) for value in (statistics.median(figures), min(figures), max(figures))]
        table.add_row(name, *shown, unit)
    console = Console(highlight=False)
    console.print(title, soft_wrap=True)
    console.print(table)
    for remark in remarks:
        console.print(remark, soft_wrap=True)
    console.print()


def spell(value: float) -> str:
    """Write a figure with about three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def open_terminal(device: str) -> int:
    """Open a pseudo-terminal as a program opens a serial port: raw, waiting for nothing."""
    terminal = os.open(device, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(terminal)
    return terminal


def open_line(where: str) -> int:
    """Open what ``atconform emulate`` says that it is on: a pseudo-terminal or ``socket://HOST:PORT``."""
    if not where.startswith("socket://"):
        return open_terminal(where)
    host, _, port = where.removeprefix("socket://").partition(":")
    return socket.create_connection((host, int(port))).detach()


def give_up(problem: str) -> NoReturn:
    """Say in one line why nothing can be measured."""
    print(problem, file=sys.stderr)
    sys.exit(ExitCode.WRONG_USE)
