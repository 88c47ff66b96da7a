"""What one entry of the table of defects says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atconform.network import SimulatedNetwork
from atconform.virtual.transport import MemoryTransport
from tests.defects.seams import Change, Defective

Kind = Literal["one at a time", "two at once", "repetition", "timing", "binary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A firmware that breaks a sentence of a note."""

    id: str
    """Permanent: FAMILY-SECTION-WORDS."""
    requirement: str
    """The requirement that it breaks; family and section are in it."""
    sentence: str
    """What the note says, in our words."""
    instead: str
    """What the firmware does."""
    kind: Kind
    change: Change
    probe: str
    """What shows that it acts, a step a line: see ``probing``."""
    unseen: str = ""
    """Why no scenario can see it; empty: one has to."""
    family: str = ""
    """The family whose firmware it is, where that is not the one of the requirement's note."""

    def switched_on(self) -> MemoryTransport:
        """Give power to a module with the defect, attached to a network of its own."""
        return MemoryTransport(Defective(self.of, self.change), SimulatedNetwork())

    @property
    def of(self) -> str:
        """The family whose firmware it is."""
        note = self.requirement.partition("-")[0].lower()
        return self.family or note.removesuffix("en").removesuffix("zh")


SwitchOn = Callable[[], MemoryTransport]
