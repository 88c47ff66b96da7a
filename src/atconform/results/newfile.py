"""Files that a run writes into its folder, whose owner may be someone else: anew, and through no link."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO


def open_new(file: Path) -> BinaryIO:
    """Begin a file anew, for writing. What stands under its name, be it a link to another file, is taken away first.

    :raises OSError: it cannot be written, or is a folder
    """
    file.unlink(missing_ok=True)
    return file.open("xb")
