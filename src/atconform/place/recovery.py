"""Bringing a module back to where scenarios begin, from any state that the last one left."""

from __future__ import annotations

from collections.abc import Callable, Collection

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.units import spell
from atconform.place.command_mode import to_command_mode
from atconform.place.conversation import ANSWER_TO_AT, Conversation
from atconform.place.registration import is_attached
from atconform.requirements import stacks
from atconform.requirements.claims import Claims, Restore


def restore(module: Conversation, claims: Claims, touched: Collection[str], attach: Callable[[], None]) -> None:
    """Bring the module to where scenarios begin; where its radio was off, or it has booted by itself, attach it too.

    :param touched: names of the commands that were used, as in ``+CIPHEAD``; what they set is put back
    :param attach: waits until the module is in the packet service
    :raises atconform.base.errors.BenchFault: the module does not come to that state
    """
    put_back(module, claims, touched)
    if stacks.of(claims.family).registers_anew.isdisjoint(touched) and is_attached(module):
        return
    try:
        attach()
    except Inconclusive as fault:
        raise BenchFault(str(fault)) from None


def delete_messages(module: Conversation, places: Collection[str]) -> None:
    """Delete the short messages that a scenario had delivered: a full storage takes no further ones, nor tells of them.

    :param places: where they are stored
    """
    for place in places:
        module.ask(f"AT+CMGD={place}")


def put_back(module: Conversation, claims: Claims, touched: Collection[str]) -> None:
    """Bring the module to command mode, end its connections, and put back what was set.

    :param touched: names of the commands that were used
    :raises atconform.base.errors.BenchFault: the module does not answer, be it only one of the commands for that
    """
    to_command_mode(module, claims.figure("escape.after").value)
    for restore in stacks.of(claims.family).restore:
        if restore.after in touched or not restore.after:
            send(module, claims, restore)
    module.settle()


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
