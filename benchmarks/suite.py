"""The whole suite in memory, with Allure results, as ``atconform run`` plays it: every family, or the one named.

It has three partners, each with the same scenarios, with Allure results and a JUnit file as well:

- the suite itself, under all of its own plugins, with steps that do nothing: what playing and judging costs;
- pytest-bdd alone with the suite's vocabulary, whose steps do nothing: what the suite's plugins cost as well (records,
  transcripts, steps shown in Allure, a module powered up for each scenario);
- pytest-bdd alone with one step that does nothing, in the place of all: what looking up steps costs as well.

Each is a process of its own, measured whole. Processor time is given too, since it tells more than the clock where
other programs keep the machine busy.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from measuring import ATCONFORM, family, ratios, show

from atconform.base.exitcodes import ExitCode
from atconform.play import suite

TURNS = 5
GOAL = 1.5
GOAL_SECONDS = 15
PLAYED = (ExitCode.PASSED, ExitCode.FAILED, ExitCode.INCONCLUSIVE)
"""Exit codes of a run that was played to its end, with any verdicts."""
PLUGINS = ["-p", "no:randomly", "-p", "no:cacheprovider"]
OUTPUT = ["-q", "--no-header", "--tb=no", "-r", "N"]
UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTEST_ADDOPTS")
"""What of the environment would change the figures: all keep their compiled modules, and have no other options."""
EMPTY_VOCABULARY = """
from pytest_bdd import given, parsers, scenarios, then, when
from steps.vocabulary import read

scenarios(".")


class AnyPhrase(parsers.StepParser):
    def is_matching(self, name):
        return read(self.name, name) is not None

    def parse_arguments(self, name):
        return {}


@given(AnyPhrase("given"))
@when(AnyPhrase("when"))
@then(AnyPhrase("then"))
def nothing() -> None:
    pass
"""
EMPTIED = """
from atconform.judge.bench import Bench
from atconform.judge.session import Session

KEPT = ("figure", "time", "limits", "fill_in", "close")


def nothing(*arguments, **keywords):
    return None


for name, function in list(vars(Bench).items()):
    if callable(function) and not name.startswith("_") and name not in KEPT:
        setattr(Bench, name, nothing)
for name in ("be_silent", "set_line", "is_silent"):
    setattr(Session, name, nothing)
"""
ONE_EMPTY_STEP = """
from pytest_bdd import given, scenarios

scenarios(".")


@given("nothing happens")
def nothing() -> None:
    pass
"""


class Cost(NamedTuple):
    """What a process took, in seconds."""

    wall: float
    processor: float


def cost_of(command: Sequence[str], folder: Path, right: Collection[int]) -> Cost:
    """Run a process in a folder; an exit code that is not right ends the benchmark."""
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (suite.folder(), suite.PACKAGE.parent, folder)))
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode not in right:
        sys.exit(f"could not be played: {' '.join(command)}\n{(ended.stdout + ended.stderr)[-2000:]}")
    return Cost(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def play_suite(report: Path, *, emptied: bool = False) -> Cost:
    """Play the suite, with its steps or with empty ones."""
    module = ["--module", family()] if sys.argv[1:] else []
    command = [*ATCONFORM, "run", *module, "--report", str(report)]
    return cost_of([*command, "--", "-p", "emptied"] if emptied else command, report.parent, PLAYED)


def play_empty(features: Path, report: Path) -> Cost:
    """Play scenarios that do nothing."""
    where = [str(features), f"--rootdir={features}", f"--confcutdir={features}", "-c", os.devnull]
    results = [f"--alluredir={report / 'allure-results'}", f"--junitxml={report / 'junit.xml'}"]
    command = [sys.executable, "-m", "pytest", *where, *OUTPUT, *PLUGINS, *results]
    return cost_of(command, features, [0])


def records_of(report: Path) -> list[dict[str, Any]]:
    """Read the scenarios of a run that were played, in the order of their files."""
    records = map(json.loads, (report / "run.jsonl").read_text(encoding="utf-8").splitlines())
    played = [record for record in records if record["kind"] == "scenario" and record["verdict"] != "skip"]
    return sorted(played, key=lambda record: str(record["file"]))


def write_empty(
    folder: Path, steps: str, records: Sequence[dict[str, Any]], spell: Callable[[str], str] = lambda step: step
) -> Path:
    """Write a scenario for each that was played, with the steps that it got to, and the module of these steps."""
    folder.mkdir()
    (folder / "test_empty.py").write_text(steps, encoding="utf-8")
    by_file = itertools.groupby(records, key=lambda record: str(record["file"]))
    for number, (_, scenarios) in enumerate(by_file):
        lines = [f"Feature: file {number}"]
        for index, record in enumerate(scenarios):
            lines.append(f"  Scenario: {index}")
            lines += [f"    {spell(step.splitlines()[0])}" for step in steps_of(record)]
        (folder / f"{number}.feature").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def steps_of(record: dict[str, Any]) -> list[str]:
    """Return the steps that a scenario got to."""
    return list(record.get("steps", ()))


def main() -> None:
    """Play all four in turns."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        play_suite(place / "first")
        records = records_of(place / "first")
        vocabulary = write_empty(place / "vocabulary", EMPTY_VOCABULARY, records)
        one_step = write_empty(place / "one-step", ONE_EMPTY_STEP, records, lambda step: "Given nothing happens")
        (place / "emptied.py").write_text(EMPTIED, encoding="utf-8")
        costs: list[list[Cost]] = [[], [], [], []]
        for turn in range(1 + TURNS):
            costs[0].append(play_suite(place / f"suite-{turn}"))
            costs[1].append(play_suite(place / f"emptied-{turn}", emptied=True))
            costs[2].append(play_empty(vocabulary, place / f"vocabulary-{turn}"))
            costs[3].append(play_empty(one_step, place / f"one-step-{turn}"))
    # The first turn compiles modules, and does not count.
    wall = [[cost.wall for cost in series[1:]] for series in costs]
    processor = [[cost.processor for cost in series[1:]] for series in costs]
    passed = sum(record["verdict"] == "pass" for record in records)
    show(
        f"{len(records)} scenarios ({passed} pass) with {sum(map(len, map(steps_of, records)))} steps",
        [
            (f"atconform run, {family() if sys.argv[1:] else 'every family'}", wall[0], "s"),
            *(
                row
                for index, name in enumerate(
                    ("its own steps, empty", "pytest-bdd, its steps", "pytest-bdd, one step"), 1
                )
                for row in (
                    (name, wall[index], "s"),
                    ("ratio", ratios(wall[0], wall[index]), "x"),
                    ("ratio of processor times", ratios(processor[0], processor[index]), "x"),
                )
            ),
        ],
        f"{len(records) / statistics.median(wall[0]):.0f} scenarios a second",
        f"goal: at most {GOAL} x its own steps, empty; and less than {GOAL_SECONDS} s on two cores",
    )


if __name__ == "__main__":
    main()
