"""Writing the record of a run, a line as soon as it is known."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from atconform.base.errors import UsageError
from atconform.results.output.json import json_of
from atconform.results.records import RECORDS, Header, Record, ScenarioRecord
from atconform.results.room import RoomyFile
from atconform.results.texts import plain
from atconform.results.transcripts import FOLDER

if TYPE_CHECKING:
    from atconform.base.masking import Masker

FOOTER = 4096
"""Bytes that are kept for the footer."""
KEPT = "-kept"
"""What the name of a folder ends with, where a record was taken away and its place is taken."""


def new_folder(parent: Path, name: str) -> Path:
    """Name a folder for a run that is not there yet: by date, time and what is tested."""
    safe = re.sub(r"[^\w@.-]", "_", name)
    folder = parent / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{safe}"
    names = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([folder], names) if not name.exists())


class RunWriter:
    """Writes the folder of one run; every record is handed to the system before the call returns.

    There is always room for the footer, and for what is said of the scenarios that are not played in the end.
    One process alone holds the writer; other workers write transcripts (``transcripts.py``).
    """

    def __init__(self, folder: Path, header: Header, mask: Masker, rest: Iterable[ScenarioRecord] = ()) -> None:
        """Make the folder and begin the run.

        :param mask: takes the secrets out of every record
        :param rest: what would be written of each scenario, told apart by their node ids, if it were not played
        :raises atconform.base.errors.UsageError: the folder has a run already, or cannot be written
        """
        self.folder = folder
        """Where the record is; another folder, after it was closed, where it was taken away."""
        self._mask = mask
        self._sizes = {record.nodeid: len(_line(msgspec.to_builtins(record))) for record in rest}
        self._room = FOOTER + sum(self._sizes.values())
        try:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            self._file = RoomyFile(folder / RECORDS)
        except FileExistsError as error:
            raise UsageError(f"{folder} holds a run already", "name another folder for this one") from error
        except OSError as error:
            raise UsageError(f"cannot write the run to {folder}: {error.strerror}") from error
        try:
            self.write(header)
        except OSError as error:
            self._file.close()
            (folder / RECORDS).unlink(missing_ok=True)
            raise UsageError(f"there is no room for the run in {folder}: {error.strerror}") from error

    def write(self, record: Record) -> None:
        """Append a record, masked, and hand it to the system.

        :raises OSError: there is no room for it, or the file was taken away; then it is not written
        """
        line = _line(self._mask.everywhere(msgspec.to_builtins(record)))
        room = self._room - (self._sizes.get(record.nodeid, 0) if isinstance(record, ScenarioRecord) else 0)
        self._file.append(line, keep=room)
        self._room = room
        if isinstance(record, ScenarioRecord):
            self._sizes.pop(record.nodeid, None)

    def end(self, record: Record) -> None:
        """Append a record for which room was kept: the footer, or that a scenario was not played.

        :raises OSError: it is longer than what was kept, and there is no room for it
        """
        self._file.append(_line(self._mask.everywhere(msgspec.to_builtins(record))), keep=0)

    def is_in_place(self) -> bool:
        """Return whether the record is still found in its folder."""
        return self._file.is_in_place()

    def close(self) -> None:
        """Close the file. A run without a footer counts as cut off. Idempotent.

        A record that was taken away is written anew, into the same folder or, if that cannot be, into one beside it.
        """
        if not self._file.closed:
            if not self._file.is_in_place():
                self._bring_back()
            self._file.close()

    def _bring_back(self) -> None:
        for folder in (self.folder, self.folder.with_name(self.folder.name + KEPT)):
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                with (folder / RECORDS).open("xb") as file:
                    file.write(self._file.content())
                self.folder = folder
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _line(record: object) -> bytes:
    return f"{json_of(plain(record))}\n".encode()
