"""The errors of atconform, told apart by whose fault they are."""

from __future__ import annotations

from atconform.base.basis import Basis
from atconform.base.plain import visible


class Said(Exception):
    """An error for people. What it says, whoever the words are from, is text that can be printed."""

    def __str__(self) -> str:
        return visible(super().__str__())


class UsageError(Said):
    """The user asked for something that cannot be: said in one line, exit code 4, no traceback.

    :param what: what is wrong, and where
    :param hint: what to do about it
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return visible(f"{self.what}; {self.hint}" if self.hint else self.what)


class BenchFault(Said):
    """The bench or the suite broke: a port went away, a peer could not be reached, a step was used wrongly."""


class ModuleGone(BenchFault):
    """The module, or what it is reached over, went away and did not come back while it was waited for."""


class ModuleFault(Said):
    """The module did not do what is expected of it. Verdict ``fail``, where a document of the vendor states it.

    :param came: whether it did something else, so that what follows can still be judged; else something did not come
    """

    def __init__(self, what: str, *, came: bool = False) -> None:
        super().__init__(what)
        self.came = came
        self.basis: Basis | None = None
        """What the expectation rests on, where that is known; else it rests on what its step rests on."""
        self.names: tuple[str, ...] = ()
        """Ids of statements, records or gaps."""

    def resting_on(self, basis: Basis, names: tuple[str, ...]) -> ModuleFault:
        """Say what the expectation rests on; return the fault itself."""
        self.basis, self.names = basis, names
        return self


class Overrun(ModuleFault):
    """The module said more than any does, so that nothing else can be judged, whatever the step rests on."""


class NotShown(Said):
    """Something did not come that no document demands: the scenario ends, and shows nothing of what is left."""


class Inconclusive(Said):
    """A condition that was declared did not come about, or a limit lies inside the uncertainty. Verdict ``inconc``."""
