"""Why a failure may be none of what its scenario is about."""

from __future__ import annotations

import re

from atconform.base.errors import ModuleFault
from atconform.base.notation import show_bytes
from atconform.base.units import spell
from atconform.judge.session import Session
from atconform.requirements.circumstances import signed

GARBAGE = re.compile(rb"[^\r\n\x20-\x7e]")
"""What no line of a module has: noise, or another baud rate."""


def accusation(session: Session) -> ModuleFault | None:
    """Return what the module did that is its own fault, whatever its scenario came to; None: nothing of that kind."""
    met = session.circumstances.accused()
    if met is None or not session.findings.fails(met.ground):
        return None
    return ModuleFault(str(met), came=True).resting_on(met.ground.basis, met.ground.names)


def doubt(session: Session) -> str:
    """Return why a failure may be none of what the scenario is about; empty if nothing speaks for that.

    Network, card, supply or another user of the module may have done something. The line may be noisy, if it is one
    that can be. This machine may have been busy when a silence ended; an emulator on it is as late as this program is.
    """
    if met := session.circumstances.explaining():
        return met
    stray = b"".join(frame.raw for frame in session.log.frames if frame.kind == "stray")
    if session.transport.noisy and GARBAGE.search(stray):
        return f"{signed('noise').says} ({show_bytes(stray.strip()[:20])})"
    late, edge = session.watch.late, session.transport.edge
    if 2 * late > edge:
        return f"{signed('late').says}, {spell(late)} late where {spell(edge)} count"
    return ""
