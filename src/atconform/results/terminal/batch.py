"""What the terminal shows of several modules that the suite is played on at once: a line for each, and the odd ones."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from atconform.base.exitcodes import ExitCode
from atconform.results.batch import OUTPUT, last_line
from atconform.results.terminal.following import Followed
from atconform.results.terminal.summary import COLUMNS, SHOWN, short_duration, unbroken

if TYPE_CHECKING:
    from atconform.results.comparison import Key

ENDED: dict[int, str] = {
    ExitCode.PASSED: "passed",
    ExitCode.FAILED: "failed",
    ExitCode.CUT_OFF: "cut off",
    ExitCode.NOTHING_RAN: "nothing ran",
    ExitCode.INCONCLUSIVE: "inconclusive",
}
"""What became of a run; one that was used wrongly says itself why."""
STYLES: dict[int, str] = {ExitCode.PASSED: "green", ExitCode.FAILED: "bold red", ExitCode.INCONCLUSIVE: "yellow"}
BEST_FIRST = (
    ExitCode.PASSED,
    ExitCode.INCONCLUSIVE,
    ExitCode.NOTHING_RAN,
    ExitCode.FAILED,
    ExitCode.CUT_OFF,
    ExitCode.WRONG_USE,
)
"""The exit code of several runs is the worst of theirs."""
JUDGED = ("pass", "fail")
NOT_PASSED = ("fail", "error", "inconc")
"""What is told of a run that goes on."""


class ModuleRun(NamedTuple):
    """One module's run, however far it is."""

    unit: str
    run: Followed
    code: int | None
    """The exit code; None while it goes on."""
    seconds: float = 0.0
    said: str = ""
    """What the run said last; the reason, where it came to nothing."""


def worst(codes: Sequence[int]) -> ExitCode:
    """Choose the exit code of all runs; one that a signal has ended counts as cut off."""
    known = (ExitCode(code) if code in BEST_FIRST else ExitCode.CUT_OFF for code in codes)
    return max(known, key=BEST_FIRST.index)


def recorded(folder: Path) -> ModuleRun:
    """Read the run of one module of a batch back, as far as it came."""
    run = Followed(folder)
    run.look()
    said = last_line((folder / OUTPUT).read_text("utf-8", errors="replace"))
    if run.footer is None:
        return ModuleRun(folder.name, run, ExitCode.CUT_OFF if run.header else ExitCode.WRONG_USE, said=said)
    return ModuleRun(folder.name, run, run.footer.exit_code, run.footer.wall_seconds, said)


def batch_summary(runs: Sequence[ModuleRun], folder: Path) -> RenderableType:
    """Lay a batch out: a line for each module, what tells them apart and what fails on all, where the records lie.

    :param folder: of the batch, as the user would type it
    """
    name = shlex.quote(str(folder))
    lines = [
        f"records: {name}, a folder for each module",
        f"one module: atconform show {name}/MODULE",
        f"one scenario on each: atconform show {name} ID",
        f"side by side: atconform report {name}",
    ]
    return Group(batch_table(runs), *odd_ones(runs), *common_failures(runs), Text(), *map(unbroken, lines))


def progress(runs: Sequence[ModuleRun], gone: float) -> str:
    """Say in a line how far the runs are.

    :param gone: seconds since they began
    """
    return f"{short_duration(round(gone))}: {'; '.join(map(_how_far, runs))}"


def _how_far(one: ModuleRun) -> str:
    counts = _count(one.run)
    words = [f"{one.unit} {_ended(one, counts) if one.code is not None else _played(one, counts)}"]
    words += [f"{counts[name]} {name}" for name in NOT_PASSED if counts[name]]
    return " ".join([words[0], *(f"({word})" for word in [", ".join(words[1:])] if word)])


