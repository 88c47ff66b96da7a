"""One round: a run, trouble at a random moment of it, and what has to hold all the same."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atconform.base.exitcodes import ExitCode
from tests.chaos.faults import FAULTS
from tests.chaos.rig import Rig, Run
from tests.commands.terminal import atconform, scenarios

POOL = (
    "attached",
    "close-slow-tcp",
    "data-mode-on-connect",
    "escape-gap-kept",
    "escape-in-time",
    "escape-not-left-alone",
    "escape-too-early",
    "multi-tcp-and-udp",
    "receive-ip-header",
    "send-fixed-length",
    "status-states",
    "tcp-connects",
    "tcp-receives",
)
"""Scenarios that take some seconds each, and need neither modem lines nor a network that can be told."""
AFTER = ["tcp-receives", "escape-in-time"]
"""What the next run plays."""
PROGRESS = re.compile(r"^([.FEsik]+)(?: +\[ *\d+%\])?$", re.MULTILINE)
PLAYED = (ExitCode.PASSED, ExitCode.FAILED, ExitCode.CUT_OFF, ExitCode.INCONCLUSIVE)
"""How a run ends that has played something."""
NO_JUDGEMENT = ("inconc", "error", "none", "skip")
MOMENTS = 9.0
"""Seconds within which something happens to a run."""

Verdicts = dict[tuple[str, str], str]


@cache
def memory_verdicts() -> Verdicts:
    """Return how the scenarios end on a module in memory, to which nothing happens."""
    with TemporaryDirectory() as folder:
        atconform("run", "--module", "sim800", "--report", "memory", *scenarios(*POOL), where=Path(folder))
        return _verdicts(_records(Path(folder, "memory", "run.jsonl"), []))


def play(folder: Path, kind: str, seed: int, count: int = 6, within: float = MOMENTS) -> tuple[str, list[str]]:
    """Play one round; tells what became of it in one line, and what should not have been.

    :param count: scenarios to be played
    :param within: seconds within which it happens
    """
    rng, fault = random.Random(seed), FAULTS[kind]
    chosen = sorted(rng.sample(POOL, count))
    folder.mkdir(parents=True)
    truth = {name: verdict for name, verdict in memory_verdicts().items() if name[0] in chosen}
    complaints: list[str] = []
    rig = Rig(folder, direct=fault.direct, with_switch=fault.with_switch, with_peer=fault.with_peer)
    try:
        run = rig.start("run", chosen)
        moment = rng.uniform(0, within)
        if run.plays() and run.goes_on_for(moment):
            fault.act(rig, run, rng)
        code = run.end()
        became = _check(run, code, truth, complaints)
        rig.mend()
        _check_next(rig.start("next", AFTER), complaints)
    finally:
        rig.close()
    return f"{kind} after {moment:.1f} s: exit {code}, {became}", complaints


def _check(run: Run, code: int | None, truth: Verdicts, complaints: list[str]) -> str:
    """Hold what a run left behind against what it should have; tells its verdicts."""
    records = _records(run.record, complaints)
    judged = _verdicts(records)
    for name, verdict in judged.items():
        if verdict not in (truth[name], *NO_JUDGEMENT):
            complaints.append(f"{name} was judged {verdict}, and is {truth[name]}: {_reason(records, name)}")
    shown = len("".join(PROGRESS.findall(run.output())))
    if shown > len(judged):
        complaints.append(f"{shown} verdicts were shown, {len(judged)} are in the record")
    if code is None:
        complaints.append("the run hung")
    if "Traceback" in run.output():
        complaints.append("the user saw a traceback")
    footers = [record for record in records if record["kind"] == "footer"]
    if footers and judged.keys() != truth.keys():
        complaints.append(f"the record does not speak of {sorted(truth.keys() - judged.keys())}")
    if footers and ("none" in judged.values()) > (code == ExitCode.CUT_OFF):
        complaints.append(f"the run was cut off, but ended with exit code {code}")
    if code in PLAYED and not footers and records:
        complaints.append(f"no footer, at exit code {code}")
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(Counter(judged.values()).items())) or "nothing"


def _check_next(run: Run, complaints: list[str]) -> None:
    code = run.end()
    verdicts = _verdicts(_records(run.record, complaints))
    if (
        code not in (ExitCode.PASSED, ExitCode.INCONCLUSIVE)
        or not verdicts
        or not set(verdicts.values()) <= {"pass", "inconc"}
    ):
        complaints.append(f"the next run did not recover: exit {code}, {verdicts}\n{run.output()[-800:]}")


def _records(path: Path, complaints: list[str]) -> list[dict[str, Any]]:
    """Read a record; each of its lines has to be whole."""
    if not path.exists():
        return []
    text = path.read_text()
    if not text.endswith("\n"):
        complaints.append("the last line of the record is not whole")
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


def _verdicts(records: list[dict[str, Any]]) -> Verdicts:
    scenarios = (record for record in records if record["kind"] == "scenario")
    return {(record["id"], record.get("case", "")): record["verdict"] for record in scenarios}


def _reason(records: list[dict[str, Any]], name: tuple[str, str]) -> str:
    return next(str(record.get("reason")) for record in records if (record.get("id"), record.get("case", "")) == name)
