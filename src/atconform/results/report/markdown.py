"""Summaries for a pull request: Markdown in which all that a module printed stands as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from atconform.requirements.catalogue import Catalogue
from atconform.results import grounds
from atconform.results.comparison import Change, Difference, Key, attempts, telling
from atconform.results.records import Run, ScenarioRecord
from atconform.results.report.looks import DID_NOT_PASS, LOOKS, State, rank, state_of, worst
from atconform.results.report.page import interval
from atconform.results.report.payload import Rerun
from atconform.results.report.source import Source
from atconform.results.terminal.summary import name_of

MOST = 50
"""How many scenarios are spelt out; a comment on a pull request has an end."""


def run_summary(source: Source, catalogue: Catalogue, rerun: Rerun) -> str:
    """Sum up a run: what was tested, verdicts by chapter, what did not pass and how it is played again."""
    run, scenarios = source.run, source.scenarios
    bad = sorted((record for record in scenarios if state_of(record) in DID_NOT_PASS), key=rank)
    played = attempts(run)
    lines = [f"## atconform: {_said(scenarios)}", "", *_modules(run), *_warnings(source.warnings), ""]
    lines += _chapter_table(scenarios, catalogue.chapter_titles())
    if by_basis := grounds.spelt(grounds.counted(scenarios)):
        lines += ["", f"Failed {by_basis}."]
    for record in bad[:MOST]:
        states = [state_of(attempt) for attempt in played[Key(record.family, record.id, record.case)]]
        why = "\n".join([_why(record), *grounds.told(record, catalogue)])
        lines += ["", *_details(_headline(record, states), [why, rerun(run, record)])]
    if len(bad) > MOST:
        lines += ["", f"and {len(bad) - MOST} more that did not pass"]
    return "\n".join(lines) + "\n"


def comparison_summary(
    old: Source, new: Source, differences: Sequence[Difference], catalogue: Catalogue, only: Sequence[Change] = ()
) -> str:
    """Sum up what changed from one run to another, the worst first.

    :param only: the changes that are spelt out; none are all
    """
    changes = get_args(Change)
    counted = Counter(difference.change for difference in differences)
    said = ", ".join(f"{counted[change]} {change}" for change in changes if counted[change])
    lines = [f"## atconform: {said}", ""]
    for name, source in (("old", old), ("new", new)):
        lines += [f"- {name}: {escaped(source.run.header.run)}", *(f"  {line}" for line in _modules(source.run))]
        lines += [f"  {line}" for line in _warnings(source.warnings)]
    told = telling(differences, only, brief=True)
    for difference in told[:MOST]:
        headline = (
            f"<b>{difference.change}</b>",
            _code(str(difference.key)),
            difference.key.family,
            escaped(difference.title),
        )
        why = [difference.why or "-", *_grounds(difference, catalogue)]
        lines += ["", *_details(" ".join(headline), ["\n".join(why)])]
    if len(told) > MOST:
        lines += ["", f"and {len(told) - MOST} more changes"]
    return "\n".join([*lines, *_figure_table(telling(differences, only))]) + "\n"


def _grounds(difference: Difference, catalogue: Catalogue) -> list[str]:
    """Write down what it rests on that is otherwise than expected now, or was before."""
    return grounds.explained(*difference.ground, catalogue) if difference.ground else []


def _figure_table(differences: Iterable[Difference]) -> list[str]:
    rows = [
        f"| {escaped(figure.name)} | {_code(str(d.key))} {d.key.family} | "
        f"{interval(figure.old, figure.unit)} | {interval(figure.new, figure.unit)} |"
        for d in differences
        for figure in d.changed_figures
    ]
    head = ["", "| figure that differs | scenario | old | new |", "|---|---|---|---|"]
    return [*head, *rows] if rows else []


def escaped(text: str) -> str:
    """Write a text so that Markdown and HTML have nothing to say about it."""
    text = (
        text.replace("&", "&amp;").replace("#", "&#35;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    )
    return re.sub(r"([\\`*_{}\[\]()!|~])", r"\\\1", " ".join(text.split()))


def fenced(text: str) -> list[str]:
    """Put a text into a code block whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *text.splitlines(), fence]


def _said(scenarios: Sequence[ScenarioRecord]) -> str:
    counted = Counter(map(state_of, scenarios))
    states = ", ".join(f"{counted[state]} {look.word}" for state, look in LOOKS.items() if counted[state])
    if not scenarios:
        return "nothing ran"
    return f"{len(scenarios)} scenario{'s' if len(scenarios) > 1 else ''}, {states}"


def _modules(run: Run) -> list[str]:
    return [
        f"- {escaped(module.unit)} ({escaped(module.name)}), "
        f"{escaped(module.firmware or module.identity or 'unknown firmware')}, "
        f"over {escaped(module.transport)}{', **EMULATED**' if module.emulated else ''}"
        for module in run.header.modules
    ]


def _warnings(warnings: Iterable[str]) -> list[str]:
    return [f"- ⚠ **{escaped(warning)}**" for warning in warnings]


def _chapter_table(scenarios: Sequence[ScenarioRecord], titles: dict[str, str]) -> list[str]:
    by_chapter: dict[str, Counter[State]] = {}
    for record in scenarios:
        by_chapter.setdefault(record.section.partition(".")[0] or "other", Counter())[state_of(record)] += 1
    used = [state for state in LOOKS if any(counted[state] for counted in by_chapter.values())]
    if not used:
        return []
    rows = [
        f"| {escaped(chapter)} {escaped(titles.get(chapter, ''))} | "
        + " | ".join(str(counted[state] or "·") for state in used)
        + " |"
        for chapter, counted in sorted(by_chapter.items(), key=lambda entry: _natural(entry[0]))
    ]
    head = " | ".join(f"{LOOKS[state].symbol} {LOOKS[state].word}" for state in used)
    return [f"| chapter | {head} |", f"|---|{'---:|' * len(used)}", *rows]


def _natural(chapter: str) -> tuple[str, int]:
    note, _, number = chapter.rpartition(" ")
    return (note, int(number)) if number.isdigit() else (chapter, 0)


def _headline(record: ScenarioRecord, states: Sequence[State]) -> str:
    cell = worst(states)
    said = f"{cell.look.word}, {cell.count} of {cell.of} times" if cell.count < cell.of else cell.look.word
    return f"{cell.look.symbol} <b>{said}</b> {_code(name_of(record))} {record.family} {escaped(record.title)}"


def _why(record: ScenarioRecord) -> str:
    return "\n".join(filter(None, (record.reason, record.not_as_known))) or "no reason was recorded"


def _code(text: str) -> str:
    return f"<code>{escaped(text)}</code>"


def _details(headline: str, texts: Iterable[str]) -> list[str]:
    blocks = [line for text in texts for line in ("", *fenced(text))]
    return [f"<details><summary>{headline}</summary>", *blocks, "", "</details>"]
