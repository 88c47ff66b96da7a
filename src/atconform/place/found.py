"""The settings that a module was found with: set as scenarios assume them for the time of a run, and then put back.

Asked once, at the beginning; what is as scenarios assume costs nothing afterwards. A user may have stored some of them:
the module starts with these again, and they are set again. The others a start sets to the module's own defaults, which
are left as they are, since scenarios judge them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from atconform.base.errors import BenchFault
from atconform.place.command_mode import SET_USUAL, to_command_mode
from atconform.place.conversation import ANSWER_TO_AT, Conversation
from atconform.place.lineform import USUAL, LineForm
from atconform.place.recovery import put_back, send
from atconform.requirements import settings, stacks
from atconform.requirements.claims import Claims


@dataclass(frozen=True, slots=True)
class Found:
    """What a module was found with."""

    form: LineForm = USUAL
    """How it talked."""
    back: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By command: what sets again what was found, in the order in which it is set for a run."""
    changed: frozenset[str] = frozenset()
    """The commands that set for the run what scenarios assume."""
    stored: frozenset[str] = frozenset()
    """Those of them with whose settings the module may start again."""
    blocked: Mapping[str, str] = field(default_factory=dict)
    """Capabilities that the place has not got, because of what the module starts with, and why."""

    def after_start(self, family: str) -> tuple[str, ...]:
        """Return what is sent to a module that has started again, so that it is as scenarios assume."""
        commands = (restore.command for restore in stacks.of(family).restore if restore.after in self.stored)
        return (*(() if self.form == USUAL else (SET_USUAL,)), *commands)


def look(module: Conversation, claims: Claims, form: LineForm) -> Found:
    """Ask a module in command mode for its settings.

    :param form: how it talked before it was brought there
    :raises BenchFault: the port went away
    """
    known = settings.of(claims.family)
    answers = {ask: module.ask(ask).decode("latin-1") for ask in dict.fromkeys(setting.ask for setting in known)}
    back = {setting.name: told for setting in known if (told := setting.told(answers[setting.ask]))}
    changed = [s for s in known if s.name in back and not s.only_used and not s.is_assumed(back[s.name])]
    saved = _saved(module, claims) if changed else frozenset()
    stored = [setting for setting in changed if setting.stored or setting.name in saved]
    blocked = {s.prevents: f"the module starts with {', '.join(back[s.name])}" for s in stored if s.prevents}
    return Found(form, back, frozenset(s.name for s in changed), frozenset(s.name for s in stored), blocked)


def _saved(module: Conversation, claims: Claims) -> frozenset[str]:
    """Return the commands whose settings the family's own command has stored; a default of the module's is none."""
    saved = claims.saved
    if saved is None or re.search(saved.pattern, module.ask(saved.ask).decode("latin-1")) is None:
        return frozenset()
    return saved.names


def assume(module: Conversation, claims: Claims, found: Found, names: Collection[str]) -> frozenset[str]:
    """Set what scenarios assume, where it was found otherwise; an ordinary module is left alone.

    :param names: the commands that may set something
    :returns: those that the module refused; one that starts up may take them later
    :raises BenchFault: it does not answer
    """
    if found.form == USUAL and not names:
        return frozenset()
    to_command_mode(module, claims.figure("escape.after").value)
    restores = [restore for restore in stacks.of(claims.family).restore if restore.after in names]
    return frozenset(restore.after for restore in restores if ANSWER_TO_AT not in send(module, claims, restore))


def give_back(module: Conversation, claims: Claims, found: Found, last: Collection[str], used: Collection[str]) -> str:
    """Put back what the last scenarios have set, and then what was found before the first one.

    :param last: names of the commands used since the module was brought to where scenarios begin
    :param used: names of the commands used in the whole run
    :returns: what could not be put back, and why; empty: nothing
    """
    names = [name for name in reversed(found.back) if name in found.changed or name in used]
    commands = [command for name in names for command in found.back[name]]
    left = commands + [found.form.command] * (found.form != USUAL)
    refused: list[str] = []
    try:
        put_back(module, claims, last)
        for command in commands:
            answer = module.ask(command, claims.time_limit(command).within)
            if not answer:
                return _told([*refused, *left], f"no answer to {command}")
            refused += [command] * (ANSWER_TO_AT not in answer)
            del left[0]
        if left:
            module.hear(found.form.command)  # is answered as it asks for, or not at all
        return _told(refused, "the module refused it")
    except BenchFault as fault:
        return _told([*refused, *left], str(fault))
    except KeyboardInterrupt:
        return _told([*refused, *left], "Ctrl-C")


def _told(commands: list[str], why: str) -> str:
    return f"not put back as it was found: {', '.join(commands)} ({why})" if commands else ""
