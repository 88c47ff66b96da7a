"""Bringing a module back to where scenarios begin, from any state that the last one left."""

from __future__ import annotations

from collections.abc import Callable, Collection

from atconform.base.errors import BenchFault, Inconclusive
from atconform.place.conversation import Conversation
from atconform.requirements import stacks
from atconform.requirements.claims import Claims


def restore(conversation: Conversation, claims: Claims, touched: Collection[str], attach: Callable[[], None]) -> None:
    """Bring the module to where scenarios begin; where its radio was off, or it has booted by itself, attach it too.

    :param touched: names of the commands that were used
    :param attach: waits until the module is in the packet service
    :raises atconform.base.errors.BenchFault: the module does not come to that state
    """
    conversation.restore(claims, touched)
    if stacks.of(claims.family).registers_anew.isdisjoint(touched) and conversation.is_attached():
        return
    try:
        attach()
    except Inconclusive as fault:
        raise BenchFault(str(fault)) from None
