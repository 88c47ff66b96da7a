"""One archive to send to a vendor: the page, the records, failing transcripts, and how to play them again.

Secrets are masked when a run is written. What else tells about the host, the folders on it and by them its user's
name, is taken out here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from atconform.base.plain import visible_line
from atconform.requirements.catalogue import Catalogue
from atconform.results import grounds
from atconform.results.again import name_of
from atconform.results.output.json import json_of
from atconform.results.output.markdown import joined
from atconform.results.records import RECORDS, Footer, Header, Run, ScenarioRecord
from atconform.results.report.looks import DID_NOT_PASS, state_of
from atconform.results.report.markdown import run_summary
from atconform.results.report.payload import Rerun
from atconform.results.report.runs import report
from atconform.results.report.source import Source

_FOLDERS = re.compile(r"(?<![\w/<.:])(?:~|[A-Za-z]:)?[/\\](?:[^/\\\s\"':,;]+[/\\])+(?=[^/\\\s\"':,;])")
"""The folders in front of a file's name."""

LONGEST_NAME = 100
"""Characters of a run's name that its folder in the archive is called by."""

OWN_WORDS = ("error", "inconc", "skip")
"""States whose reason is the suite's; that of a failure quotes the module, and is evidence."""


def bundle(sources: Sequence[Source], catalogue: Catalogue, rerun: Rerun) -> bytes:
    """Make the archive; every run has a folder in it."""
    told = [source._replace(run=without_folders(source.run)) for source in sources]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "report.html", report(told, catalogue, rerun))
        _add(archive, "summary.md", [joined(run_summary(source, catalogue, rerun) for source in told)])
        for number, source in enumerate(told, start=1):
            for name, content in _files(source, catalogue, rerun):
                _add(archive, f"{number}-{_safe(source.run.header.run)}/{name}", content)
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    # Without a date of its own, so that one run always makes one archive.
    entry = zipfile.ZipInfo(name)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    with archive.open(entry, "w") as file:
        file.writelines(map(str.encode, pieces))


def _safe(name: str) -> str:
    return re.sub(r"[^\w@.-]", "_", name)[:LONGEST_NAME]


def _files(source: Source, catalogue: Catalogue, rerun: Rerun) -> Iterator[tuple[str, Iterable[str]]]:
    run = source.run
    records = [run.header, *run.scenarios, *filter(None, [run.footer])]
    yield RECORDS, (f"{json_of(record)}\n" for record in records)
    failing = [record for record in run.scenarios if state_of(record) in (*DID_NOT_PASS, "known")]
    yield "again.txt", (_command(run, record, catalogue, rerun) for record in failing)
    # Several records can name one transcript; each file stands in the archive once.
    texts = {record.transcript: text for record in failing if (text := source.transcript(record).text)}
    yield from ((name, [text]) for name, text in texts.items())


def _command(run: Run, record: ScenarioRecord, catalogue: Catalogue, rerun: Rerun) -> str:
    # A shell reads the file: a remark stays in its line, and so does the command.
    reason = " ".join(record.reason.split())
    said = [f"{record.verdict}: {name_of(record)} ({record.family}): {reason}"]
    said += [f"  {line}" for line in grounds.told(record, catalogue)]
    return "".join(f"# {visible_line(line)}\n" for line in said) + f"{visible_line(rerun(run, record))}\n\n"


def without_folders(run: Run) -> Run:
    """Leave of every path of the host the file's name alone."""
    return Run(
        header=_header(run.header),
        scenarios=tuple(map(_scenario, run.scenarios)),
        footer=_footer(run.footer) if run.footer else None,
        complaints=run.complaints,
        lost=run.lost,
    )


def _header(header: Header) -> Header:
    modules = tuple(
        msgspec.structs.replace(module, transport=_short(module.transport), unit=_short(module.unit))
        for module in header.modules
    )
    return msgspec.structs.replace(header, modules=modules, bench=_everywhere(header.bench))


def _scenario(record: ScenarioRecord) -> ScenarioRecord:
    reason = _short(record.reason) if state_of(record) in OWN_WORDS else record.reason
    return msgspec.structs.replace(record, reason=reason, file=_short(record.file), nodeid=_short(record.nodeid))


def _footer(footer: Footer) -> Footer:
    return msgspec.structs.replace(footer, remark=_short(footer.remark))


def _short(text: str) -> str:
    return _FOLDERS.sub(lambda folders: folders[0] if folders[0] == "/dev/" else "", text)


def _everywhere(value: Any) -> Any:
    match value:
        case str():
            return _short(value)
        case dict():
            return {key: _everywhere(item) for key, item in value.items()}
        case list() | tuple():
            return [_everywhere(item) for item in value]
    return value
