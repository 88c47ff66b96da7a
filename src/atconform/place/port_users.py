"""Which programs have a device open, as Linux tells it in ``/proc``; elsewhere nothing is known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
MODEM_MANAGER = "ModemManager"
"""A service that opens every modem it sees, and talks to it."""
TERMINALS = ("/dev/tty", "/dev/pts/")
MASTERS = ("/dev/ptmx", "/dev/pts/ptmx")
"""Where the far end of a pseudo-terminal is opened."""


class PortUser(NamedTuple):
    """A program that has a device open."""

    name: str
    pid: int

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid})"


def users_of(device: str) -> list[PortUser]:
    """List the programs other than this one that have a device open, as far as this user may see them.

    The program at the far end of a pseudo-terminal has it open as well, and does not count.
    """
    wanted = os.path.realpath(device)
    if not wanted.startswith(TERMINALS):
        return []
    users = []
    for process in _processes():
        open_here = list(_open_files(process))
        if wanted in [target for _, target in open_here] and not _is_far_end(process, open_here, wanted):
            users.append(PortUser(_name(process), int(process.name)))
    return users


def modem_manager_runs() -> bool:
    """Return whether ModemManager runs, whose open files an ordinary user cannot see."""
    return any(_name(process) == MODEM_MANAGER for process in _processes())


def _processes() -> Iterator[Path]:
    if not PROC.is_dir():
        return
    for process in PROC.iterdir():
        if process.name.isdecimal() and int(process.name) != os.getpid():
            yield process


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return ""


def _open_files(process: Path) -> Iterator[tuple[str, str]]:
    """Return the number and the target of every open file of a process; nothing where that is not this user's."""
    try:
        for link in (process / "fd").iterdir():
            yield link.name, os.readlink(link)
    except OSError:
        return


def _is_far_end(process: Path, open_here: list[tuple[str, str]], device: str) -> bool:
    """Return whether a process has the other side of this pseudo-terminal open."""
    index = device.removeprefix("/dev/pts/")
    for number, target in open_here:
        if target in MASTERS:
            try:
                told = (process / "fdinfo" / number).read_text()
            except OSError:
                continue
            if f"tty-index:\t{index}\n" in told:
                return True
    return False
