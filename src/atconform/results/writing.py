"""Writing the record of a run, a line as soon as it is known."""

from __future__ import annotations

import datetime
import itertools
import re
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from atconform.base.errors import UsageError
from atconform.results.output.json import json_of
from atconform.results.records import RECORDS, Header, Record
from atconform.results.texts import plain
from atconform.results.transcripts import FOLDER

if TYPE_CHECKING:
    from atconform.base.masking import Masker


def new_folder(parent: Path, name: str) -> Path:
    """Name a folder for a run that is not there yet: by date, time and what is tested."""
    safe = re.sub(r"[^\w@.-]", "_", name)
    folder = parent / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{safe}"
    names = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([folder], names) if not name.exists())


class RunWriter:
    """Writes the folder of one run; every record is handed to the system before the call returns.

    One process alone holds the writer; other workers write transcripts (``transcripts.py``).
    """

    def __init__(self, folder: Path, header: Header, mask: Masker) -> None:
        """Make the folder and begin the run.

        :param mask: takes the secrets out of every record
        :raises atconform.base.errors.UsageError: the folder has a run already, or cannot be written
        """
        self.folder = folder
        self.path = folder / RECORDS
        self._mask = mask
        try:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb")
        except FileExistsError as error:
            raise UsageError(f"{folder} holds a run already", "name another folder for this one") from error
        except OSError as error:
            raise UsageError(f"cannot write the run to {folder}: {error.strerror}") from error
        self.write(header)

    def write(self, record: Record) -> None:
        """Append a record, masked, and flush it."""
        masked = self._mask.everywhere(msgspec.to_builtins(record))
        self._file.write(f"{json_of(plain(masked))}\n".encode())
        self._file.flush()

    def close(self) -> None:
        """Close the file. A run without a footer counts as cut off. Idempotent."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
