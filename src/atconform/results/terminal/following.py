"""A run's record, followed while another process writes it: each line is read once, however often one looks."""

from __future__ import annotations

from pathlib import Path

from atconform.results.records import RECORDS, Footer, Header, Record, ScenarioRecord, decode
from atconform.results.terminal.tally import Tally


class Followed:
    """What is known of a run so far.

    :param folder: of the run; it may be that nothing is in it yet
    """

    def __init__(self, folder: Path) -> None:
        self.header: Header | None = None
        """None: nothing is recorded yet, or ever."""
        self.footer: Footer | None = None
        """None while the run goes on, or where it could not end in order."""
        self.tally = Tally(())
        self._file = folder / RECORDS
        self._read = 0
        """How many bytes have been."""

    def look(self) -> None:
        """Read what has been written since the last look; a record that cannot be read tells nothing."""
        try:
            with self._file.open("rb") as stream:
                stream.seek(self._read)
                for line in stream:
                    if (record := _whole(line)) is None:
                        break
                    self._take(record)
                    self._read += len(line)
        except OSError:
            return

    def _take(self, record: Record) -> None:
        if isinstance(record, Header):
            self.header = record
        elif isinstance(record, ScenarioRecord):
            self.tally.add(record)
        else:
            self.footer = record


def _whole(line: bytes) -> Record | None:
    """Decode a line; None where it is room that is kept for another one, or one that is being written."""
    if not line.endswith(b"}\n"):
        return None
    try:
        return decode(line)
    except (ValueError, RecursionError):
        return None
