"""``python -m tests.place.cutting [WORDS]``: scenarios are cut behind each step, and a run begins on what is left."""

from __future__ import annotations

import argparse
import sys
import time

from atconform.commands.selfcheck import record
from atconform.selfcheck.sharing import shared
from tests.place.cutting.rig import HOSTS, behind_each_step


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.place.cutting", description=__doc__)
    parser.add_argument("words", nargs="*", help="words of scenario titles, as for run -k")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="only every Nth scenario")
    parser.add_argument("--next", choices=[*HOSTS, "same run"], default="wire", help="the run that follows")
    options = parser.parse_args()
    begin = time.perf_counter()
    scenarios = record(options.words)[:: options.sample]
    outcomes = shared(lambda number: behind_each_step(scenarios[number], options.next), len(scenarios))
    count = found = 0
    for scenario, told in zip(scenarios, outcomes, strict=True):
        count += len(told)
        found += sum(map(bool, told))
        for step, why in enumerate(told, 1):
            if why:
                print(f"{scenario.name} cut behind step {step}\n  ! {why}", flush=True)
    seconds = time.perf_counter() - begin
    print(f"{len(scenarios)} scenarios, {count} cuts, {found} not brought back; {seconds:.0f} s")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
