"""What a scenario has found out so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from atconform.base.basis import Basis
from atconform.base.errors import Inconclusive, ModuleFault, NotShown, Overrun
from atconform.base.notation import Limits
from atconform.base.units import spell
from atconform.judge.ground import Ground


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured time, within an interval, and the limits it was held against (microseconds)."""

    name: str
    earliest: int
    latest: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Deviation:
    """What was otherwise than expected, where no document of the vendor states that, or another one has it so."""

    ground: Ground
    text: str
    """What came, and what was expected."""

    @property
    def remark(self) -> str:
        """As a remark has it."""
        return f"{self.ground.cited}: {self.text}"


@dataclass(slots=True)
class Findings:
    """Remarks, figures, and how often a step has judged."""

    remarks: list[str] = field(default_factory=list)
    """Named, tolerated deviations."""
    deviations: list[Deviation] = field(default_factory=list)
    """Those of them that break an expectation, of no document or of a stronger one than has it so."""
    measured: list[Measured] = field(default_factory=list)
    judgements: int = 0
    """A scenario in which nothing was judged has not passed."""
    ground: Ground = field(default_factory=lambda: Ground(Basis.NOTE))
    """What the step rests on that is being played."""
    left: bool = False
    """Whether the scenario ended with something left to judge that a document of the vendor states."""
    judged_from: Basis = Basis.OWN
    """The weakest basis that is judged; what rests on a weaker one is played, and not judged."""

    def fails(self, ground: Ground) -> bool:
        """Return whether a module fails that breaks what rests on this: a document of the vendor, which is judged."""
        return ground.basis.documented and ground.basis >= self.judged_from

    def weigh(self, fault: ModuleFault) -> None:
        """Hold a fault against the module where a document states what is expected; else remark it.

        An expectation rests on the weaker of what its step rests on and what its own value rests on.

        :raises ModuleFault: a document states it
        :raises NotShown: none does, and something did not come, so that what follows cannot be judged
        """
        if isinstance(fault, Overrun):
            raise fault
        ground = self.ground
        if fault.basis is not None and fault.basis < ground.basis:
            ground = Ground(fault.basis, fault.names)
        if self.fails(ground):
            raise fault.resting_on(ground.basis, ground.names)
        self.judgements += 1
        self.deviate(ground, str(fault))
        if not fault.came:
            raise NotShown(Deviation(ground, str(fault)).remark)

    def tolerate(self, remark: str, breaks: Ground | None = None) -> None:
        """Remark a deviation that passes.

        :param breaks: the document that has it otherwise; None: it is a matter of spelling
        """
        self.remarks.append(remark)
        if breaks is not None:
            self.deviations.append(Deviation(breaks, remark))

    def deviate(self, ground: Ground, text: str) -> None:
        """Remark that something was otherwise than expected, if what the expectation rests on is judged."""
        if ground.basis >= self.judged_from:
            deviation = Deviation(ground, text)
            self.deviations.append(deviation)
            self.remarks.append(deviation.remark)


def judge_interval(earliest: int, latest: int, limits: Limits, what: str) -> None:
    """Hold a time that is known within an interval against limits.

    :raises ModuleFault: it is outside of them for certain
    :raises Inconclusive: a limit lies inside the interval
    """
    shown = spell(earliest) if earliest == latest else f"between {spell(earliest)} and {spell(latest)}"
    if limits.low is not None and latest < limits.low:
        raise ModuleFault(f"{what} took {shown}, expected at least {spell(limits.low)}", came=True)
    if limits.high is not None and earliest > limits.high:
        raise ModuleFault(f"{what} took {shown}, expected at most {spell(limits.high)}", came=True)
    if (limits.low is not None and earliest < limits.low) or (limits.high is not None and latest > limits.high):
        raise Inconclusive(f"{what} took {shown}; a limit lies in between, so that the uncertainty hides the verdict")
