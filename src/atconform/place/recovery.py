"""Bringing a module back to where scenarios begin, from any state that the last one left."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.units import spell
from atconform.judge.session import Session
from atconform.place.command_mode import FIRST, to_command_mode
from atconform.place.conversation import ANSWER_TO_AT, Conversation
from atconform.place.registration import ASK_ATTACHED, ATTACHED
from atconform.requirements import stacks
from atconform.requirements.claims import Claims, Restore

AT_REST = re.compile(rb"AT\+CGATT\?\r\r\n\+CGATT: 1\r\n(\r\n)?OK\r\n")
"""The answer to the last question of a module of which nothing else was heard since it was told to do something."""
TRIALS = 5
"""How often in a row a module has to have been silent when it was brought back, before that is relied on."""


class Recovery:
    """Brings one module back, again and again.

    What is told to it is answered when it is done, and no document has anything follow on that. Whether a module holds
    to it is found out in the first times of a run, by a quiet time; then its answer to one more question, with nothing
    else before it, shows that it is at rest. As soon as something comes that nobody asked for, it is waited for again.
    """

    def __init__(self, module: Conversation) -> None:
        self._module = module
        self._silent = 0
        """How often in a row it has been silent."""
        self._first = FIRST
        """How long its first answer is awaited: not for long where it may still be in data mode."""

    def restore(self, claims: Claims, touched: Collection[str], attach: Callable[[], None]) -> None:
        """Bring the module to where scenarios begin; attach it where its radio was off, or it has booted by itself.

        :param touched: names of the commands that may have set something, as in ``+CIPHEAD``; it is put back
        :param attach: waits until the module is in the packet service, and silent
        :raises atconform.base.errors.BenchFault: the module does not come to that state
        """
        put_back(self._module, claims, touched, self._first)
        if stacks.of(claims.family).registers_anew.isdisjoint(touched) and self._is_attached():
            return
        try:
            attach()
        except Inconclusive as fault:
            raise BenchFault(str(fault)) from None

    def heed(self, ended: Session) -> None:
        """Take note of how a scenario ended; what came that nobody asked for may be late, and of what was before."""
        self._first = self._module.transport.quiet if ended.line.data_mode else FIRST
        if any(ended.log.unclaimed()):
            self._silent = 0

    def _is_attached(self) -> bool:
        """Ask the module whether it is in the packet service, and leave it when it is at rest."""
        spoken = self._module.overhears()
        answer = self._module.ask(ASK_ATTACHED)
        spoken |= AT_REST.fullmatch(answer) is None
        if spoken or self._silent < TRIALS:
            spoken |= self._module.settle()
            self._silent = 0 if spoken else self._silent + 1
        return ATTACHED in answer


def delete_messages(module: Conversation, places: Collection[str]) -> None:
    """Delete the short messages that a scenario had delivered: a full storage takes no further ones, nor tells of them.

    :param places: where they are stored
    """
    for place in places:
        module.ask(f"AT+CMGD={place}")


def put_back(module: Conversation, claims: Claims, touched: Collection[str], first: int = FIRST) -> None:
    """Bring the module to command mode, end its connections, and put back what was set.

    :param touched: names of the commands that may have set something
    :param first: how long its first answer is awaited, in microseconds
    :raises atconform.base.errors.BenchFault: the module does not answer, be it only one of the commands for that
    """
    to_command_mode(module, claims.figure("escape.after").value, first)
    for restore in stacks.of(claims.family).restore:
        if restore.after in touched or not restore.after:
            send(module, claims, restore)


def settable(claims: Claims) -> frozenset[str]:
    """Return the commands that a run puts back on a module of which it does not know what was used."""
    return frozenset(restore.after for restore in stacks.of(claims.family).restore if not restore.only_used)


def send(module: Conversation, claims: Claims, restore: Restore) -> bytes:
    """Send a command that puts something back, and return the answer.

    :raises atconform.base.errors.BenchFault: there is none
    """
    limit, report = claims.time_limit(restore.command).within, restore.report.encode()
    answer = module.ask(restore.command, limit)
    if not answer:
        raise BenchFault(f"{module.transport.name}: no answer to {restore.command} within {spell(limit)}")
    if ANSWER_TO_AT in answer and report not in answer:
        module.await_text(report, limit)
    return answer
