"""Where a value of the claims comes from."""

from __future__ import annotations

import msgspec

from atconform.base.basis import Basis


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one value rests on; at least one of the first four is given, and the strongest counts."""

    note: tuple[str, ...] = ()
    """Ids of requirements of the notes."""
    manual: tuple[str, ...] = ()
    """Ids of statements of the manuals."""
    observed: tuple[str, ...] = ()
    """Records of real modules."""
    own: str = ""
    """The gap that a reading of ours fills."""
    contradiction: str = ""
    """The contradiction by which it was decided, if documents differ."""

    def __post_init__(self) -> None:
        if not (self.note or self.manual or self.observed or self.own):
            raise ValueError("a source names a note, a manual, a record or a gap")

    @property
    def basis(self) -> Basis:
        """The strongest that is given."""
        if self.note:
            return Basis.NOTE
        if self.manual:
            return Basis.MANUAL
        return Basis.OBSERVED if self.observed else Basis.OWN

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the catalogue that it names."""
        return (*self.note, *self.manual)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it names, the strongest first."""
        return tuple(filter(None, (*self.statements, *self.observed, self.own, self.contradiction)))
