"""A draft of a list of known failures: every scenario of a run that failed, to be read and explained by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from atconform.results.comparison import Key, attempts
from atconform.results.insignificant import masked
from atconform.results.records import ModuleUnderTest, Run, ScenarioRecord

UNEXPLAINED = "not explained yet"
"""Stands where a person has to write the reason."""

_MARK = re.compile(r"<[a-z]+>")


def draft(run: Run) -> str:
    """Write a list, in TOML, with which the run would not have failed.

    What failed only sometimes is named in a comment: a known failure fails every time.
    """
    return "\n\n".join(_parts(run)) + "\n"


def _parts(run: Run) -> Iterator[str]:
    found = {key: records for key, records in attempts(run).items() if any(r.verdict == "fail" for r in records)}
    yield "\n".join([f"# What failed in {run.header.run}: {len(found)}.", *(f"# {c}" for c in run.complaints)])
    for key, records in found.items():
        failed = [record for record in records if record.verdict == "fail"]
        if len(failed) < len(records):
            yield f"# {key} ({key.family}) failed {len(failed)} of {len(records)} times: flaky, so not listed."
            continue
        texts = dict.fromkeys(stable(record.reason) for record in failed)
        yield from (_entry(key, failed[0], text, run.header.module(failed[0])) for text in texts)


def _entry(key: Key, record: ScenarioRecord, text: str, module: ModuleUnderTest) -> str:
    firmware = _quoted(module.revision)
    lines = [
        f"# {record.title}",
        "[[known]]",
        f"scenario = {_quoted(str(key))}",
        f"family = {_quoted(module.name)}",
        *([f"firmware = {{ from = {firmware}, to = {firmware} }}"] if module.firmware else []),
        f"reason = {_quoted(record.known or UNEXPLAINED)}",
        f"contains = {_quoted(text)}",
    ]
    return "\n".join(lines)


def stable(reason: str) -> str:
    """Find the longest piece of a reason without addresses, ports, times and signal figures."""
    pieces = [piece.strip() for piece in _MARK.split(masked(reason))]
    return max((piece for piece in pieces if piece in reason), key=len, default="") or reason


def _quoted(text: str) -> str:
    """Write a text as TOML does, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
