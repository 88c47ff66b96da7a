"""The faults for a person to read: a list on the terminal, data for a program, the table of docs/faults.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from atconform.faults.fault import Fault, Moment, Rule, State
from atconform.faults.kind import COMMON, FaultKind
from atconform.faults.parameters import Parameter, write
from atconform.faults.table import FAULTS

SORTS: dict[type[Fault], str] = {Moment: "happens", Rule: "meets", State: "holds"}
"""What a sort of fault does: happens and is over, meets so many of what it is about, or holds for a time."""


def sort_of(kind: FaultKind) -> type[Fault]:
    """Return which sort of fault it is."""
    return next(sort for sort in SORTS if issubclass(kind.acts, sort))


def listed(kinds: Iterable[FaultKind]) -> Iterator[str]:
    """List faults with their own parameters, and then what all of a sort have."""
    for kind in kinds:
        yield f"{kind.name:<24} {SORTS[sort_of(kind)]:<8} {kind.says}"
        for one in kind.own:
            yield f"{'':<34} {_spelt(one)}"
    yield ""
    for sort, common in COMMON.items():
        yield f"One that {SORTS[sort]} has, too:"
        for one in common:
            yield f"  {_spelt(one)}"


def _spelt(one: Parameter) -> str:
    return f"{one.name}={one.written}: {one.says} ({one.usual})"


def described(kinds: Iterable[FaultKind]) -> list[dict[str, Any]]:
    """Describe faults for a program; times are in microseconds."""
    return [
        {
            "name": kind.name,
            "says": kind.says,
            "sort": SORTS[sort_of(kind)],
            "needs": list(kind.needs),
            "real_sockets": kind.sockets or "as in the simulated network",
            "parameters": [
                {
                    "name": one.name,
                    "kind": one.kind,
                    "unit": "us" if one.kind == "time" else None,
                    "default": one.default,
                    "required": one.required,
                    "choices": list(one.choices),
                    "says": one.says,
                }
                for one in kind.parameters
            ],
        }
        for kind in kinds
    ]


def table() -> str:
    """Write the table of docs/faults.md."""
    rows = ["| fault | | | its own parameters | with real sockets |", "|---|---|---|---|---|"]
    for kind in FAULTS:
        own = "<br>".join(f"`{one.name}={_example(one)}` {one.says}{_otherwise(one)}" for one in kind.own)
        sort = SORTS[sort_of(kind)]
        rows.append(f"| `{kind.name}` | {sort} | {kind.says} | {own or '-'} | {kind.sockets or 'the same'} |")
    return "\n".join(rows) + "\n"


def common_table() -> str:
    """Write the table of what all faults of a sort have."""
    rows = ["| a fault that | has | |", "|---|---|---|"]
    for sort, common in COMMON.items():
        for n, one in enumerate(common):
            usual = f"else {one.usual}"
            rows.append(f"| {SORTS[sort] if n == 0 else ''} | `{one.name}={one.written}` | {one.says}; {usual} |")
    return "\n".join(rows) + "\n"


def _example(one: Parameter) -> str:
    if one.kind == "choice":
        return "\\|".join(one.choices)
    return one.written if one.default is None else write(one.kind, one.default)


def _otherwise(one: Parameter) -> str:
    if one.required:
        return "; has to be given"
    if one.default is None:
        return f"; else {one.unless}"
    return f"; else {one.default}" if one.kind == "choice" else ""
