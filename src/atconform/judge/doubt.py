"""Why a failure may be none of what its scenario is about."""

from __future__ import annotations

import re

from atconform.base.notation import show_bytes
from atconform.base.units import spell
from atconform.judge.session import Session

GARBAGE = re.compile(rb"[^\r\n\x20-\x7e]")
"""What no line of a module has: noise, or another baud rate."""
BOOT = frozenset({"rdy", "services_ready", "call_ready", "sms_ready"})
"""Rules of the lines that a module says when it has booted."""
RESTARTS = frozenset({"+CFUN", "+CPOWD", "+CPSMS", "+CPIN", "+CRESET"})
"""Commands that make it say them."""


def doubt(session: Session) -> str:
    """Return why a failure may be none of what the scenario is about; empty if nothing speaks for that.

    The line may be noisy. The module may have booted by itself. This machine may have been busy when a silence
    ended; an emulator on it is as late as this program is.
    """
    frames = session.log.frames
    boot = next((frame.text for frame in frames if frame.rule is not None and frame.rule.name in BOOT), "")
    if boot and not session.restarted and RESTARTS.isdisjoint(session.line.used):
        return f"the module booted in the middle ({boot})"
    stray = b"".join(frame.raw for frame in frames if frame.kind == "stray")
    if GARBAGE.search(stray):
        return f"garbage came ({show_bytes(stray.strip()[:20])})"
    late, edge = session.watch.late, session.transport.edge
    if 2 * late > edge:
        return f"this machine was busy, {spell(late)} late where {spell(edge)} count"
    return ""
