"""What the terminal shows of several modules that the suite is played on at once: a line for each, and the odd ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from atconform.base.exitcodes import ExitCode
from atconform.results.terminal.summary import COLUMNS, SHOWN, short_duration

if TYPE_CHECKING:
    from atconform.results.comparison import Key
    from atconform.results.terminal.following import Followed

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
    for one, counts in zip(runs, counted, strict=True):
        numbers = (str(counts[name] or "·") for name in used)
        table.add_row(one.unit, _firmware(one.run), *numbers, _ending(one, counts))
    return table


def _count(run: Followed) -> Counter[str]:
    return Counter(cell for scenario in run.tally.scenarios.values() for cell in scenario.cells)


def _firmware(run: Followed) -> str:
    module = run.header.modules[0] if run.header is not None else None
    return (module.revision or module.identity) if module is not None else ""


def _ending(one: ModuleRun, counts: Counter[str]) -> Text:
    if one.code is None:
        total = one.run.header.scenarios if one.run.header is not None else 0
        done = sum(counts[name] for name in COLUMNS if name not in ("flaky", "remarks"))
        return Text(f"{done} of {total} played" if total else "begins", style="dim")
    words = [_how(one, counts), _skipped(one.run, counts), short_duration(one.seconds)]
    return Text(", ".join(filter(None, words)), style=STYLES.get(one.code, "magenta"), overflow="fold")


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
    verdicts: Mapping[Key, dict[str, set[str]]] = defaultdict(lambda: {verdict: set() for verdict in JUDGED})
    for one in runs:
        for key, scenario in one.run.tally.scenarios.items():
            for verdict in JUDGED:
                if scenario.verdicts[verdict]:
                    verdicts[key][verdict].add(one.unit)
    odd = {key: units for key, units in verdicts.items() if all(units.values())}
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


def _counted(scenarios: Mapping[Key, object]) -> str:
    return "1 scenario" if len(scenarios) == 1 else f"{len(scenarios)} scenarios"
