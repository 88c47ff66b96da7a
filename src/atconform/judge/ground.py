"""On what the steps of a scenario rest: a document of the vendor, a record, or a reading of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault
from atconform.requirements import catalogue, contradictions
from atconform.requirements.sources import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """What one expectation rests on."""

    basis: Basis
    names: tuple[str, ...] = ()
    """Ids of statements, records or gaps."""

    @property
    def cited(self) -> str:
        """How a remark begins: ``by the note SIM800-2.2.4-T1``, ``as observed``, ``by our reading G07``."""
        if self.basis is Basis.OBSERVED:
            return " ".join(("as observed", *self.names))
        return f"by {self}" if self.basis is Basis.OWN else f"by the {self}"

    def __str__(self) -> str:
        """Name it as a reason does: ``note SIM800-2.2.4-T1``, ``our reading G07``."""
        kind = "our reading" if self.basis is Basis.OWN else str(self.basis)
        return " ".join((kind, *self.names))


def of_source(source: Source) -> Ground:
    """Return what a value of the claims rests on."""
    names = {
        Basis.NOTE: source.note,
        Basis.MANUAL: source.manual,
        Basis.OBSERVED: source.observed,
        Basis.OWN: (source.own,),
    }
    return Ground(source.basis, names[source.basis])


class Grounds:
    """What the steps of one scenario rest on, for one family.

    :param statements: ids of the statements of the family's documents that the scenario carries
    """

    def __init__(self, family: str, statements: Sequence[str] = ()) -> None:
        self._family = family
        by_basis: dict[Basis, list[str]] = {}
        for name in statements:
            by_basis.setdefault(catalogue.load().basis(name), []).append(name)
        self._by_basis = {basis: tuple(names) for basis, names in by_basis.items()}
        strongest = max(self._by_basis, default=Basis.NOTE)
        self.usual = Ground(strongest, self._by_basis.get(strongest, ()))
        """What a step without a mark rests on: the strongest document."""

    def judged(self, marks: Sequence[str], judged_from: Basis) -> bool:
        """Return whether one of the steps is judged.

        :param marks: how the steps say what they rest on
        :param judged_from: the weakest basis that is judged
        """
        return any(self.of(mark).basis >= judged_from for mark in marks)

    def of(self, mark: str) -> Ground:
        """Return what a step rests on that has a mark: ``manual``, ``observed``, or the id of a gap; empty: none.

        A gap binds the families that it names, *by the manual* those whose manual the scenario carries a statement of;
        for others the step rests on the strongest of their documents.

        :raises BenchFault: there is no such gap
        """
        if not mark:
            return self.usual
        if mark == "manual":
            return Ground(Basis.MANUAL, self._by_basis[Basis.MANUAL]) if Basis.MANUAL in self._by_basis else self.usual
        if mark == "observed":
            return Ground(Basis.OBSERVED)
        gap = contradictions.gaps().get(mark)
        if gap is None:
            raise BenchFault(f"a step rests on {mark}, which is no gap of contradictions.toml")
        return Ground(Basis.OWN, (mark,)) if self._family in gap.families else self.usual
