"""What memory a run needs for each scenario that it plays: its peak with many repetitions, against that with few.

Its partner is itself: what both need, Python, the suite and its scenarios, is in both. The words after the name choose
scenarios as those of ``run -k`` do; less than a thousand plays tell nothing, since memory is taken in pieces.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from measuring import ATCONFORM, give_up, show

WORDS = "sim800 and send"
FEW, MANY = 5, 30
TURNS = 2
GOAL = 5


class Need(NamedTuple):
    """What a run needed."""

    scenarios: int
    """That were played, each repetition counted."""
    peak: int
    """Resident memory, in kB."""


def need_of(folder: Path, words: str, times: int) -> Need:
    """Play scenarios a number of times each, in a process of its own."""
    report = folder / "run"
    run = subprocess.Popen(
        [*ATCONFORM, "run", "-k", words, "--repeat", str(times), "--report", str(report)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    _, _, used = os.wait4(run.pid, 0)
    if not (report / "run.jsonl").is_file():
        give_up(f"nothing was played: {words}")
    lines = (report / "run.jsonl").read_text(encoding="utf-8").splitlines()
    return Need(sum(json.loads(line)["kind"] == "scenario" for line in lines), used.ru_maxrss)


def a_scenario(words: str) -> float:
    """Measure what a scenario adds to the peak, in kB."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        less, more = need_of(Path(few), words, FEW), need_of(Path(many), words, MANY)
    return (more.peak - less.peak) / (more.scenarios - less.scenarios)


def main() -> None:
    """Measure what a scenario adds to the peak."""
    words = " ".join(sys.argv[1:]) or WORDS
    title = f"resident memory at its peak, for each scenario played: --repeat {MANY} against --repeat {FEW}"
    show(title, [(words, [a_scenario(words) for _ in range(TURNS)], "kB")], f"goal: at most {GOAL} kB")


if __name__ == "__main__":
    main()
