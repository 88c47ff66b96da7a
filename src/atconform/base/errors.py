"""The errors of atconform, told apart by whose fault they are."""

from __future__ import annotations


class UsageError(Exception):
    """The user asked for something that cannot be: said in one line, exit code 4, no traceback."""


class BenchFault(Exception):
    """The bench or the suite broke: a port went away, a peer could not be reached, a step was used wrongly."""


class ModuleFault(Exception):
    """The module did not do what its note says. Verdict ``fail``."""


class Inconclusive(Exception):
    """A condition that was declared did not come about, or a limit lies inside the uncertainty. Verdict ``inconc``."""
