"""``atconform selfcheck``: breaks the emulated module on purpose, and lists what no scenario notices."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import get_args

import click
from rich.progress import track
from rich.table import Table

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.terminal import Terminal
from atconform.base.verdict import Verdict
from atconform.emulator.families import FAMILIES
from atconform.play import alone, suite
from atconform.selfcheck import accepted, rightful
from atconform.selfcheck.defects import Defect, Outcome, look_for_all
from atconform.selfcheck.replay import Recorded, Survivor, figure_survives, usual, wire_survivors
from atconform.selfcheck.sharing import shared


@click.command("selfcheck")
@click.argument("selection", nargs=-1)
@click.option(
    "--sample", type=int, default=1, metavar="N", help="Only every Nth: scenario, for wire mutants, or defect."
)
@click.option("--figures/--no-figures", "with_figures", default=True, help="Figure mutants too.")
@click.option("--rightful", is_flag=True, help="Play modules instead that are unlike ours and right: none may fail.")
@click.option("--defects", is_flag=True, help="Look for the firmware defects of tests/defects instead.")
@click.option("--mutants", is_flag=True, help="Mutants as well, beside --rightful or --defects.")
def command(
    selection: tuple[str, ...], sample: int, with_figures: bool, rightful: bool, defects: bool, mutants: bool
) -> int:
    """Break the module on purpose. SELECTION: words of scenario titles, as for run -k; of defects, parts of their ids.

    Exit code 1 if a mutant survives that is not on the list of accepted ones, if a scenario fails on a rightful module,
    or if a defect is not found in a scenario that carries its requirement.
    """
    console, mutants = Terminal(), mutants or not (rightful or defects)
    if defects and selection and (rightful or mutants):
        raise UsageError("words select either defects or scenarios", "look for the defects by a command of their own")
    look = _defects(selection, sample) if defects else None
    scenarios = record(() if defects else selection)
    console.print(f"{len(scenarios)} scenarios recorded")
    codes = [ExitCode.PASSED]
    if mutants:
        codes.append(_mutants(scenarios, sample, console, with_figures=with_figures and not selection))
    if rightful:
        codes.append(_rightful(scenarios, sample, console))
    if look is not None:
        codes.append(look(scenarios, console))
    return max(codes)


def _mutants(scenarios: list[Recorded], sample: int, console: Terminal, *, with_figures: bool) -> ExitCode:
    """Play the scenarios on mutants, and list those that survive."""
    begin = time.perf_counter()
    survivors, count = _wire(scenarios[::sample], console)
    moved, figure_survivors = _figures(scenarios, console) if with_figures else (0, [])
    unknown = [s for s in survivors + figure_survivors if accepted.reason(s) is None]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("scenario", "mutant", "of", "accepted because"):
        table.add_column(column, overflow="fold")
    for survivor in survivors + figure_survivors:
        table.add_row(survivor.scenario, survivor.mutant, survivor.sent, accepted.reason(survivor) or "")
    if table.row_count:
        console.print(table)
    seconds = time.perf_counter() - begin
    console.print(
        f"{count} wire mutants, {len(survivors)} survived; {moved} figure mutants, {len(figure_survivors)} survived; "
        f"{len(unknown)} without an accepted reason; {seconds:.0f} s"
    )
    return ExitCode.FAILED if unknown else ExitCode.PASSED


def _defects(selection: tuple[str, ...], sample: int) -> Callable[[list[Recorded], Terminal], ExitCode]:
    """Return what looks for every defect, or for every Nth, with recorded scenarios.

    :raises UsageError: there is no table of defects here, or none that was selected
    """
    table, acts = _table_of_defects()
    chosen = [one for one in table if all(word in one.id for word in selection)][::sample]
    if not chosen:
        raise UsageError("no defect is selected", "name a part of an id, as in tests/defects")

    def look(scenarios: list[Recorded], console: Terminal) -> ExitCode:
        begin = time.perf_counter()
        looking = look_for_all(chosen, scenarios, acts)
        found = list(track(looking, "defects", total=len(chosen), console=console))
        counts = Counter(one.outcome for one in found)
        for one in found:
            if one.outcome != "found" or not one.as_expected:
                console.print(f"{one.defect.id}  {one.defect.requirement}  {one.outcome}", style="bold", soft_wrap=True)
                for line in filter(None, (one.scenario, one.defect.unseen and f"unseen: {one.defect.unseen}")):
                    console.print(f"  {line}", soft_wrap=True)
        told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in get_args(Outcome) if counts[outcome])
        wrong = sum(not one.as_expected for one in found)
        console.print(f"{len(found)} defects: {told}; {wrong} not as they should; {time.perf_counter() - begin:.0f} s")
        return ExitCode.FAILED if wrong else ExitCode.PASSED

    return look


def _table_of_defects() -> tuple[Sequence[Defect], Callable[[Defect], bool]]:
    """Find the table of defects, which is part of a checkout.

    :raises UsageError: this is none
    """
    suite.importable()
    try:
        return import_module("tests.defects.table").DEFECTS, import_module("tests.defects.probing").acts
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("tests"):
            raise UsageError("there is no tests/defects here", "the table of defects is part of a checkout") from None
        raise


def _rightful(scenarios: list[Recorded], sample: int, console: Terminal) -> ExitCode:
    """Play the scenarios on every rightful module; with a sample every module gets other ones."""
    modules = [name for family in FAMILIES for name in rightful.names(family)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("module")
    for column in ("pass", "remarked", "inconc", "fail", "error"):
        table.add_column(column, justify="right")

    def outcome(number: int) -> rightful.Outcome:
        mine = [scenario for scenario in scenarios if scenario.family == modules[number].partition("@")[0]]
        return rightful.play(modules[number], mine[number % sample :: sample])

    against = []
    outcomes = shared(outcome, len(modules))
    for one in track(outcomes, "rightful modules", total=len(modules), console=console):
        if not one.verdicts:
            continue
        counts = [one.verdicts[verdict] for verdict in (Verdict.PASS, Verdict.INCONC, Verdict.FAIL, Verdict.ERROR)]
        table.add_row(one.name, *(str(count or "·") for count in (counts[0], one.remarked, *counts[1:])))
        against += [(one.name, *what) for what in one.against]
    console.print(table)
    for name, scenario, why in against:
        console.print(f"{name}  {scenario}\n  {why}")
    return ExitCode.FAILED if against else ExitCode.PASSED


def record(selection: tuple[str, ...]) -> list[Recorded]:
    """Play the suite once in memory, and keep the steps of what passes.

    :raises UsageError: nothing passes
    """
    place = suite.folder()
    sys.path.insert(0, str(place))
    from fixtures.selfcheck import Recorder

    recorder = Recorder()
    arguments = [str(suite.features()), f"--rootdir={place}", f"--confcutdir={place}", "-c", os.devnull]
    arguments += ["-qq", "--no-header", "--tb=no", "--no-summary", "-p", "no:cacheprovider"]
    arguments += ["--no-record", "--emulated"] + (["-k", " and ".join(selection)] if selection else [])
    with open(os.devnull, "w") as nowhere:
        stdout, sys.stdout = sys.stdout, nowhere
        try:
            alone.main(arguments, plugins=[recorder])
        finally:
            sys.stdout = stdout
    if not recorder.scenarios:
        raise UsageError("no scenario that was selected passes", "see atconform run")
    return recorder.scenarios


def _wire(scenarios: list[Recorded], console: Terminal) -> tuple[list[Survivor], int]:
    def outcome(number: int) -> tuple[list[Survivor], int]:
        scenario = scenarios[number]
        return wire_survivors(usual(scenario.family), scenario)

    outcomes = shared(outcome, len(scenarios))
    survivors, count = [], 0
    for found, mutants in track(outcomes, "wire mutants", total=len(scenarios), console=console):
        survivors += found
        count += mutants
    return survivors, count


def _figures(scenarios: list[Recorded], console: Terminal) -> tuple[int, list[Survivor]]:
    moves = [
        (family, name, change)
        for family in sorted({scenario.family for scenario in scenarios})
        for name, step in FAMILIES[family].figures.movable().items()
        for change in (step, -step)
    ]

    def survivor(number: int) -> Survivor | None:
        family, name, change = moves[number]
        figures = FAMILIES[family].figures
        value = figures.values()[name] + change
        mine = [scenario for scenario in scenarios if scenario.family == family]
        survives = figure_survives(family, figures.varied({name: value}), mine)
        return Survivor(family, f"{name} {change:+}", str(value)) if survives else None

    found = track(shared(survivor, len(moves)), "figure mutants", total=len(moves), console=console)
    return len(moves), [one for one in found if one is not None]
