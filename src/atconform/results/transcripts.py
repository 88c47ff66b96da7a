"""The transcripts of a run's scenarios, ``transcripts/NAME.txt`` in its folder: the one writer and the one reader."""

from __future__ import annotations

import errno
import os
import stat
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atconform.base.plain import visible
from atconform.results.newfile import open_new

if TYPE_CHECKING:
    from atconform.base.masking import Masker

CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened that may be a trap: a link would be followed, a pipe would be waited for (POSIX alone)."""

FOLDER = "transcripts"
SUFFIX = ".txt"
LONGEST_NAME = 255
"""Bytes, of a file's name on the usual file systems."""
LARGEST = 64 * 2**20
"""Bytes; what is larger is no transcript."""


class Transcript(NamedTuple):
    """A transcript as it was read; both are empty where a scenario has none."""

    text: str = ""
    fault: str = ""
    """Why the record's transcript could not be read, in one line."""


def write_transcript(folder: Path, name: str, text: str, mask: Masker) -> str:
    """Write a scenario's transcript, masked.

    :param folder: of the run
    :param name: of the scenario; characters that a file name cannot have are replaced, and one that is too long is cut
    :returns: the path from the run's folder, for the record
    :raises OSError: it cannot be written
    """
    relative = Path(FOLDER, f"{_file_name(name)}{SUFFIX}")
    target = folder / relative
    if target.parent.is_symlink():
        raise OSError(errno.ELOOP, "it leads out of the run's folder", str(target.parent))
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_new(target) as file:
        file.write(visible(mask(text)).encode())
    return relative.as_posix()


def _file_name(name: str) -> str:
    """Spell a name as that of a file; one that is too long is cut, and ends with what tells it from all others."""
    safe = "".join(letter if letter.isalnum() or letter in "-_.@" else "_" for letter in name)
    if len(safe.encode()) <= LONGEST_NAME - len(SUFFIX):
        return safe
    end = f"-{blake2b(name.encode(errors='surrogatepass'), digest_size=8).hexdigest()}"
    return safe.encode()[: LONGEST_NAME - len(end) - len(SUFFIX)].decode(errors="ignore") + end


def read_transcript(folder: Path, name: str) -> Transcript:
    """Read the transcript that a record names: a file of ours in the run's folder, and no other that is on this host.

    :param name: the path from the run's folder; empty where the scenario has none
    """
    if not name:
        return Transcript()
    place, _, file = name.rpartition("/")
    if place != FOLDER or file in ("", ".", ".."):
        return Transcript(fault=f"no transcript: {name} is no file of the run's folder {FOLDER}/")
    if (folder / FOLDER).is_symlink():
        return Transcript(fault=f"no transcript: {FOLDER}/ leads out of the run's folder")
    try:
        return Transcript(visible(_content(folder / FOLDER / file).decode(errors="replace").replace("\r\n", "\n")))
    except (OSError, ValueError) as error:
        return Transcript(fault=f"no transcript: {name}: {getattr(error, 'strerror', None) or error}")


def _content(file: Path) -> bytes:
    """Read a file, if it is one, without following where it may lead.

    :raises OSError: it cannot be read
    :raises ValueError: it is no file, or too large
    """
    if file.is_symlink():
        raise ValueError("it is no file")
    opened = os.open(file, CAREFULLY)
    with open(opened, "rb") as stream:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise ValueError("it is no file")
        if about.st_size > LARGEST:
            raise ValueError(f"it has more than {LARGEST} bytes")
        return stream.read(LARGEST)
