"""Driving the host's end of PPP over a session whose module carries data."""

from __future__ import annotations

from collections.abc import Callable

from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.units import SECOND
from atconform.judge.dialup.host import PppHost
from atconform.judge.session import Session

RESTART = 3 * SECOND
"""How long an answer is waited for before the question is asked again (RFC 1661, 4.6)."""
MOST_REQUESTS = 30
"""How often the host asks in all; RFC 1661, 4.6, has ten for each request that is not answered."""
MOST_ENDINGS = 2
"""How often the host asks to end the session (RFC 1661, 4.6)."""


def bring_up(session: Session) -> PppHost:
    """Bring PPP up.

    :raises BenchFault: there is no dialled session in data mode
    :raises ModuleFault: the module does not play along, or gives the host no address
    :raises Inconclusive: the operator wants a name and password
    """
    if not (session.line.data_mode and session.framer.ledger.ppp):
        raise BenchFault("PPP needs a call in data mode: dial ATD*99# and wait for CONNECT")
    host = PppHost(session.send_frame)
    session.on_frame = host.receive
    host.begin()
    while not host.up:
        if host.asked > MOST_REQUESTS or _over(session, host):
            raise ModuleFault(f"PPP did not come up, but stayed in the phase {host.phase}")
        if not session.wait(_progress(session, host), RESTART):
            host.repeat()
    if host.address.is_unspecified or host.address.is_multicast or host.address.is_loopback:
        raise ModuleFault(f"the host's address shall be {host.address}, which no network gives")
    session.findings.judgements += 1
    return host


def _progress(session: Session, host: PppHost) -> Callable[[], bool]:
    """Make a condition: the host is asking for something else than now, or for nothing any more."""
    asked = host.asked
    return lambda: host.up or host.asked > asked or _over(session, host)


def _over(session: Session, host: PppHost) -> bool:
    return host.phase == "Dead" or not session.line.data_mode


def end(session: Session, host: PppHost) -> None:
    """End the session, the module being told.

    :raises ModuleFault: the module does not confirm it
    """
    for _ in range(MOST_ENDINGS):
        host.end()
        session.wait(lambda: _over(session, host), RESTART)
        if host.phase == "Dead":
            session.findings.judgements += 1
            return
        if not session.line.data_mode:
            break
    raise ModuleFault("the module did not confirm that PPP ends")
