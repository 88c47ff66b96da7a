"""A module that says more than any does: it is held against it at once, since a scenario has to end."""

from __future__ import annotations

from atconform.base.basis import Basis
from atconform.base.errors import Overrun
from atconform.base.notation import show_bytes
from atconform.judge.grammar.bounds import CRLF, LONGEST, MOST_COUNTED
from atconform.judge.grammar.frame import Frame

MOST_UNASKED = 10_000
"""Lines, and pieces that are no lines, that nobody has asked for in one scenario: some dozens are many."""
SHOWN = 60
"""How many bytes of what was too much are shown."""


def refuse(frame: Frame) -> None:
    """Hold a frame against the module that is longer than any module prints.

    :raises Overrun: it is
    """
    if frame.kind != "excess":
        return
    said = show_bytes(frame.raw.strip(CRLF), SHOWN)
    if frame.line is not None:
        raise _fault(f"said {said!r}, which counts more than {MOST_COUNTED} bytes: no module has so many at once")
    raise _fault(f"said {said!r} without the end of a line: no line of a module has {LONGEST} bytes")


def refuse_more(count: int, last: Frame) -> None:
    """Hold against the module that more came that nobody asked for than any module says.

    :param count: how many lines or pieces it were
    :raises Overrun: it is too much
    """
    if count > MOST_UNASKED:
        said = show_bytes(last.raw.strip(CRLF) or last.raw, SHOWN)
        raise _fault(f"said more than {MOST_UNASKED} lines or pieces that nobody asked for; the last: {said!r}")


def _fault(what: str) -> Overrun:
    fault = Overrun(what, came=True)
    fault.resting_on(Basis.NOTE, ())
    return fault
