"""The run record: ``reports/<run>/run.jsonl``, one JSON object a line, each told apart by its ``kind``.

A header, one record for each scenario as it ends, a footer. A missing footer says that the run was cut off.
``writing.py`` writes it. The format is described in ``docs/run-record.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import force_setattr

from atconform.base.errors import UsageError
from atconform.base.plain import visible_line
from atconform.results.texts import plain

RECORDS = "run.jsonl"

FORMAT = 1
"""Raised when a reader of the older format would misunderstand the newer; added keys do not raise it."""

NAMED = 20
"""How many runs are named where a folder holds several."""

LONGEST_COMPLAINT = 300
"""Characters that are told of what is wrong with a line, which may quote it."""

_EXACT = 2**53
Name = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=_EXACT)]
Exact = Annotated[int, msgspec.Meta(ge=-_EXACT, le=_EXACT)]
"""All that a report's script can count exactly."""
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]

VerdictName = Literal["none", "pass", "inconc", "fail", "error", "skip"]
BasisName = Literal["note", "manual", "observed", "own"]
"""On what an expectation rests: the vendor's application note, its AT command manual, a record of a real module, or a
reading of ours."""


class ModuleUnderTest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One module, and what it was reached over."""

    unit: str
    """The bench's name for the module."""
    family: Name
    variant: str = ""
    identity: str = ""
    """As the module gave it; masked."""
    firmware: str = ""
    emulated: bool
    transport: str
    uncertainty: Count
    """Width of the interval in which an event's time is known, in microseconds."""
    edge: Count = 0
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

    format: Count
    run: str
    started: str
    """Local date and time with its offset, ISO 8601."""
    suite: str
    """Version of this suite."""
    catalogue: str
    """Version of the requirement catalogue."""
    modules: Annotated[tuple[ModuleUnderTest, ...], msgspec.Meta(min_length=1)]
    """On a wire the one that is there, or several equal ones that share the suite; in memory one of each family."""
    scenarios: Count = 0
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


class MeasuredFigure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A figure as measured: not less than ``earliest`` and not more than ``latest``."""

    name: str
    unit: str
    """``us`` for times, ``bytes``, or empty for a plain count."""
    earliest: Exact
    latest: Exact
    limit: str = ""
    """What it was judged against, as a person reads it."""


class Broken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An expectation that a scenario did not find fulfilled, and that did not fail it."""

    basis: BasisName
    rests_on: tuple[str, ...] = ()
    """Ids of the statements or gaps, or names of the records."""
    text: str
    """What came, and what was expected."""


class ScenarioRecord(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="scenario", omit_defaults=True, gc=False
):
    """One scenario, played once for one family."""

    id: Name
    """What follows ``@id-``; with ``case`` and ``family`` the key of comparison."""
    case: str = ""
    family: Name
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
    module_seconds: Seconds = 0.0
    """By the transport's clock: virtual in memory."""
    wall_seconds: Seconds = 0.0
    attempt: Count = 1
    transcript: str = ""
    """Path from the run's folder."""
    nodeid: str = ""
    file: str = ""
    line: Count = 0
    section: str = ""
    """The note and section it is reported under: ``SIM800 2.2.4``."""
    steps: tuple[str, ...] = ()
    """Titles of the steps that were played, the last one being where it ended."""


class Footer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="footer", omit_defaults=True):
    """How the run ended."""

    ended: str
    """Local date and time with its offset, ISO 8601."""
    verdicts: dict[VerdictName, Count]
    exit_code: Count
    known: Count = 0
    """How many of the failures are known ones."""
    known_faults: tuple[str, ...] = ()
    """What the list of known failures names that does not exist."""
    wall_seconds: Seconds = 0.0
    remark: str = ""
    """Why the run was cut off, which demand on it was not met (``--max-skips``, ``--require``), or what the module said
    of itself at the end where that is not what it said first."""


Record = Header | ScenarioRecord | Footer

_DECODER: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_PRINTABLE_SCENARIO = re.compile(rb'\{"kind":"scenario",(?:[\x20-\x5b\x5d-\x7e]+|\\["\\/])*+')
"""Most lines of a record: nothing in their texts has to be looked for."""


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


def read_run(path: Path) -> Run:
    """Read a run back, as far as it is whole. Its texts are such as can be printed, and each scenario has its module.

    :param path: the run's folder or its ``run.jsonl``
    :raises atconform.base.errors.UsageError: there is no run there, or nothing of it can be read
    """
    reader = RunReader(path)
    scenarios = tuple(reader.scenarios)
    return Run(
        header=reader.header,
        scenarios=scenarios,
        footer=reader.footer,
        complaints=tuple(reader.complaints),
        lost=reader.lost,
    )


