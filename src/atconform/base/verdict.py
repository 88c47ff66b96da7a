"""Verdicts, in the sense of TTCN-3 (ETSI ES 201 873-1, 24): the worse one wins, the first reason for it is kept."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from atconform.base.errors import Inconclusive, ModuleFault


class Verdict(enum.IntEnum):
    """none < pass < inconc < fail < error; the worse one wins."""

    NONE = 0
    PASS = 1
    INCONC = 2
    FAIL = 3
    ERROR = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(slots=True)
class Judgement:
    """The verdict of one scenario while it runs."""

    verdict: Verdict = Verdict.NONE
    reason: str = ""

    def set(self, verdict: Verdict, reason: str = "") -> None:
        """Merge a verdict: kept only where it is worse than the present one, together with its reason."""
        if verdict > self.verdict:
            self.verdict, self.reason = verdict, reason

    def blame(self, exception: BaseException) -> None:
        """Merge the verdict that an exception stands for; what is neither the module's nor the bench's is an error."""
        match exception:
            case ModuleFault():
                self.set(Verdict.FAIL, str(exception))
            case Inconclusive():
                self.set(Verdict.INCONC, str(exception))
            case _:
                self.set(Verdict.ERROR, str(exception) or type(exception).__name__)
