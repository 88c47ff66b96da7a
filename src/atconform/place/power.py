"""The power switch of a bench: a command line that turns a module's power off and on again."""

from __future__ import annotations

import os
import shlex
import subprocess

from atconform.base.errors import BenchFault

PATIENCE = 60
"""Seconds that a switch may take."""


def words_of(command: str, *, windows: bool = os.name == "nt") -> list[str]:
    """Take a command line apart at its spaces, outside of quotes; on Windows a backslash stands in paths.

    :raises ValueError: a quote does not end
    """
    if windows:
        return [word.strip("\"'") for word in shlex.split(command, posix=False)]
    return shlex.split(command)


def switch(command: str) -> None:
    """Run the command line of a power switch to its end, without a shell.

    :raises BenchFault: it cannot be run, fails, or takes longer than a minute; says what it said last
    """
    try:
        done = subprocess.run(
            words_of(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except OSError as error:
        raise BenchFault(f"the power switch cannot be run: {command}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise BenchFault(f"the power switch does not end within {PATIENCE} s: {command}") from None
    if done.returncode:
        said = done.stdout.strip().splitlines() or ["it said nothing"]
        raise BenchFault(f"the power switch failed with exit code {done.returncode}: {command}: {said[-1]}")
