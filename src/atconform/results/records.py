"""The run record: ``reports/<run>/run.jsonl``, one JSON object a line, each told apart by its ``kind``.

A header, one record for each scenario as it ends, a footer. A missing footer says that the run was cut off.
The format is described in ``docs/run-record.md``.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from atconform.base.errors import UsageError

if TYPE_CHECKING:
    from atconform.base.masking import Masker

RECORDS = "run.jsonl"
TRANSCRIPTS = "transcripts"

FORMAT = 1
"""Raised when a reader of the older format would misunderstand the newer; added keys do not raise it."""

VerdictName = Literal["none", "pass", "inconc", "fail", "error", "skip"]
BasisName = Literal["note", "manual", "observed", "own"]
"""On what an expectation rests: the vendor's application note, its AT command manual, a record of a real module, or a
reading of ours."""


class ModuleUnderTest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One module, and what it was reached over."""

    unit: str
    """The bench's name for the module."""
    family: str
    variant: str = ""
    identity: str = ""
    """As the module gave it; masked."""
    firmware: str = ""
    emulated: bool
    transport: str
    uncertainty: int
    """Width of the interval in which an event's time is known, in microseconds."""
    edge: int = 0
    """How far from a limit "just shorter" and "just longer" stay, in microseconds."""
    remark: str = ""
    """What is to be known of the module beside this, for instance that its model is not known."""

    @property
    def name(self) -> str:
        """What it is called on the command line: ``FAMILY[@VARIANT]``."""
        return f"{self.family}@{self.variant}" if self.variant else self.family

    @property
    def revision(self) -> str:
        """The firmware without the word that some modules put before it."""
        return self.firmware.removeprefix("Revision:").strip()


class Header(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="header", omit_defaults=True):
    """What was tested, with what and how."""

    format: int
    run: str
    started: str
    """Local date and time with its offset, ISO 8601."""
    suite: str
    """Version of this suite."""
    catalogue: str
    """Version of the requirement catalogue."""
    modules: tuple[ModuleUnderTest, ...]
    """On a wire the one that is there, or several equal ones that share the suite; in memory one of each family."""
    scenarios: int = 0
    """How many scenarios were to be played, each attempt counted; 0: not known beforehand."""
    strict: bool = False
    basis: BasisName = "own"
    """The weakest basis that was judged."""
    bench: dict[str, Any] = {}
    """The bench's settings, without secrets."""

    def module(self, scenario: ScenarioRecord) -> ModuleUnderTest:
        """Find the module that a scenario was played on.

        :raises KeyError: the run had none of its family
        """
        found = {module.unit: module for module in self.modules if module.family == scenario.family}
        if not found:
            raise KeyError(scenario.family)
        return found.get(scenario.unit) or next(iter(found.values()))


class MeasuredFigure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure as measured: not less than ``earliest`` and not more than ``latest``."""

    name: str
    unit: str
    """``us`` for times, ``bytes``, or empty for a plain count."""
    earliest: int
    latest: int
    limit: str = ""
    """What it was judged against, as a person reads it."""


class Broken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An expectation that a scenario did not find fulfilled, and that did not fail it."""

    basis: BasisName
    rests_on: tuple[str, ...] = ()
    """Ids of the statements or gaps, or names of the records."""
    text: str
    """What came, and what was expected."""


class ScenarioRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="scenario", omit_defaults=True):
    """One scenario, played once for one family."""

    id: str
    """What follows ``@id-``; with ``case`` and ``family`` the key of comparison."""
    case: str = ""
    family: str
    unit: str = ""
    """What the bench calls the module that it was played on."""
    title: str
    verdict: VerdictName
    reason: str = ""
    basis: BasisName | None = None
    """Of a failure: what the expectation rests on that the module broke; None: it is no failure of an expectation."""
    rests_on: tuple[str, ...] = ()
    """Of a failure: ids of the statements that the expectation rests on."""
    known: str = ""
    """Why a failure was to be expected: it is on the list of known failures, and failed as the list has it."""
    not_as_known: str = ""
    """Why the list of known failures is wrong about it: it passes, or fails with another text."""
    remarks: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    """What was otherwise than expected, and is remarked alone, since no document states the expectation or another one
    has it so."""
    requirements: tuple[str, ...] = ()
    figures: tuple[MeasuredFigure, ...] = ()
    module_seconds: float = 0.0
    """By the transport's clock: virtual in memory."""
    wall_seconds: float = 0.0
    attempt: int = 1
    transcript: str = ""
    """Path from the run's folder."""
    nodeid: str = ""
    file: str = ""
    line: int = 0
    section: str = ""
    """The note and section it is reported under: ``SIM800 2.2.4``."""
    steps: tuple[str, ...] = ()
    """Titles of the steps that were played, the last one being where it ended."""


