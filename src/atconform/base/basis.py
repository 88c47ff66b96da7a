"""On what an expectation rests."""

from __future__ import annotations

import enum


class Basis(enum.IntEnum):
    """The kinds of ground for an expectation; the stronger one is greater."""

    OWN = 0
    """Our reading, where every document is silent or open."""
    OBSERVED = 1
    """A record of a real module."""
    MANUAL = 2
    """The vendor's AT command manual."""
    NOTE = 3
    """The vendor's application note."""

    def __str__(self) -> str:
        return self.name.lower()

    @property
    def documented(self) -> bool:
        """Whether a document of the vendor states it, so that a module that breaks it fails."""
        return self >= Basis.MANUAL
