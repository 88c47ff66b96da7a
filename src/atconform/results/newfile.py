"""Files that are made anew, not written over: where a folder may be someone else's, or to be whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def open_new(file: Path) -> BinaryIO:
    """Begin a file anew, for writing. What stands under its name, be it a link to another file, is taken away first.

    :raises OSError: it cannot be written, or is a folder
    """
    file.unlink(missing_ok=True)
    return file.open("xb")


@contextmanager
def taking_the_place_of(file: Path) -> Iterator[BinaryIO]:
    """Begin a file that is in its place when all of it is written; whatever goes wrong before, all is as it was.

    What is a link or no plain file, as a pipe or a terminal, is written to as it stands.

    :raises OSError: it cannot be written
    """
    if file.is_symlink() or (file.exists() and not file.is_file()):
        with file.open("wb") as stream:
            yield stream
        return
    beside = file.with_name(f".{os.getpid()}.new")
    try:
        with open_new(beside) as stream:
            yield stream
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
