"""A state machine whose transitions are a table.

A table maps (state, trigger) to the next state. A trigger that a state does not list is not permitted there; the
command that would pull it is refused before anything happens.
"""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[tuple[str, str], str]


class IllegalTransitionError(Exception):
    """A trigger was pulled in a state that does not permit it: a fault of the emulator, not of the host."""


class Machine:
    """The present state, and the table by which it changes."""

    def __init__(self, table: Table, state: str) -> None:
        self.table = table
        self.state = state

    def permits(self, trigger: str) -> bool:
        """Return whether the present state has a transition for this trigger."""
        return (self.state, trigger) in self.table

    def pull(self, trigger: str) -> None:
        """Change the state.

        :raises IllegalTransitionError: the present state does not permit the trigger
        """
        try:
            self.state = self.table[self.state, trigger]
        except KeyError:
            raise IllegalTransitionError(f"{trigger!r} is not permitted in state {self.state!r}") from None


def table(rows: Mapping[str, Mapping[str, str]]) -> Table:
    """Make a table from rows of the form state: {trigger: next state}."""
    return {(state, trigger): following for state, row in rows.items() for trigger, following in row.items()}
