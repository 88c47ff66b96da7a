"""Summaries for a pull request, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import get_args

from atconform.requirements.catalogue import Catalogue
from atconform.results import grounds
from atconform.results.again import name_of
from atconform.results.causes import Cause, by_figure, counts, grouped
from atconform.results.chapters import chapter_of, in_order
from atconform.results.comparison import Change, Difference, Key, attempts, telling
from atconform.results.output.markdown import Markdown, code, details, escaped, filled, joined
from atconform.results.records import Run, ScenarioRecord
from atconform.results.report.looks import DID_NOT_PASS, LOOKS, State, rank, state_of, worst
from atconform.results.report.page import interval
from atconform.results.report.payload import Rerun
from atconform.results.report.source import Source

EMPTY = Markdown("")
MOST = 50
"""How many scenarios or causes are spelt out; a comment on a pull request has an end."""
STATEMENTS = 5
"""How many statements are told that the expectation behind a cause rests on."""


def run_summary(source: Source, catalogue: Catalogue, rerun: Rerun) -> Markdown:
    """Sum up a run: what was tested, verdicts by chapter, what did not pass and how it is played again."""
    run, scenarios = source.run, source.scenarios
    bad = sorted((record for record in scenarios if state_of(record) in DID_NOT_PASS), key=rank)
    played = attempts(run)
    lines = [filled("## atconform: {}", _said(scenarios)), EMPTY, *_modules(run), *_warnings(source.warnings), EMPTY]
    lines += _chapter_table(scenarios, catalogue.chapter_titles())
    if by_basis := grounds.spelt(grounds.counted(scenarios)):
        lines += [EMPTY, filled("Failed {}.", by_basis)]
    for record in bad[:MOST]:
        states = [state_of(attempt) for attempt in played[Key(record.family, record.id, record.case)]]
        why = "\n".join([_why(record), *grounds.told(record, catalogue)])
        lines += [EMPTY, *details(_headline(record, states), [why, rerun(run, record)])]
    if len(bad) > MOST:
        lines += [EMPTY, filled("and {} more that did not pass", len(bad) - MOST)]
    return joined([*lines, EMPTY])


def comparison_summary(
    old: Source, new: Source, differences: Sequence[Difference], catalogue: Catalogue, only: Sequence[Change] = ()
) -> Markdown:
    """Sum up what changed from one run to another, the worst first.

    :param only: the changes that are spelt out; none are all
    """
    changes = get_args(Change)
    counted = Counter(difference.change for difference in differences)
    said = ", ".join(f"{counted[change]} {change}" for change in changes if counted[change])
    lines = [filled("## atconform: {}: {}", counts(len(differences)), said), EMPTY]
    for name, source in (("old", old), ("new", new)):
        lines += [filled("- {}: {}", name, source.run.header.run)]
        lines += [filled("  {}", line) for line in (*_modules(source.run), *_warnings(source.warnings))]
    causes = grouped(telling(differences, only, brief=True))
    for change, alike in groupby(causes[:MOST], key=lambda cause: cause.change):
        every = [cause for cause in causes if cause.change == change]
        total = counts(sum(len(cause.differences) for cause in every), len(every))
        lines += [EMPTY, filled("### {}: {}", change, total)]
        for cause in alike:
            lines += [EMPTY, *_cause(cause, catalogue)]
    if len(causes) > MOST:
        lines += [EMPTY, filled("and {} more causes", len(causes) - MOST)]
    return joined([*lines, *_figure_table(telling(differences, only)), EMPTY])


def _cause(cause: Cause, catalogue: Catalogue) -> list[Markdown]:
    """Write down a cause: what came and what was expected, on what that rests, and which scenarios it is about."""
    first = cause.differences[0]
    if len(cause.differences) == 1:
        headline = filled("<b>{}</b> {} {} {}", cause.change, code(str(first.key)), first.key.family, first.title)
    else:
        number, what = counts(len(cause.differences)), cause.words or cause.said or "-"
        headline = filled("<b>{}</b> {}: {}", cause.change, number, what)
    why = [cause.said or "-", *_grounds(cause, catalogue)]
    named = [f"{d.key}  {d.key.family}  {d.title}" for d in cause.differences[:MOST]]
    if len(cause.differences) > MOST:
        named.append(f"and {len(cause.differences) - MOST} more")
    return details(headline, ["\n".join(why), *(["\n".join(named)] if len(named) > 1 else [])])


def _grounds(cause: Cause, catalogue: Catalogue) -> list[str]:
    if cause.ground is None:
        return []
    basis, names = cause.ground
    left = [f"  and {len(names) - STATEMENTS} more"] if len(names) > STATEMENTS else []
    return [*grounds.explained(basis, names[:STATEMENTS], catalogue), *left]


def _figure_table(differences: Iterable[Difference]) -> list[Markdown]:
    rows = [
        filled(
            "| {} | {} | {} | {} |",
            cause.name,
            counts(len(cause.changes)) if len(cause.changes) > 1 else code(str(cause.changes[0][0].key)),
            *(interval(measured, cause.unit) for measured in (cause.old, cause.new)),
        )
        for cause in by_figure(differences)
    ]
    head = [EMPTY, Markdown("| figure that differs | scenarios | old | new |"), Markdown("|---|---|---|---|")]
    return [*head, *rows] if rows else []


def _said(scenarios: Sequence[ScenarioRecord]) -> str:
    counted = Counter(map(state_of, scenarios))
    states = ", ".join(f"{counted[state]} {look.word}" for state, look in LOOKS.items() if counted[state])
    if not scenarios:
        return "nothing ran"
    return f"{len(scenarios)} scenario{'s' if len(scenarios) > 1 else ''}, {states}"


def _modules(run: Run) -> list[Markdown]:
    return [
        filled(
            "- {} ({}), {}, over {}{}",
            *(module.unit, module.name, module.firmware or module.identity or "unknown firmware", module.transport),
            Markdown(", **EMULATED**" if module.emulated else ""),
        )
        for module in run.header.modules
    ]


def _warnings(warnings: Iterable[str]) -> list[Markdown]:
    return [filled("- ⚠ **{}**", warning) for warning in warnings]


def _chapter_table(scenarios: Sequence[ScenarioRecord], titles: dict[str, str]) -> list[Markdown]:
    by_chapter: dict[str, Counter[State]] = {}
    for record in scenarios:
        by_chapter.setdefault(chapter_of(record), Counter())[state_of(record)] += 1
    used = [state for state in LOOKS if any(counted[state] for counted in by_chapter.values())]
    if not used:
        return []
    rows = [
        filled(
            "| {} {} | {} |",
            *(chapter, titles.get(chapter, "")),
            joined([escaped(str(counted[state] or "·")) for state in used], " | "),
        )
        for chapter, counted in sorted(by_chapter.items(), key=lambda entry: in_order(entry[0]))
    ]
    head = joined([filled("{} {}", LOOKS[state].symbol, LOOKS[state].word) for state in used], " | ")
    return [filled("| chapter | {} |", head), Markdown(f"|---|{'---:|' * len(used)}"), *rows]


def _headline(record: ScenarioRecord, states: Sequence[State]) -> Markdown:
    cell = worst(states)
    said = f"{cell.look.word}, {cell.count} of {cell.of} times" if cell.count < cell.of else cell.look.word
    name = code(name_of(record))
    return filled("{} <b>{}</b> {} {} {}", cell.look.symbol, said, name, record.family, record.title)


def _why(record: ScenarioRecord) -> str:
    return "\n".join(filter(None, (record.reason, record.not_as_known))) or "no reason was recorded"
