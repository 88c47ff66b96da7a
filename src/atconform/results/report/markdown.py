"""Summaries for a pull request, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from atconform.requirements.catalogue import Catalogue
from atconform.results import grounds
from atconform.results.again import name_of
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
"""How many scenarios are spelt out; a comment on a pull request has an end."""


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
    lines = [filled("## atconform: {}", said), EMPTY]
    for name, source in (("old", old), ("new", new)):
        lines += [filled("- {}: {}", name, source.run.header.run)]
        lines += [filled("  {}", line) for line in (*_modules(source.run), *_warnings(source.warnings))]
    told = telling(differences, only, brief=True)
    for difference in told[:MOST]:
        key = difference.key
        headline = filled("<b>{}</b> {} {} {}", difference.change, code(str(key)), key.family, difference.title)
        why = [difference.why or "-", *_grounds(difference, catalogue)]
        lines += [EMPTY, *details(headline, ["\n".join(why)])]
    if len(told) > MOST:
        lines += [EMPTY, filled("and {} more changes", len(told) - MOST)]
    return joined([*lines, *_figure_table(telling(differences, only)), EMPTY])


def _grounds(difference: Difference, catalogue: Catalogue) -> list[str]:
    """Write down what it rests on that is otherwise than expected now, or was before."""
    return grounds.explained(*difference.ground, catalogue) if difference.ground else []


def _figure_table(differences: Iterable[Difference]) -> list[Markdown]:
    rows = [
        filled(
            "| {} | {} {} | {} | {} |",
            *(figure.name, code(str(d.key)), d.key.family),
            *(interval(measured, figure.unit) for measured in (figure.old, figure.new)),
        )
        for d in differences
        for figure in d.changed_figures
    ]
    head = [EMPTY, Markdown("| figure that differs | scenario | old | new |"), Markdown("|---|---|---|---|")]
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
