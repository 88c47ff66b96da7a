"""What a run on a wire takes, against what its scenarios wait for at the least.

    python benchmarks/wire.py [FAMILY] [OPTIONS OF atconform run]
    python benchmarks/wire.py sim800 --section 2.1

The module is `atconform emulate`, with the delays of a real one, on a pseudo-terminal, in a process of its own. At the
least a run takes the silences that scenarios state, guard times among them, and what module and network take for what
they are asked. Everything else is what playing costs: bringing the module back, listening whether something comes that
nobody asked for, and the host's own work. A family takes minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import wire_clock
from measuring import ATCONFORM, give_up, program, show

from atconform.base.exitcodes import ExitCode
from atconform.results.records import read_run

GOAL, GOAL_SECONDS = 1.15, 0.25
PLAYED = (ExitCode.PASSED, ExitCode.FAILED, ExitCode.INCONCLUSIVE)
"""Exit codes of a run that was played to its end, with any verdicts."""


def play(family: str, port: Path, folder: Path, *options: str) -> tuple[dict[str, float], float]:
    """Play scenarios; returns what the time was used for, and all of it, in seconds."""
    result = folder / "clock.json"
    where = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(Path(__file__).parent))))
    chosen = ["--module", family, "--port", str(port), "--report", str(folder / "run"), *options]
    begin = time.monotonic()
    done = subprocess.run(
        [*ATCONFORM, "run", *chosen, "--", "-p", "wire_clock"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONPATH": where, wire_clock.RESULT: str(result)},
        check=False,
    )
    if done.returncode not in PLAYED:
        give_up(done.stdout)
    return json.loads(result.read_text(encoding="utf-8")), time.monotonic() - begin


def main() -> None:
    """Play, and show what the time was used for."""
    named = [word for word in sys.argv[1:2] if not word.startswith("-")]
    family, options = (named or ["sim800"])[0], sys.argv[1 + len(named) :]
    with tempfile.TemporaryDirectory() as temporary:
        folder, port = Path(temporary), Path(temporary) / "module"
        with program(folder, "emulate", family, "--pty", "--link", str(port)):
            spent, took = play(family, port, folder, *options)
        run = read_run(folder / "run")
    played = [one.verdict for one in run.scenarios if one.verdict != "skip"]
    stated, module = spent["stated"], spent["module"]
    least = stated + module
    costs = {
        "listening at the end": spent["quiet"],
        "bringing the module back": spent["back"],
        "the host's own work": spent["host"],
    }
    show(
        f"{family} on a pseudo-terminal, normal delays: {len(played)} scenarios, {played.count('pass')} pass",
        [
            ("silences that scenarios state", [stated], "s"),
            ("what module and network take", [module], "s"),
            *((name, [cost], "s") for name, cost in costs.items()),
            ("beginning and end of the run", [took - least - sum(costs.values())], "s"),
            ("the run", [took], "s"),
            ("against what it takes at the least", [took / least], f"x; goal: {GOAL}"),
            *((f"a scenario: {name}", [cost / len(played)], "s") for name, cost in costs.items()),
            ("a scenario, beside its waits", [sum(costs.values()) / len(played)], f"s; goal: {GOAL_SECONDS}"),
        ],
    )


if __name__ == "__main__":
    main()
