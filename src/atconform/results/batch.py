"""The folder of a batch, as ``run --each`` leaves it: in it the folder of a run for each module."""

from __future__ import annotations

from pathlib import Path

from atconform.results.records import RECORDS

OUTPUT = "output.txt"
"""What the run of a module printed, beside its record; no other run has it."""


def modules_of(folder: Path) -> list[Path]:
    """Name the folders of a batch's modules, those included that never came to a record; none: it is no batch."""
    if (folder / RECORDS).exists():
        return []
    return sorted(output.parent for output in folder.glob(f"*/{OUTPUT}"))


def runs_meant(path: Path) -> list[Path]:
    """Return the runs that a user means by a path: those of a batch, or what the path names itself."""
    runs = [module for module in modules_of(path) if (module / RECORDS).exists()]
    return runs or [path]


def last_line(output: str) -> str:
    """Return what a run said last: the reason, where it came to nothing."""
    return output.strip().rpartition("\n")[2]
