"""What it takes to report on long runs and to compare them, against json.loads of the same lines.

The records are made up: scenarios that passed, and in the newer run one in a hundred that failed, for one of three
causes. Each command runs in a process of its own, whose time and peak of resident memory are measured; the partner is
a process that reads the same lines with json.loads and keeps none. Two transcripts of 10 MB are aligned in another one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from measuring import ATCONFORM, ratios, show

SCENARIOS = 100_000
TURNS = 3
GOAL = "goal for 100,000 scenarios: at most 10 s and 300 MB"
LINES = 250_000
"""Of a transcript: 10 MB."""

PARTNER = "import json, sys\nfor path in sys.argv[1:]:\n    for line in open(path, 'rb'): json.loads(line)"
ALIGNMENT = (
    "import sys\nfrom pathlib import Path\nfrom atconform.results.alignment import align\n"
    "align(*(Path(name).read_text() for name in sys.argv[1:]))"
)
REASONS = (
    "no '+NEW CLIENT CONNEC: 1' within 30 s",
    "said [ERROR], expected [OK]",
    "the server received '' within 10 s",
)


class Need(NamedTuple):
    """What a process needed."""

    seconds: float
    megabytes: float


def need_of(command: Sequence[str | Path]) -> Need:
    """Run a command to its end."""
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return Need(time.perf_counter() - begun, used.ru_maxrss / 1024)


def records(scenarios: int, failing: bool) -> Iterator[dict[str, Any]]:
    """Make up a run."""
    module = {"unit": "m", "family": "sim800", "emulated": True, "transport": "memory", "uncertainty": 0}
    started = "2026-01-01T00:00:00+00:00"
    head = {"format": 1, "run": "made-up", "started": started, "suite": "0", "catalogue": "0", "modules": [module]}
    yield {"kind": "header", **head}
    for number in range(scenarios):
        bad = {"verdict": "fail", "reason": REASONS[number % 3], "basis": "note", "rests_on": ["SIM800-2.2.4-T1"]}
        time_taken = {"name": "answer.time", "unit": "us", "earliest": 1000 + number, "latest": 1100 + number}
        yield {
            "kind": "scenario",
            "id": f"escape-{number}",
            "family": "sim800",
            "unit": "m",
            "title": "Data mode is left by three plus signs",
            "verdict": "pass",
            "requirements": ["SIM800-2.2.4-T1", "SIM800-2.2.4-R1"],
            "figures": [time_taken],
            "nodeid": f"features/rules/escape.feature::Data mode is left[sim800-{number}]",
            "line": 10,
            "file": "features/rules/escape.feature",
            "section": "SIM800 2.2.4",
            "steps": ["Given the module is ready", "When the host sends AT+CIPSTART=1", "Then the module answers OK"],
            **(bad if failing and number % 100 == 0 else {}),
        }
    yield {"kind": "footer", "ended": started, "verdicts": {"pass": scenarios}, "exit_code": 0}


def written(folder: Path, scenarios: int, failing: bool) -> Path:
    """Write a made-up run, and return its record."""
    folder.mkdir()
    file = folder / "run.jsonl"
    lines = (json.dumps(record, separators=(",", ":")) for record in records(scenarios, failing))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def transcript(file: Path, answer: str) -> Path:
    """Write a transcript of 10 MB; every tenth line is the answer."""
    lines = (
        f"{number / 1000:11.6f}  {'<' if number % 2 else '>'}  {answer if number % 10 == 9 else f'AT+{number}'}<CR><LF>"
        for number in range(LINES)
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def measure(title: str, ours: Sequence[str | Path], theirs: Sequence[str | Path], remark: str) -> None:
    """Take turns, and print what both took."""
    taken = [(need_of(ours), need_of(theirs)) for _ in range(TURNS)]
    seconds, partner = ([pair[side].seconds for pair in taken] for side in (0, 1))
    rows = [
        ("time", seconds, "s"),
        ("partner", partner, "s"),
        ("ratio", ratios(seconds, partner), ""),
        ("memory at its peak", [pair[0].megabytes for pair in taken], "MB"),
    ]
    show(title, rows, remark)


def main() -> None:
    """Measure every command that reads whole records, and the alignment of two long transcripts."""
    scenarios = int(sys.argv[1]) if len(sys.argv) > 1 else SCENARIOS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old, new = written(folder / "old", scenarios, False), written(folder / "new", scenarios, True)
        page = folder / "page.html"
        for words, read in (
            (["report", old, "--output", page], [old]),
            (["report", old, "--markdown"], [old]),
            (["show", old], [old]),
            (["compare", old, new], [old, new]),
            (["compare", old, new, "--html", page, "--markdown"], [old, new]),
        ):
            title = f"{' '.join(str(word).removeprefix(f'{folder}/') for word in words)}: {scenarios:,} scenarios a run"
            measure(title, [*ATCONFORM, *words], [sys.executable, "-c", PARTNER, *read], GOAL)
        both = [transcript(folder / "one", "OK"), transcript(folder / "other", "ERROR")]
        ours = [sys.executable, "-c", ALIGNMENT, *both]
        measure("two transcripts of 10 MB aligned", ours, [sys.executable, "-c", PARTNER, old], "partner: one record")


if __name__ == "__main__":
    main()
