"""How a firmware variant is declared: by what it does otherwise than its family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atconform.emulator.core.command import Command
from atconform.emulator.core.module import Family


@dataclass(frozen=True, slots=True)
class Variant:
    """A firmware that differs from its family as firmwares in the field do."""

    name: str
    summary: str
    """One line for a person."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """Figures and spellings of its own, by subject and name: ``escape.before``."""
    respellings: Mapping[str, str | None] = field(default_factory=dict)
    """Lines printed otherwise, or not at all: see :attr:`atconform.emulator.core.dialect.Dialect.respellings`."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Settings that begin with another value."""
    commands: tuple[Command, ...] = ()
    """Commands that it has instead of its family's."""
    without: frozenset[str] = frozenset()
    """Commands that it does not have."""
    bystander: tuple[str, ...] = ()
    """Lines of other subjects that come in between, by chance."""
    network: Mapping[str, Any] = field(default_factory=dict)
    """What the simulated network that it is attached to is like, where it is not as usual: fields of
    :class:`atconform.network.conditions.Conditions`."""
    left: tuple[str, ...] = ()
    """What was typed at it before it is handed over, a command each; it stands where that left it."""

    def of(self, family: Family) -> Family:
        """Change a family's declaration.

        :raises KeyError: a figure, a setting or a missing command is none of the family's
        """
        commands = dict(family.commands) | {command.name: command for command in self.commands}
        for name in self.without:
            del commands[name]
        changed = {name: family.settings[name].but(default=value) for name, value in self.defaults.items()}
        return replace(
            family,
            commands=commands,
            settings=dict(family.settings) | changed,
            figures=family.figures.varied({"core.respellings": self.respellings, **self.figures}),
            bystander=self.bystander,
        )
