"""Putting groups together: files that each declare the commands, settings, parts and figures of one subject.

A group says what it has by the names ``COMMANDS``, ``SETTINGS``, ``PARTS`` and ``FIGURES``; it may lack any of them.
What is put together is a group again: a stack is one, and so is all that a family has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from atconform.emulator.core.command import Command
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Setting


class Gathered(NamedTuple):
    """What several groups have, in the order of the groups."""

    commands: tuple[Command, ...]
    settings: tuple[Setting[Any], ...]
    """Where two groups declare the same setting, the later one's counts."""
    parts: tuple[type[Part], ...]
    """In the order in which they hear of what happens."""
    figures: tuple[type[Any], ...]


def gather(*groups: object) -> Gathered:
    """Put groups together.

    :param groups: files, or whatever has the names of a group
    :raises ValueError: a part stands before one that has to hear of things before it does
    """
    parts = tuple(part for group in groups for part in getattr(group, "PARTS", ()))
    check_order(parts)
    return Gathered(
        commands=tuple(command for group in groups for command in getattr(group, "COMMANDS", ())),
        settings=tuple({each.name: each for group in groups for each in getattr(group, "SETTINGS", ())}.values()),
        parts=parts,
        figures=tuple(dict.fromkeys(kind for group in groups for kind in getattr(group, "FIGURES", ()))),
    )


def check_order(parts: Iterable[type[Part]]) -> None:
    """Hold the order of parts against what each declares (:attr:`Part.hears_after`).

    :raises ValueError: a part stands before one that has to hear of things before it does
    """
    seen: set[type[Part]] = set()
    for part in parts:
        for early in seen:
            if part in early.hears_after:
                raise ValueError(f"{early.__qualname__} has to stand behind {part.__qualname__}")
        seen.add(part)
