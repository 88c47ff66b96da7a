"""Putting a family together from groups: modules that each declare the commands, settings and parts of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from atconform.emulator.core.command import Command
from atconform.emulator.core.figures import FigureSets
from atconform.emulator.core.gathering import gather
from atconform.emulator.core.module import Family
from atconform.emulator.core.settings import Setting


def declare(
    name: str,
    groups: tuple[ModuleType, ...],
    figures: tuple[Any, ...],
    identity: Mapping[str, str],
    *,
    commands: Iterable[Command] = (),
    settings: Iterable[Setting[Any]] = (),
    without: frozenset[str] = frozenset(),
) -> Family:
    """Declare a family.

    :param groups: modules with any of ``COMMANDS``, ``SETTINGS``, ``PARTS`` and ``FIGURES``; where two declare the same
        command or setting, the later one's counts
    :param figures: sets of figures that are not as their subject has them; the dialect among them
    :param identity: what the identity commands answer
    :param commands: commands that the family has instead of its groups' or besides them
    :param settings: settings that the family has instead of its groups'
    :param without: commands of the groups that the family does not have
    """
    gathered = gather(*groups)
    return Family(
        name=name,
        commands={command.name: command for command in (*gathered.commands, *commands) if command.name not in without},
        settings={setting.name: setting for setting in (*gathered.settings, *settings)},
        parts=gathered.parts,
        figures=FigureSets([*(kind() for kind in gathered.figures), *figures]),
        identity=identity,
    )