class Footer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="footer", omit_defaults=True):
    """How the run ended."""

    ended: str
    """Local date and time with its offset, ISO 8601."""
    verdicts: dict[VerdictName, int]
    exit_code: int
    known: int = 0
    """How many of the failures are known ones."""
    known_faults: tuple[str, ...] = ()
    """What the list of known failures names that does not exist."""
    wall_seconds: float = 0.0
    remark: str = ""
    """Why the run was cut off, or what the module said of itself at the end where that is not what it said first."""


Record = Header | ScenarioRecord | Footer


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run as read back: what is whole of it, and what is not."""

    header: Header
    scenarios: tuple[ScenarioRecord, ...]
    footer: Footer | None
    """None where the run was cut off."""
    complaints: tuple[str, ...] = ()
    """What was amiss with the file, one line each."""
    lost: int = 0
    """How many lines could not be read."""


def new_folder(parent: Path, name: str) -> Path:
    """Name a folder for a run that is not there yet: by date, time and what is tested."""
    safe = re.sub(r"[^\w@.-]", "_", name)
    folder = parent / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{safe}"
    names = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([folder], names) if not name.exists())


class RunWriter:
    """Writes the folder of one run; every record is handed to the system before the call returns.

    One process alone holds the writer; other workers write transcripts with :func:`write_transcript`.
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
            (folder / TRANSCRIPTS).mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb")
        except FileExistsError as error:
            raise UsageError(f"{folder} holds a run already", "name another folder for this one") from error
        except OSError as error:
            raise UsageError(f"cannot write the run to {folder}: {error.strerror}") from error
        self.write(header)

    def write(self, record: Record) -> None:
        """Append a record, masked, and flush it."""
        masked = self._mask.everywhere(msgspec.to_builtins(record))
        self._file.write(msgspec.json.encode(masked) + b"\n")
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


def write_transcript(folder: Path, name: str, text: str, mask: Masker) -> str:
    """Write a scenario's transcript, masked.

    :param folder: of the run
    :param name: of the scenario; characters that a file name cannot have are replaced
    :returns: the path from the run's folder, for the record
    """
    safe = "".join(letter if letter.isalnum() or letter in "-_.@" else "_" for letter in name)
    relative = Path(TRANSCRIPTS, f"{safe}.txt")
    target = folder / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(mask(text), encoding="utf-8", newline="")
    return relative.as_posix()


def read_run(path: Path) -> Run:
    """Read a run back, as far as it is whole.

    :param path: the run's folder or its ``run.jsonl``
    :raises atconform.base.errors.UsageError: there is no run there, or nothing of it can be read
    """
    file = path / RECORDS if path.is_dir() else path
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"no run at {path}: {error.strerror}") from error
    complaints: list[str] = []
    records = list(_decode(content, complaints))
    if not records or not isinstance(records[0], Header):
        said = f" ({complaints[0]})" if complaints else ""
        raise UsageError(f"{file} is not a run record: it does not begin with a header{said}")
    header, lost = records[0], len(complaints)
    if header.format > FORMAT:
        complaints.append(
            f"written by suite {header.suite} in format {header.format}; this suite knows format {FORMAT}, "
            "and leaves out what is newer"
        )
    footers = [record for record in records if isinstance(record, Footer)]
    if not footers:
        complaints.append("the run was cut off: there is no footer, and scenarios may be missing")
    return Run(
        header=header,
        scenarios=tuple(record for record in records if isinstance(record, ScenarioRecord)),
        footer=footers[-1] if footers else None,
        complaints=tuple(complaints),
        lost=lost,
    )


def _decode(content: bytes, complaints: list[str]) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(Record)
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            complaints.append(f"line {number} is left out: {error}")
