"""What a scenario has found out so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.base.notation import Limits
from atconform.base.units import spell


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured time, within an interval, and the limits it was held against (microseconds)."""

    name: str
    earliest: int
    latest: int
    limits: Limits


@dataclass(slots=True)
class Findings:
    """Remarks, figures, and how often a step has judged."""

    remarks: list[str] = field(default_factory=list)
    """Named, tolerated deviations."""
    ambient: list[str] = field(default_factory=list)
    """Lines that may come at any time, and came."""
    measured: list[Measured] = field(default_factory=list)
    judgements: int = 0
    """A scenario in which nothing was judged has not passed."""


def judge_interval(earliest: int, latest: int, limits: Limits, what: str) -> None:
    """Hold a time that is known within an interval against limits.

    :raises ModuleFault: it is outside of them for certain
    :raises Inconclusive: a limit lies inside the interval
    """
    shown = spell(earliest) if earliest == latest else f"between {spell(earliest)} and {spell(latest)}"
    if limits.low is not None and latest < limits.low:
        raise ModuleFault(f"{what} took {shown}, expected at least {spell(limits.low)}")
    if limits.high is not None and earliest > limits.high:
        raise ModuleFault(f"{what} took {shown}, expected at most {spell(limits.high)}")
    if (limits.low is not None and earliest < limits.low) or (limits.high is not None and latest > limits.high):
        raise Inconclusive(f"{what} took {shown}; a limit lies in between, so that the uncertainty hides the verdict")
