"""A draft of a list of known failures: every scenario of a run that failed, to be read and explained by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atconform.base.plain import Made
from atconform.results.comparison import Key, attempts
from atconform.results.insignificant import masked
from atconform.results.known import UNEXPLAINED
from atconform.results.output.toml import comment, inline, joined, table
from atconform.results.records import ModuleUnderTest, Run, ScenarioRecord

_MARK = re.compile(r"<[a-z]+>")


def draft(run: Run) -> Made:
    """Write a list, in TOML, with which the run would not have failed, once a person has explained each entry.

    What failed only sometimes is named in a comment: a known failure fails every time.
    """
    return joined([joined(_parts(run), "\n\n"), Made()])


def _parts(run: Run) -> Iterator[Made]:
    found = {key: records for key, records in attempts(run).items() if any(r.verdict == "fail" for r in records)}
    yield joined([comment(f"What failed in {run.header.run}: {len(found)}."), *map(comment, run.complaints)])
    for key, records in found.items():
        failed = [record for record in records if record.verdict == "fail"]
        if len(failed) < len(records):
            times = f"{len(failed)} of {len(records)} times"
            yield comment(f"{key} ({key.family}) failed {times}: flaky, so not listed.")
            continue
        texts = dict.fromkeys(filter(str.strip, (stable(record.reason) for record in failed)))
        if not texts:
            yield comment(f"{key} ({key.family}) failed without a reason that could be recognised, so not listed.")
        yield from (_entry(key, failed[0], text, run.header.module(failed[0])) for text in texts)


def _entry(key: Key, record: ScenarioRecord, text: str, module: ModuleUnderTest) -> Made:
    firmware = {"firmware": inline({"from": module.revision, "to": module.revision})} if module.firmware else {}
    entry: dict[str, str | Made] = {"scenario": str(key), "family": module.name, **firmware}
    entry |= {"reason": record.known or UNEXPLAINED, "contains": text}
    return joined([comment(record.title), *table("known", entry)])


def stable(reason: str) -> str:
    """Find the longest piece of a reason without addresses, ports, times and signal figures."""
    pieces = [piece.strip() for piece in _MARK.split(masked(reason))]
    return max((piece for piece in pieces if piece in reason), key=len, default="") or reason
