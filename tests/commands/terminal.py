"""Using atconform as its users do: as a program of its own, with a module on a pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
import threading
import tty
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from atconform.cli import main
from tests import ROOT
from tests.commands.forked import Forked

START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A shell's background job ignores SIGINT, and so would every program that it starts."""
PROGRAM = [sys.executable, "-c", f"{START}; from atconform.cli import main; main()"]
TURN = 0.002
"""Seconds between two looks at what a program has written."""
PATIENCE = 120
"""Seconds after which a program that has not ended is ended, and its test fails."""
ENVIRONMENT = {**os.environ, "COLUMNS": "80", "PYTHONUNBUFFERED": "1", "TERM": "dumb"}


Program = Forked | subprocess.Popen[str]


def scenarios(*names: str, requirements: Iterable[str] = ()) -> list[str]:
    """Choose scenarios of the suite by their ids, or by their requirements; of its files, those alone are loaded.

    All of them take seconds, of every run.
    """
    tags = [*(f"id-{name.partition('[')[0]}" for name in names), *requirements]
    files = [str(file) for file, tagged in _suite().items() if not tagged.isdisjoint(tags)]
    chosen = [("--scenario", name) for name in names] + [("--requirement", name) for name in requirements]
    return [*files, *(word for pair in chosen for word in pair)]


@cache
def _suite() -> dict[Path, frozenset[str]]:
    """Return the files of the suite, with the tags that each has."""
    files = sorted((ROOT / "features").rglob("*.feature"))
    return {file: frozenset(re.findall(r"@(\S+)", file.read_text("utf-8"))) for file in files}


def atconform(*arguments: object, where: Path, within: Iterable[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; errors stand among the output, as on a terminal.

    :param within: the program that runs it, and its arguments
    """
    with started(*arguments, where=where, within=within) as process:
        output, _ = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, output)


def run_pytest(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run pytest in the checkout to its end, in the order in which tests stand."""
    words = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", *map(str, arguments)]
    words += ["--assert=plain"]  # else it warns of plug-ins that were loaded before it
    with ended_at_last(Forked(pytest.console_main, words, ROOT, os.environ)) as process:
        output, _ = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, output)


@contextmanager
def started(*arguments: object, where: Path, within: Iterable[str] = ()) -> Iterator[Program]:
    """Start a command, and end it at the end of the block if it has not ended by itself.

    :param within: the program that runs it, and its arguments
    """
    with ended_at_last(_start([str(word) for word in arguments], where, list(within))) as process:
        yield process


def _start(arguments: list[str], where: Path, within: list[str]) -> Program:
    if not within:
        return Forked(main, arguments, where, ENVIRONMENT)
    return subprocess.Popen(
        [*within, *PROGRAM, *arguments],
        cwd=where,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def ended_at_last(process: Program) -> Iterator[Program]:
    """End a program at the end of the block, or when patience does."""
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()


def wait_for_verdicts(run: Program, folder: Path, count: int = 1) -> None:
    """Wait until the record of a run has as many scenarios."""
    file = folder / "run.jsonl"
    while not file.exists() or file.read_bytes().count(b'"kind":"scenario"') < count:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(TURN)
            raise AssertionError(run.stdout.read() if run.stdout else run.returncode)


@contextmanager
def emulated_module(
    where: Path, family: str = "sim800", name: str = "modem", options: Iterable[object] = ()
) -> Iterator[tuple[Path, Program]]:
    """Have an emulated module on a pseudo-terminal, in a process of its own."""
    link = where / name
    with started("emulate", family, "--pty", "--link", link, "--quick", *options, where=where) as process:
        assert process.stdout is not None
        assert "Ctrl-C ends it" in process.stdout.readline()
        yield link, process


@contextmanager
def stub_module(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """Have something on a pseudo-terminal that answers each line with what a function makes of it."""
    master, slave = pty.openpty()
    tty.setraw(slave)

    def serve() -> None:
        line = b""
        try:
            while data := os.read(master, 1024):
                *lines, line = (line + data).split(b"\r")
                for complete in lines:
                    os.write(master, answer(complete))
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield os.ttyname(slave)
    finally:
        os.close(slave)
        thread.join()
        os.close(master)
