"""The table of circumstances, for people: what is seen, where, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from atconform.base.families import families
from atconform.judge.grammar import grammar
from atconform.judge.grammar.grammar import Line
from atconform.requirements import circumstances, claims
from atconform.requirements.circumstances import Circumstance

CONDITIONS = (
    ("at_work", "while {} works"),
    ("told", "after {} in the scenario, or with its power switched"),
    ("not_told", "not after {} in the scenario"),
)
"""Keys of an entry that name commands, and how they are told."""
SIGNS = {
    "noise": "a byte that is no character, on a line that can be noisy",
    "late": "a silence of the host that ended too late",
    "far end": "a far end that does not answer any more",
}


def table() -> str:
    """Write the table in Markdown, in the order in which the first entry that fits counts."""
    rows = ["| what was the matter | seen by | in | means | stands |", "|---|---|---|---|---|"]
    for one in circumstances.load():
        where = ", ".join(one.families) or "all"
        rows.append(f"| {one.says} | {'; '.join(_seen(one))} | {where} | {one.means} | {one.stands} |")
    return "\n".join(rows)


def _seen(one: Circumstance) -> Iterator[str]:
    if one.sign:
        yield SIGNS[one.sign]
        return
    samples = ", ".join(f"`{line.text}`" for line in _samples() if one.fits(line.rule.name, dict(line.fields)))
    yield samples + (" in the place of another line" if one.instead else "")
    for key, told in CONDITIONS:
        if names := getattr(one, key):
            yield told.format(", ".join(sorted(names)))
    if one.actions:
        yield "not in a scenario that has the network do it"
    if one.after:
        yield f"after *{next(other.says for other in circumstances.load() if other.id == one.after)}*"
    if one.within_start:
        yield "within a minute of a start that is known of"
    if one.unless_peer:
        yield "unless the far end saw the connection"
    if one.unless_udp:
        yield "not for UDP to an address or a name that was found, where no far end takes part"


def _samples() -> list[Line]:
    """Read every sample of the rules that circumstances are seen by, in all families' grammars."""
    found: dict[str, Line] = {}
    for family in families():
        one = grammar.load(claims.load(family).stacks)
        for rule in one.rules.values():
            for sample in rule.samples:
                line = one.read(sample)
                if line is not None and line.rule.name == rule.name:
                    found.setdefault(sample, line)
    return list(found.values())
