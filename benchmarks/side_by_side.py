"""Modules side by side against one after another: emulators on pseudo-terminals, a bench file, a far end of its own.

Every module is a process, and so is the far end and each run, as on a bench. The scenarios are those that wait for most
of their time: the guard times of the escape sequence. First the suite is played on all of them at once (``--each``),
then on each of them in turn, and then shared out among all (``--share``); the figures are those of the clock on the
wall, from the start of ``atconform run`` to its end.

    python benchmarks/side_by_side.py [FAMILY] [--modules=8]
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import ATCONFORM, family, give_up, program, show

from atconform.results.records import read_run

MODULES = 8
OPTION = "--modules="
TOKEN = "side by side, side by side"
WAITING = ("--section", "2.2.4")
"""The escape sequence in the notes of SIM800 and SIM7000."""
GOAL = 0.9


def play(where: Path, report: str, *options: str) -> tuple[float, float]:
    """Play scenarios; tells the seconds on the wall and those of the processor."""
    command = [*ATCONFORM, "run", "--bench", "bench.toml", *WAITING, "--report", report, *options]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        give_up(done.stdout)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    name = family()
    count = next((int(word.removeprefix(OPTION)) for word in sys.argv if word.startswith(OPTION)), MODULES)
    units = [f"slot{number}" for number in range(1, count + 1)]
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        where = Path(folder)
        (where / "token").write_text(TOKEN)
        said = stack.enter_context(program(where, "peer", "--listen", "127.0.0.1:0", "--token-file", "token"))
        bench = f"[peer]\nurl = 'tcp://{said.split()[3]}'\ntoken_file = 'token'\n"
        for number, unit in enumerate(units, start=1):
            line = ("--pty", "--link", unit, "--address", f"127.0.0.{number}", "--quick")
            stack.enter_context(program(where, "emulate", name, *line))
            bench += f"[module.{unit}]\nport = '{where / unit}'\n"
        (where / "bench.toml").write_text(bench)
        each, busy = play(where, "each", "--each")
        turns = [play(where, f"turn-{unit}", "--module", unit)[0] for unit in units]
        shared, _ = play(where, "share", "--share")
        runs = [read_run(where / "each" / unit) for unit in units]
    played = sum(scenario.verdict != "skip" for run in runs for scenario in run.scenarios)
    show(
        f"{count} modules ({name}), section {WAITING[1]}, {played // count} scenarios on each",
        [
            ("one after another", [sum(turns)], "s"),
            ("side by side", [each], "s"),
            ("so many times as fast", [sum(turns) / each], f"of {count}; goal: {GOAL * count:.1f}"),
            ("the same on one, alone", turns, "s"),
            ("the same, shared among all", [shared], "s"),
            ("processor, by a scenario", [1000 * busy / played], "ms, starting included"),
        ],
    )


main()
