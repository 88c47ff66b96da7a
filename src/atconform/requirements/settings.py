"""The settings that scenarios set, and that a user may have set before: how a module tells them, what sets them again.

What scenarios assume is what puts back what they have set (``restore`` of claims and stacks), and is said there alone.
Most commands tell their values as they take them, in their read form, the basic ones of V.250 in AT&V; the exceptions
are in the files of the stacks (``asked``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from atconform.base.numbers import read_number
from atconform.requirements import stacks
from atconform.requirements.stacks import Stacks

SHOW = "AT&V"
FIELDS = re.compile(r"[=,]")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a family."""

    name: str
    """The command that sets it, as in ``+CIPHEAD``, ``&D`` and ``S0``."""
    ask: str
    """The command by which the module tells it."""
    pattern: re.Pattern[str]
    """Its groups find the values in the answer."""
    back: tuple[str, ...]
    """The commands that set the values of the groups."""
    assumed: tuple[str, ...]
    """The commands that set what scenarios assume."""
    stored: bool
    """Whether a user may have stored it, so that the module starts with it."""
    only_used: bool
    """Whether it is left alone unless a scenario has used the command."""
    prevents: str = ""
    """The capability that a module has not got which starts with another value than scenarios assume."""

    def told(self, answer: str) -> tuple[str, ...]:
        """Return the commands that set again what the module tells; none where it does not tell it."""
        found = self.pattern.search(answer)
        return () if found is None else tuple(command.format(*map(str.strip, found.groups())) for command in self.back)

    def is_assumed(self, back: Sequence[str]) -> bool:
        """Return whether commands set what scenarios assume, which may leave some values open."""
        return all(map(_sets_the_same, self.assumed, back))


def _sets_the_same(assumed: str, found: str) -> bool:
    first, second = ([_plain(field) for field in FIELDS.split(command)] for command in (assumed, found))
    return second[: len(first)] == first


def _plain(field: str) -> str:
    text = field.strip(' "')
    return str(read_number(text)) if text.isascii() and text.isdigit() else text


@cache
def of(family: str) -> tuple[Setting, ...]:
    """Return the settings of a family that its modules tell, in the order in which they are set.

    :raises BenchFault: a stack of the family has no file, or a broken one
    """
    known = stacks.of(family)
    names = dict.fromkeys(restore.after for restore in known.restore if restore.after)
    settings = (_setting(known, name) for name in names)
    return tuple(setting for setting in settings if setting is not None)


def _setting(known: Stacks, name: str) -> Setting | None:
    """Return the setting of a command; None: the module does not tell it."""
    restores = [restore for restore in known.restore if restore.after == name]
    assumed, asked = tuple(restore.command for restore in restores), known.asked(name)
    extended = not name[-1:].isalpha() or name[:1] in "+*"
    write = f"AT{name}={{0}}" if extended else f"AT{name}{{0}}"
    if asked is not None:
        if not asked.pattern:
            return None
        ask, pattern, back = asked.ask or f"AT{name}?", asked.pattern, asked.back or (write,)
    elif _is_one_value(assumed, write):
        ask = f"AT{name}?" if extended else SHOW
        pattern = rf"{re.escape(name)}: ?([^\r\n]+)" if extended else rf"(?:^|[\s;]){re.escape(name)}: ?(\d+)"
        back = (write,)
    else:
        return None
    only_used = any(restore.only_used for restore in restores)
    prevents = "" if asked is None else asked.prevents
    return Setting(name, ask, re.compile(pattern), back, assumed, name in known.stored, only_used, prevents)


def _is_one_value(assumed: Sequence[str], write: str) -> bool:
    """Return whether what scenarios assume is set by one command that has the values behind its name."""
    return len(assumed) == 1 and assumed[0].startswith(write.removesuffix("{0}")) and '"' not in assumed[0]
