"""A row of the table of faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.module import Module
from atconform.faults.fault import Fault, Moment, Rule, State
from atconform.faults.parameters import Parameter, values

AFTER = Parameter("after", "time", "how long it waits before it begins", default=0, unless="at once")
EVERY = Parameter("every", "time", "begins again and again, with so much time between", unless="it begins once")
AFTER_COMMAND = Parameter(
    "after-command", "text", "waits for a command line that begins like this", unless="it waits for none"
)
HOW_OFTEN = Parameter("times", "times", "how often it happens", unless="once, or without limit with every", least=1)
STRIKES = Parameter("times", "times", "how many it meets each time it has begun", default=1, least=1)
LASTS = Parameter("lasts", "time", "how long it holds", unless="until it is ended")

COMMON: Mapping[type[Fault], tuple[Parameter, ...]] = {
    Moment: (AFTER, EVERY, AFTER_COMMAND, HOW_OFTEN),
    Rule: (AFTER, EVERY, AFTER_COMMAND, STRIKES, LASTS),
    State: (AFTER, EVERY, AFTER_COMMAND, LASTS),
}
"""What every fault of a sort has beside its own parameters."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A fault as it can be asked for."""

    name: str
    says: str
    """What it does, in one sentence."""
    acts: type[Fault]
    own: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()
    """Commands, one of which a family has to have; none: every family can have it."""
    lacks: str = ""
    """What a family without them has not."""
    check: Callable[[Module, Mapping[str, Any]], None] | None = None
    """Holds values against the module; raises UsageError where they do not fit."""
    sockets: str = ""
    """What is otherwise with the sockets of this machine than in the simulated network."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All its parameters, its own first."""
        return (*self.own, *next(common for sort, common in COMMON.items() if issubclass(self.acts, sort)))

    @property
    def key(self) -> str:
        """How it is called in Python."""
        return self.name.replace("-", "_")

    def read(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Read values for its parameters.

        :raises UsageError: they do not fit
        """
        return values(self.parameters, given, self.name)
