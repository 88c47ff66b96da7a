"""What a failure rests on, for a person: the document, its edition and section, and what it states in our words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from atconform.requirements import contradictions
from atconform.requirements.catalogue import Catalogue
from atconform.results.records import BasisName, ScenarioRecord

WORDS: dict[BasisName, str] = {
    "note": "the application note",
    "manual": "the AT command manual",
    "observed": "records of real modules",
    "own": "a reading of ours",
}
"""What an expectation rests on."""


class Statement(NamedTuple):
    """One statement that an expectation rests on."""

    id: str
    where: str
    """The document with its edition, and the section; or that a reading of ours fills a gap."""
    text: str
    """What it says."""

    def __str__(self) -> str:
        """Write it in one line."""
        return f"{self.id}, {self.where}: {' '.join(self.text.split())}"


def statements(names: Iterable[str], catalogue: Catalogue) -> Iterator[Statement]:
    """Look up what an expectation rests on; what neither catalogue nor gaps know, as of another release, is left out.

    :param names: ids of statements and gaps
    """
    for name in names:
        if name in catalogue:
            stated = catalogue.stated(catalogue[name])
            document = catalogue.documents[catalogue[name].note]
            words = (stated.text or stated.exchange).strip()
            yield Statement(name, f"{document.edition}, section {catalogue[name].section}", words)
        elif name in (gaps := contradictions.gaps()):
            yield Statement(name, "where the documents are silent or open", f"{gaps[name].reading} {gaps[name].why}")


def of(record: ScenarioRecord, catalogue: Catalogue) -> list[Statement]:
    """Return what the failure of a scenario rests on, and then what else was otherwise than expected."""
    names = [*record.rests_on, *(name for broken in record.broken for name in broken.rests_on)]
    return list(statements(dict.fromkeys(names), catalogue))


def told(record: ScenarioRecord, catalogue: Catalogue) -> list[str]:
    """Write in lines what the failure of a scenario rests on; none where it is no failure."""
    return explained(record.basis, record.rests_on, catalogue) if record.basis else []


def explained(basis: BasisName, names: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Write in lines what an expectation rests on, and what that says."""
    return [f"expected by {WORDS[basis]}", *(f"  {statement}" for statement in statements(names, catalogue))]


def counted(records: Iterable[ScenarioRecord]) -> dict[BasisName, int]:
    """Count failures by what they rest on, the strongest first."""
    found = Counter(record.basis for record in records if record.verdict == "fail" and record.basis is not None)
    return {basis: found[basis] for basis in get_args(BasisName) if found[basis]}


def spelt(count: dict[BasisName, int]) -> str:
    """Write counts of failures by basis: ``3 by the note, 1 by the manual``; empty for none."""
    return ", ".join(f"{number} by {WORDS[basis]}" for basis, number in count.items())
