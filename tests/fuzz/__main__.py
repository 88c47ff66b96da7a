"""``python -m tests.fuzz --minutes N --seed S [SUBJECT ...]``: attacks, and what they found. Exit code 1 if anything.

Subjects are core, reading, judge, framer, endpoint and records, or one of each by its whole name, as core-sim800.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time

from tests.fuzz import core, endpoints, judge, reading, records
from tests.fuzz.attack import Finding, Round, Subject

SUBJECTS = [subject for part in (core, reading, judge, endpoints, records) for subject in part.SUBJECTS]
CASES = 400
"""How many cases a round has, of a subject that is not slow; a round is the same from one seed."""


def named(names: list[str]) -> list[Subject]:
    """Return the subjects of these names, or of all; a name stands for all that begin with it."""
    return [one for one in SUBJECTS if not names or one.name.startswith(tuple(names))]


def tell(subject: Subject, seed: int, finding: Finding) -> None:
    """Print what was found, the smallest case that shows it, and what brings it back."""
    print(f"\n! {subject.name}: {finding.what}\n  {finding.told}")
    for step in finding.case:
        print(f"    {step!r}")
    print(f"  again: python -m tests.fuzz --rounds 1 --seed {seed} {subject.name}\n", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help="only these; all if none is named")
    parser.add_argument("--minutes", type=float, default=1, metavar="N", help="how long new rounds are begun (1)")
    parser.add_argument("--rounds", type=int, metavar="N", help="how many rounds, instead of minutes")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), metavar="S")
    options = parser.parse_args()
    subjects = named(options.subjects)
    if not subjects:
        parser.error(f"no such subject; there are {', '.join(one.name for one in SUBJECTS)}")
    print(f"seed {options.seed}, {len(subjects)} subjects", flush=True)
    until, known, played = time.monotonic() + 60 * options.minutes, frozenset[str](), 0
    for number in itertools.count() if options.rounds is None else range(options.rounds):
        if options.rounds is None and time.monotonic() > until:
            break
        subject, seed = subjects[number % len(subjects)], options.seed + number
        done = Round(subject, seed, CASES, known)
        played += done.played
        for finding in done.found:
            tell(subject, seed, finding)
        known |= {finding.what for finding in done.found}
    print(f"{played} cases, {len(known)} findings")
    return bool(known)


if __name__ == "__main__":
    sys.exit(main())
