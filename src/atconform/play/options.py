"""The options of a run, each declared once: ``atconform run`` and the suite under pytest both read this table."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atconform.base.basis import Basis


class Side(enum.Enum):
    """Who takes an option."""

    BOTH = enum.auto()
    """The command line, which passes it on to the suite."""
    OF_PYTEST = enum.auto()
    """The command line, which passes it on; pytest has it anyhow."""
    COMMAND = enum.auto()
    """The command line alone."""
    SUITE = enum.auto()
    """The suite alone; on the command line it stands after ``--``."""


Kind = Literal["flag", "text", "file", "folder", "number", "positive number", "choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option."""

    name: str
    """With its dashes."""
    help: str
    """A sentence, or several words that end like one."""
    metavar: str = ""
    """What a user reads in the place of the value; empty for a flag."""
    kind: Kind = "text"
    several: bool = False
    """Whether it may be given more than once."""
    choices: tuple[str, ...] = ()
    """What a choice is made from."""
    default: Any = None
    """What the suite takes where it is not given."""
    side: Side = Side.BOTH
    hidden: bool = False
    """Whether the command line's help leaves it out."""

    @property
    def key(self) -> str:
        """The name of its value among those of the others."""
        return self.name.lstrip("-").replace("-", "_")

    def spelt(self, value: Any) -> list[str]:
        """Write it as arguments; none where it was not given.

        :param value: true for a flag, a sequence for what may be given more than once; None or false: not given
        """
        if value is None or value is False:
            return []
        if self.kind == "flag":
            return [self.name]
        values = value if self.several else [value]
        if self.name.startswith("--"):
            return [f"{self.name}={one}" for one in values]
        return [word for one in values for word in (self.name, str(one))]


OPTIONS = (
    Option(
        name="--module",
        metavar="FAMILY[@VARIANT]",
        several=True,
        help="The module, or its name in the bench file; default: every family, emulated.",
    ),
    Option(name="--port", metavar="URL", help="Serial port of a module; default: the bench file's, or the emulator."),
    Option(name="--baudrate", metavar="N", kind="number", help="Of the port; default: 115200, or the bench file's."),
    Option(
        name="--bench",
        metavar="FILE",
        kind="file",
        help="Bench file: the set-up of the place; default: bench.toml, if it is there, without its power and [allow].",
    ),
    Option(name="--emulated", kind="flag", help="Emulated modules, whatever bench.toml is there."),
    Option(
        name="--each",
        kind="flag",
        side=Side.COMMAND,
        help="Play the suite on each module of the bench file, side by side.",
    ),
    Option(
        name="--share",
        kind="flag",
        help="Share the suite out among the modules of the bench file, which are equal.",
    ),
    Option(
        name="-k",
        metavar="WORDS",
        side=Side.OF_PYTEST,
        help="Only scenarios whose title has these words (and, or, not).",
    ),
    Option(name="-m", metavar="MARKS", side=Side.OF_PYTEST, help="Only scenarios with these marks (and, or, not)."),
    Option(name="--section", metavar="N.N", several=True, help="Only this section of the note, and those below it."),
    Option(name="--requirement", metavar="ID", several=True, help="Only scenarios of this requirement."),
    Option(name="--scenario", metavar="ID", several=True, help="Only this scenario: ID, or ID[CASE]."),
    Option(name="--resume", metavar="RUN", help="Only what a run that was cut off has left."),
    Option(name="--failed", metavar="RUN", help="Only what did not pass in a run."),
    Option(name="--smoke", kind="flag", help="Only the few scenarios that show that all is well."),
    Option(name="--list", kind="flag", help="Say what would run, and what is skipped and why."),
    Option(name="--earlier", metavar="RUN", help="An earlier run there, which tells how long this one takes."),
    Option(name="--strict", kind="flag", side=Side.OF_PYTEST, help="A tolerated deviation fails its scenario."),
    Option(
        name="--basis",
        metavar="BASIS",
        kind="choice",
        choices=tuple(map(str, reversed(Basis))),
        default=str(min(Basis)),
        help="The weakest basis that is judged: note, manual, observed or own; default: own.",
    ),
    Option(name="--report", metavar="DIR", kind="folder", help="Where the record goes."),
    Option(
        name="--progress",
        kind="flag",
        side=Side.SUITE,
        hidden=True,
        help="Show how far the run is, in the place of pytest's lines.",
    ),
    Option(name="--no-allure", kind="flag", help="Write no results for Allure; a run in memory is shorter by a fifth."),
    Option(name="--no-record", kind="flag", side=Side.SUITE, help="Write no record of the run."),
    Option(name="--one-module", kind="flag", help="Play everything on one emulated module, as on hardware."),
    Option(
        name="--delays",
        metavar="DELAYS",
        kind="choice",
        choices=("short", "normal"),
        help="How long an emulated module in memory takes: short, or normal, as a real one; default: short.",
    ),
    Option(
        name="--processes",
        metavar="N",
        kind="positive number",
        side=Side.COMMAND,
        help="Processes that share a run in memory; default: one, for the whole suite one a processor, at most 4.",
    ),
    Option(name="--repeat", metavar="N", kind="positive number", default=1, help="Play each scenario N times."),
    Option(
        name="--confirm",
        kind="flag",
        help="Play once more what failed; what then passes is inconclusive.",
    ),
    Option(
        name="--known",
        metavar="FILE",
        help="The known failures; default: known-failures.toml, if it is there.",
    ),
    Option(
        name="--patience",
        metavar="SECONDS",
        kind="number",
        default=30,
        side=Side.SUITE,
        help="Wait so long for a module that went away; default: 30.",
    ),
    Option(
        name="--max-skips",
        metavar="N",
        kind="number",
        help="End with 5 where more than N scenarios are skipped and nothing failed.",
    ),
    Option(
        name="--require",
        metavar="CAPABILITY",
        several=True,
        help="End with 5 where the place lacks this, for instance dns, and nothing failed.",
    ),
    Option(name="-x", kind="flag", side=Side.OF_PYTEST, help="Stop at the first scenario that does not pass."),
    Option(
        name="--tied",
        kind="flag",
        side=Side.COMMAND,
        hidden=True,
        help="End as by Ctrl-C when standard input is closed.",
    ),
)
"""In the order in which help shows them."""

OF_THE_COMMAND = tuple(option for option in OPTIONS if option.side is not Side.SUITE)
"""What ``atconform run`` takes."""
OF_THE_SUITE = tuple(option for option in OPTIONS if option.side in (Side.BOTH, Side.SUITE))
"""What the suite declares to pytest."""


def passed_on(given: Mapping[str, Any], without: Collection[str] = ()) -> list[str]:
    """Write the arguments for the suite of what the command line was given.

    :param given: values by the keys of their options
    :param without: names of options that are left out
    """
    passed = (option for option in OF_THE_COMMAND if option.side is not Side.COMMAND and option.name not in without)
    return [word for option in passed for word in option.spelt(given[option.key])]
