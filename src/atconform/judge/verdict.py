"""The verdict of a scenario: one function of what was seen of it, and of nothing else.

A run and the self-check call it alike. What was seen is gathered by whoever plays the scenario; the function may be
asked more than once, since some of it is looked for only where the verdict would be a failure without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from atconform.base.errors import Inconclusive, ModuleFault, NotShown
from atconform.base.verdict import STRICT, Verdict
from atconform.judge.ground import Ground


class Listed(Protocol):
    """An entry of the list of known failures that is about the scenario."""

    @property
    def contains(self) -> str:
        """What the reason of the failure has to contain."""

    @property
    def note(self) -> str:
        """Why the failure is tolerated."""


@dataclass(frozen=True, slots=True)
class Playing:
    """What was seen of a scenario in one playing of it."""

    problem: BaseException | None = None
    """What ended it; None: it came to its end."""
    remarks: Sequence[str] = ()
    """The deviations that were tolerated."""
    doubt: str = ""
    """Why a failure may be that of the line or of this machine; empty: nothing speaks for that."""
    changed: str = ""
    """What about the module is no longer as it was when the run began; empty: nothing, or not asked."""
    accused: ModuleFault | None = None
    """What the module did that is its own fault, whatever the scenario came to; None: nothing of that kind."""
    left: bool = False
    """Whether something was left to judge, when it ended, that a document of the vendor states."""
    usual: Ground | None = None
    """What a failure rests on that does not say it itself; None: not known."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of a scenario, and what goes with it."""

    verdict: Verdict
    reason: str = ""
    """Why it is not a pass."""
    ground: Ground | None = None
    """Of a failure: what the expectation rests on that the module broke; None: it is no failure, or not known."""
    known: str = ""
    """Why the failure was to be expected; empty: it was not."""
    not_as_known: str = ""
    """Why the list of known failures is wrong about the scenario; empty: it is not."""


def judge(
    playing: Playing,
    again: Sequence[Playing] = (),
    *,
    strict: bool = False,
    known: Sequence[Listed] = (),
    mask: Callable[[str], str] = str,
) -> Judgement:
    """Judge a scenario.

    :param again: how it went when it was played again, after a failure that is not known; the last time counts
    :param strict: whether what was tolerated is a failure
    :param known: the known failures that are about the scenario
    :param mask: takes the secrets out of the reason
    """
    verdict, reason = _weigh(playing, strict)
    reason = mask(reason) if reason else ""
    ground = _ground(playing) if verdict is Verdict.FAIL else None
    first = Judgement(verdict, reason, ground, *_compare(verdict, reason, known))
    if verdict is Verdict.FAIL and not first.known and again and _weigh(again[-1], strict)[0] is Verdict.PASS:
        return Judgement(Verdict.INCONC, f"failed, but passed when it was played again: {reason}")
    return first


def _ground(playing: Playing) -> Ground | None:
    problem = playing.accused or playing.problem
    if not isinstance(problem, ModuleFault):
        return None
    return playing.usual if problem.basis is None else Ground(problem.basis, problem.names)


def _weigh(playing: Playing, strict: bool) -> tuple[Verdict, str]:
    """Hold only that against the module which neither line, machine nor bench can have done."""
    verdict, reason = _blame(playing)
    if playing.accused is not None and verdict is not Verdict.ERROR:
        return Verdict.FAIL, "; ".join(filter(None, (str(playing.accused), reason)))
    if strict and playing.remarks and verdict < Verdict.FAIL:
        verdict, reason = Verdict.FAIL, f"{STRICT}{playing.remarks[0]}"
    if verdict is not Verdict.FAIL:
        return verdict, reason
    if playing.doubt:
        return Verdict.INCONC, f"{playing.doubt}: {reason}"
    if playing.changed:
        return Verdict.ERROR, f"{playing.changed}; before that: {reason}"
    return verdict, reason


def _blame(playing: Playing) -> tuple[Verdict, str]:
    """Return the verdict that an exception stands for; what is neither the module's nor the network's is an error.

    A scenario that ended because something did not come which no document demands has passed, with the remark that
    it made, if nothing was left that a document states.
    """
    match problem := playing.problem:
        case None:
            return Verdict.PASS, ""
        case ModuleFault():
            return Verdict.FAIL, str(problem)
        case Inconclusive():
            return Verdict.INCONC, str(problem)
        case NotShown():
            return (Verdict.INCONC, str(problem)) if playing.left else (Verdict.PASS, "")
    return Verdict.ERROR, str(problem) or type(problem).__name__


def _compare(verdict: Verdict, reason: str, known: Sequence[Listed]) -> tuple[str, str]:
    """Return why a failure is known, and why the list is wrong; what was not judged says nothing about the list."""
    if not known or verdict not in (Verdict.PASS, Verdict.FAIL):
        return "", ""
    if verdict is Verdict.PASS:
        return "", f"it passes, but is listed as a known failure: {known[0].note}"
    for entry in known:
        if entry.contains in reason:
            return entry.note, ""
    expected = " or ".join(repr(entry.contains) for entry in known)
    return "", f"it is listed as a known failure, but with another text: {expected}"
