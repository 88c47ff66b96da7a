"""Playing again what was played, or should have been: which scenarios of an earlier run, and by which command."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atconform.results.comparison import Key, key_of

if TYPE_CHECKING:
    from atconform.results.records import Header, ModuleUnderTest, Run, RunReader, ScenarioRecord


OWN_FILE = re.compile(r"(?!-|features/)/?[\w@.-]+(/[\w@.-]+)*\.feature")
"""A feature file of a user's own, which has to be named; those of the suite are known. Whatever else a record has
there, an option for instance, is kept out of a command that somebody is going to type.
"""

NOT_PASSED = ("fail", "inconc", "error")
"""What is worth another playing."""


@dataclass(frozen=True, slots=True)
class Again:
    """Which scenarios of an earlier run are to be played."""

    named: frozenset[Key]
    others: bool = False
    """Whether ``named`` are those that are left out, and all others are taken."""

    def takes(self, key: Key) -> bool:
        """Return whether a scenario is to be played."""
        return (key in self.named) is not self.others


def rest_of(run: RunReader) -> Again:
    """Choose what a run that was cut off has left.

    One that could still say why it ended names what it did not play. One that could not, because it was killed, has
    left whatever it does not name.
    """
    left: set[Key] = set()
    judged: set[Key] = set()
    for record in run.scenarios:
        (left if record.verdict == "none" else judged).add(key_of(record))
    return Again(frozenset(left)) if run.footer is not None else Again(frozenset(judged - left), others=True)


def not_passed_in(run: RunReader) -> Again:
    """Choose what failed in a run, was inconclusive or in error, in any attempt; known failures are none of these."""
    bad = (record for record in run.scenarios if record.verdict in NOT_PASSED)
    return Again(frozenset(key_of(record) for record in bad if not record.known or record.not_as_known))


def name_of(scenario: ScenarioRecord) -> str:
    """Name a scenario as the command line does: ``id``, or ``id[case]``."""
    return f"{scenario.id}[{scenario.case}]" if scenario.case else scenario.id


def scenario_again(run: Run | RunReader, record: ScenarioRecord) -> str:
    """Spell the command that plays a scenario again, at the same place."""
    module = run.header.module(record)
    own = [record.file] if OWN_FILE.fullmatch(record.file) else []
    return shlex.join(["atconform", "run", *own, "--scenario", name_of(record), *_place(run.header, [module])])


def rest_again(run: Run | RunReader, folder: Path) -> str:
    """Spell the command that plays what a run has left, at the same place.

    :param folder: where the run's records are, as the user would type it
    """
    return shlex.join(["atconform", "run", "--resume", str(folder), *_place(run.header, run.header.modules)])


def _place(header: Header, modules: Iterable[ModuleUnderTest]) -> list[str]:
    """Spell the options that name the place and what is judged; several emulated families need no name."""
    first, *others = modules
    bench, in_memory = header.bench.get("file"), first.transport == "memory"
    # A file that was found in the folder is not named, since more of it would count then.
    words = ["--bench", str(bench)] if bench and not header.bench.get("found") else []
    of_the_bench = bool(bench) and first.unit != first.transport
    if others:
        words += ["--emulated"] if in_memory else ["--share"]
    else:
        words += ["--module", first.unit if of_the_bench else first.name]
    if not in_memory and not of_the_bench:
        words += ["--port", first.transport, "--baudrate", str(header.bench.get("baudrate", 115200))]
    if delays := header.bench.get("delays"):
        words += ["--delays", str(delays)]
    if header.bench.get("one_module"):
        words += ["--one-module"]
    if header.basis != "own":
        words += ["--basis", header.basis]
    if header.strict:
        words += ["--strict"]
    return words