class _Shared:
    """What is equal in many records of a run, held once."""

    KEYS = ("id", "family", "unit", "title", "reason", "rests_on", "requirements", "file", "section", "steps")

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def share(self, record: ScenarioRecord) -> None:
        """Put what is known in the place of what is equal to it."""
        for key in self.KEYS:
            if value := getattr(record, key):
                force_setattr(record, key, self._known.setdefault(value, value))


class RunReader:
    """A run that is read scenario by scenario, since all of a long one would be much to hold.

    The scenarios are read once; footer, complaints and what is lost are known behind the last one.

    :param path: the run's folder or its ``run.jsonl``
    :raises atconform.base.errors.UsageError: there is no run there, or nothing of it can be read; while reading, too
    """

    def __init__(self, path: Path) -> None:
        self.footer: Footer | None = None
        self.complaints: list[str] = []
        self.lost = 0
        self._families: dict[str, None] = {}
        self._shared = _Shared()
        self._seen: dict[bytes, int] = {}
        """What is left of each line, to know it again, and its number."""
        file = path / RECORDS if path.is_dir() else path
        records = self._records(path, file)
        header = next(records, None)
        if not isinstance(header, Header):
            said = f" ({self.complaints[0]})" if self.complaints else ""
            raise UsageError(f"{file} is not a run record: it does not begin with a header{said}")
        self.header = header
        self.scenarios = self._scenarios(records)

    def _scenarios(self, records: Iterator[Record]) -> Iterator[ScenarioRecord]:
        for record in records:
            if isinstance(record, ScenarioRecord):
                self._shared.share(record)
                yield record
            elif isinstance(record, Footer):
                self.footer = record
        if self.header.format > FORMAT:
            self.complaints.append(
                f"written by suite {self.header.suite} in format {self.header.format}; "
                f"this suite knows format {FORMAT}, and leaves out what is newer"
            )
        if self.footer is None:
            self.complaints.append("the run was cut off: there is no footer, and scenarios may be missing")

    def _records(self, path: Path, file: Path) -> Iterator[Record]:
        """Read the records that are whole and go together."""
        try:
            if file is not path and file.exists() and not file.is_file():
                raise UsageError(f"no run at {path}: {RECORDS} is no file", "name the folder of a run")
            with file.open("rb") as stream:
                lines = (line for ended in stream for line in ended.splitlines())
                for number, line in enumerate(lines, start=1):
                    if line.strip() and (record := self._read(number, line)) is not None:
                        yield record
        except OSError as error:
            if inside := _runs_in(path):
                raise UsageError(f"no run at {path}, but in it", f"name one: {inside}") from error
            why = f"there is no {RECORDS} in it" if path.is_dir() and not file.exists() else error.strerror
            raise UsageError(f"no run at {path}: {why}", "name the folder of a run") from error

    def _read(self, number: int, line: bytes) -> Record | None:
        known = blake2b(line, digest_size=16).digest()
        if known in self._seen:
            self.complaints.append(f"line {number} is left out: it is line {self._seen[known]} once more")
            return None
        self._seen[known] = number
        try:
            record = decode(line)
            self._check(record)
        except (ValueError, RecursionError) as error:
            why = "it is nested too deeply" if isinstance(error, RecursionError) else visible_line(str(error))
            self.complaints.append(f"line {number} is left out: {why[:LONGEST_COMPLAINT]}")
            self.lost += 1
            return None
        return record

    def _check(self, record: Record) -> None:
        """Refuse what does not go with the lines before it.

        :raises ValueError: says why
        """
        if isinstance(record, Header):
            if self._families:
                raise ValueError("a record has one header, and this is another one")
            self._families = {module.family: None for module in record.modules}
        elif isinstance(record, ScenarioRecord) and self._families and record.family not in self._families:
            known = ", ".join(self._families)
            raise ValueError(f"the run has no module of family {record.family} (it has {known})")


def _runs_in(path: Path) -> str:
    """Name the folders of runs in a folder, as one that ``run --each`` leaves; empty: there are none."""
    runs = sorted(str(record.parent) for record in path.glob(f"*/{RECORDS}"))
    more = f" and {len(runs) - NAMED} more" if len(runs) > NAMED else ""
    return ", ".join(runs[:NAMED]) + more


def decode(line: bytes) -> Record:
    """Read a line; texts are made such as can be printed.

    :raises ValueError: it is no record
    :raises RecursionError: it is nested too deeply
    """
    if _PRINTABLE_SCENARIO.fullmatch(line):
        return _DECODER.decode(line)
    record: Record = msgspec.convert(plain(msgspec.json.decode(line)), Record)
    return record