def batch_table(runs: Sequence[ModuleRun]) -> Table:
    """Lay the runs out, a line each: what was tested, the verdicts, how it ended."""
    counted = [_count(one.run) for one in runs]
    used = [name for name in COLUMNS if any(counts[name] for counts in counted)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("module", no_wrap=True)
    table.add_column("firmware")
    for name in used:
        table.add_column(name, justify="right", style=COLUMNS[name])
    table.add_column("")
    table.add_column("", no_wrap=True)
    for one, counts in zip(runs, counted, strict=True):
        numbers = (str(counts[name] or "·") for name in used)
        time = short_duration(one.seconds) if one.seconds else ""
        table.add_row(one.unit, _firmware(one.run), *numbers, _ending(one, counts), time)
    return table


def _count(run: Followed) -> Counter[str]:
    return Counter(cell for scenario in run.tally.scenarios.values() for cell in scenario.cells)


def _firmware(run: Followed) -> str:
    module = run.header.modules[0] if run.header is not None else None
    return (module.revision or module.identity) if module is not None else ""


def _ending(one: ModuleRun, counts: Counter[str]) -> Text:
    if one.code is None:
        return Text(_played(one, counts), style="dim")
    return Text(_ended(one, counts), style=STYLES.get(one.code, "magenta"), overflow="fold")


def _played(one: ModuleRun, counts: Counter[str]) -> str:
    """Say how far a run is that goes on."""
    total = one.run.header.scenarios if one.run.header is not None else 0
    done = sum(counts[name] for name in COLUMNS if name not in ("flaky", "remarks"))
    return f"{done} of {total} played" if total else "begins"


def _ended(one: ModuleRun, counts: Counter[str]) -> str:
    return ", ".join(filter(None, [_how(one, counts), _skipped(one.run, counts)]))


def _how(one: ModuleRun, counts: Counter[str]) -> str:
    """Say how a run ended: in its own words where it was cut off, or played and was not what it had to be."""
    played = any(counts[name] for name in ("pass", "inconc", "known"))
    own_words = one.code == ExitCode.CUT_OFF or (one.code == ExitCode.NOTHING_RAN and played)
    remark = one.run.footer.remark if own_words and one.run.footer is not None else ""
    return remark or ENDED.get(one.code or 0) or one.said


def _skipped(run: Followed, counts: Counter[str]) -> str:
    return f"{counts['skip']} of {len(run.tally.scenarios)} skipped" if counts["skip"] else ""


def odd_ones(runs: Sequence[ModuleRun]) -> list[Text]:
    """Name the scenarios that some modules pass and others fail: what tells one module of a batch from the rest."""
    odd = {key: units for key, units in _judged(runs).items() if all(units.values())}
    if not odd:
        return []
    lines = [Text(), Text(f"the modules do not agree in {_counted(odd)}")]
    for key, units in list(odd.items())[:SHOWN]:
        lines.append(
            Text.assemble(
                ("  " + str(key), "bold"),
                "  fails on ",
                (", ".join(sorted(units["fail"])), "bold red"),
                f", passes on {len(units['pass'])}",
            )
        )
    if len(odd) > SHOWN:
        lines.append(Text(f"  and {len(odd) - SHOWN} more"))
    return lines


def common_failures(runs: Sequence[ModuleRun]) -> list[Text]:
    """Name the scenarios that several modules fail and none passes: that tells of their firmware, or of the place."""
    common = {key: units for key, units in _judged(runs).items() if len(units["fail"]) > 1 and not units["pass"]}
    if not common:
        return []
    lines = [Text(), Text(f"no module passes {_counted(common)}")]
    for key, units in list(common.items())[:SHOWN]:
        lines.append(Text.assemble((f"  {key}", "bold"), "  fails on ", (", ".join(sorted(units["fail"])), "bold red")))
    if len(common) > SHOWN:
        lines.append(Text(f"  and {len(common) - SHOWN} more"))
    return lines


def _judged(runs: Sequence[ModuleRun]) -> Mapping[Key, dict[str, set[str]]]:
    """Gather for each scenario which modules pass it, and which fail it."""
    verdicts: Mapping[Key, dict[str, set[str]]] = defaultdict(lambda: {verdict: set() for verdict in JUDGED})
    for one in runs:
        for key, scenario in one.run.tally.scenarios.items():
            for verdict in JUDGED:
                if scenario.verdicts[verdict]:
                    verdicts[key][verdict].add(one.unit)
    return verdicts


def _counted(scenarios: Mapping[Key, object]) -> str:
    return "1 scenario" if len(scenarios) == 1 else f"{len(scenarios)} scenarios"
