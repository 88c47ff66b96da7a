"""Records that are broken in every place and way: values of other types, too large, too deep, or not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STARTED = "2026-01-02T03:04:05+00:00"
MODULE = {"unit": "left", "family": "sim800", "emulated": True, "transport": "memory", "uncertainty": 0, "edge": 0}
MODULE |= {"identity": "SIM800", "firmware": "1418B05SIM800L24", "remark": "", "variant": ""}
HEADER = {"kind": "header", "format": 1, "run": "r", "started": STARTED, "suite": "0", "catalogue": "c"}
HEADER |= {"modules": [MODULE], "scenarios": 2, "strict": True, "basis": "own", "bench": {"file": "b", "baudrate": 1}}
FIGURE = {"name": "that", "unit": "us", "earliest": 1, "latest": 2, "limit": "at most 1 s"}
BROKEN = {"basis": "own", "rests_on": ["G07"], "text": "came X"}
SCENARIO = {"kind": "scenario", "id": "a", "case": "b", "family": "sim800", "unit": "left", "title": "A"}
SCENARIO |= {"verdict": "fail", "reason": "no OK", "basis": "note", "rests_on": ["SIM800-2.2.4-T1"], "known": ""}
SCENARIO |= {"not_as_known": "", "remarks": ["r"], "broken": [BROKEN], "requirements": ["SIM800-2.2.4-T1"]}
SCENARIO |= {"figures": [FIGURE], "module_seconds": 1.5, "wall_seconds": 0.5, "attempt": 1, "nodeid": "n", "file": "f"}
SCENARIO |= {"transcript": "transcripts/a.txt", "line": 1, "section": "SIM800 2.2.4", "steps": ["s"]}
FOOTER = {"kind": "footer", "ended": STARTED, "verdicts": {"fail": 1}, "exit_code": 1, "known": 0}
FOOTER |= {"known_faults": ["k"], "wall_seconds": 1.0, "remark": "m"}

ABSENT = object()


def nested(depth: int) -> Any:
    """Make lists and objects in one another."""
    value: Any = "deep"
    for _ in range(depth):
        value = [{"k": value}]
    return value


VALUES = [
    *(ABSENT, None, True, 0, -1, 7, 2**53, 2**63, 10**30, -(10**30), 1e308, -1e308, 0.5),
    *("", "x", "²", "SIM800 ²", "9" * 5000, f"SIM800 {'9' * 5000}.1", "at most " + "9" * 400 + " s", "x" * 10_000),
    *("a\ud800b", "skip", "none", "../../x", [], [[]], [None], [{}], ["x"] * 100),
    *({}, {"": None}, {"fail": -1}, {"file": {}, "delays": [], "baudrate": {}}, nested(10), nested(60), nested(300)),
]
SPOILT_BYTES = (b"\xff", b"\xed\xa0\x80", b"\x00", b"\n", b'"', b"\xef\xbb\xbf")


def spoilt(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Put every value into every place of a record, one at a time."""
    for key, value in record.items():
        for wrong in VALUES:
            yield {name: item for name, item in (record | {key: wrong}).items() if item is not ABSENT}
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (record | {key: [inner]} for inner in spoilt(value[0]))


def line(record: object) -> bytes:
    """Write a record as a line, half characters as JSON escapes them."""
    return json.dumps(record).encode() + b"\n"


def deep(depth: int) -> bytes:
    """Write lists in one another, more than a program would."""
    return b'{"kind":"header","bench":' + b"[" * depth + b"]" * depth + b"}\n"


def write(folder: Path, *lines: bytes) -> Path:
    """Write a run of these lines, with a transcript."""
    (folder / "transcripts").mkdir(parents=True, exist_ok=True)
    (folder / "transcripts" / "a.txt").write_text(f"\n  step\n   0.000001  <  OK\n  {'9' * 5000}.000001  <  OK\n")
    (folder / "run.jsonl").write_bytes(b"".join(lines))
    return folder


def whole() -> list[bytes]:
    """Make the lines of a run that is whole."""
    return [line(HEADER), line(SCENARIO), line(SCENARIO | {"id": "b", "verdict": "pass", "basis": None}), line(FOOTER)]


def of_spoilt_scenarios() -> list[bytes]:
    """Make the lines of a run in which every scenario is spoilt in another place; they all go together in one."""
    lines = (line({"id": f"s{number}"} | record) for number, record in enumerate(spoilt(SCENARIO)))
    return [line(HEADER), *lines, line(FOOTER)]


def broken_runs() -> Iterator[list[bytes]]:
    """Make the lines of runs of which each is broken in another way."""
    (first, *rest, last), content = whole(), b"".join(whole())
    yield from ([line(record), *rest, last] for record in spoilt(HEADER))
    yield from ([first, *rest, line(record)] for record in spoilt(FOOTER))
    for cut in range(0, len(content), 97):
        yield from ([content[:cut]], [content[cut:]])
    for position in range(0, len(content), 211):
        yield from ([content[:position], wrong, content[position + 1 :]] for wrong in SPOILT_BYTES)
    yield [first, *rest, *rest, last, last]
    yield from ([first, first, *rest], [last, first], [*rest], [b"\n\n", first, b"\r\n"])
    for depth in (100, 1000, 100_000):
        yield from ([deep(depth)], [first, deep(depth), *rest])
    yield [first, *(line(SCENARIO | {"family": family}) for family in ("sim9", "sim7000")), last]
