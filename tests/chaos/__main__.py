"""``python -m tests.chaos --rounds N --seed S``: rounds of trouble, and what they found. Exit code 1 if anything."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.chaos.faults import FAULTS
from tests.chaos.rounds import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=len(FAULTS), metavar="N")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), metavar="S")
    parser.add_argument("--kind", choices=sorted(FAULTS), action="append", help="only this kind of trouble")
    parser.add_argument("--lanes", type=int, default=2, metavar="N", help="rounds side by side")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what the rounds left behind")
    options = parser.parse_args()
    kinds, found = options.kind or list(FAULTS), 0
    print(f"{options.rounds} rounds, seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(options.lanes) as lanes:
        folder = options.keep or Path(temporary)

        def play_one(number: int) -> tuple[str, list[str]]:
            return play(folder / str(number), kinds[number % len(kinds)], options.seed + number)

        for number, (became, complaints) in enumerate(lanes.map(play_one, range(options.rounds))):
            found += len(complaints)
            print(f"{number:4} {became}", *complaints, sep="\n     ! ", flush=True)
    print(f"{options.rounds} rounds, {found} complaints")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
