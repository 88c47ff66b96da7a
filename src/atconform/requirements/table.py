"""The requirement table as the terminal shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from atconform.base.basis import Basis
from atconform.requirements.catalogue import section_key

if TYPE_CHECKING:
    from atconform.requirements.traceability import Row, Status

STYLES: dict[Status, str] = {"covered": "green", "disposed": "dim", "missing": "bold red"}


def requirement_table(rows: Sequence[Row], title: str = "") -> Table:
    """Lay the rows out one requirement a line, with what shows it."""
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("requirement", no_wrap=True)
    table.add_column("statement", ratio=1)
    table.add_column("shown by", ratio=1)
    for row in rows:
        shown = Text(_shown_by(row), style=STYLES[row.status])
        table.add_row(row.requirement.id, Text(row.requirement.title), shown)
    return table


def chapter_table(rows: Sequence[Row], chapters: dict[str, str], title: str = "") -> Table:
    """Count the rows by note and chapter.

    :param chapters: titles of chapters, as ``Catalogue.chapter_titles`` gives them
    """
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("chapter", no_wrap=True)
    table.add_column()
    for status in STYLES:
        table.add_column(status, justify="right")
    table.add_column("all", justify="right")
    for (note, _), group in groupby(sorted(rows, key=_chapter_key), key=_chapter_key):
        members = list(group)
        chapter = f"{note} {members[0].requirement.chapter}"
        table.add_row(chapter, chapters.get(chapter, ""), *_counts(members))
    table.add_row("all", "", *_counts(rows), style="bold")
    return table


BASES = tuple(reversed(Basis))


def basis_table(counted: Mapping[tuple[str, str], Counter[Basis]]) -> Table:
    """Lay out how many Then steps rest on what.

    :param counted: by folder of the suite and family
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("folder", "family"):
        table.add_column(name, no_wrap=True)
    for basis in BASES:
        table.add_column(str(basis), justify="right")
    for folder, family in sorted(counted):
        counts = counted[folder, family]
        table.add_row(folder, family, *(str(counts[basis] or "·") for basis in BASES))
    together: Counter[Basis] = sum(counted.values(), Counter())
    table.add_row("all", "", *(str(together[basis]) for basis in BASES), style="bold")
    return table


def _chapter_key(row: Row) -> tuple[str, int]:
    return row.requirement.note, section_key(row.requirement.section)[0]


def _counts(rows: Sequence[Row]) -> list[Text]:
    counted = Counter(row.status for row in rows)
    cells = [Text(str(counted[status]), style=style if counted[status] else "dim") for status, style in STYLES.items()]
    return [*cells, Text(str(len(rows)))]


def _shown_by(row: Row) -> str:
    if row.status == "disposed":
        return row.requirement.disposition
    if row.status == "missing":
        return "nothing"
    return "\n".join(dict.fromkeys(scenario.id for scenario in row.scenarios))
