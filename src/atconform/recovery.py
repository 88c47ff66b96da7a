"""Bringing a module to the state that a scenario begins in, from wherever the last one left it."""

from __future__ import annotations

from atconform.errors import Inconclusive, ModuleFault
from atconform.session import Expected, Session
from atconform.units import SECOND

ATTACH_PATIENCE = 30


def wait_until_attached(session: Session) -> None:
    """Wait after power-up until the module answers and is in the packet service.

    :raises Inconclusive: it does not come into the packet service
    """
    session.pass_time(session.transport.now() + session.transport.quiet)
    session.forget()
    for _ in range(ATTACH_PATIENCE):
        session.send("AT+CGATT?")
        try:
            session.answers([Expected("+CGATT: 1"), Expected("OK")], 5 * SECOND)
        except ModuleFault:
            session.pass_time(session.transport.now() + SECOND)
            session.forget()
        else:
            return
    raise Inconclusive("the module does not attach to the packet service")
