"""What may happen to a module in any order: command lines, the network's doings, a peer's."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.protocol.network_action import NetworkAction
from tests.emulator.cip.rig import Rig

What = str | NetworkAction
Happening = tuple[tuple[str, What], int]
"""Who does what, and for how long nothing happens then."""

PEER = ("sends", "closes", "resets", "stops", "resumes", "connects")
SHORT = (1 * MS, 50 * MS, 1100 * MS)
LONG = (*SHORT, 4 * SECOND)


def happenings(
    commands: Sequence[str], network: Sequence[NetworkAction], pauses: Sequence[int], **others: Sequence[str]
) -> st.SearchStrategy[list[Happening]]:
    """Draw up to 25 things that happen.

    :param commands: lines that the host may send
    :param network: what the network may do
    :param others: by the name of who does something else: what
    """
    who: Mapping[str, Sequence[What]] = {"at": commands, "network": network, "peer": PEER} | others
    steps = st.one_of(*(st.tuples(st.just(name), st.sampled_from(list(whats))) for name, whats in who.items()))
    return st.lists(st.tuples(steps, st.sampled_from(list(pauses))), max_size=25)


def happen(rig: Rig, who: str, what: What, pause: int) -> None:
    """Have something happen."""
    match who, what:
        case _, NetworkAction(name, arguments):
            rig.network_does(name, *arguments)
        case "at", str(line):
            rig.at(line, pause)
        case "peer", str(deed):
            with contextlib.suppress(BenchFault):  # there may be no connection yet
                _peer_does(rig, deed)


def _peer_does(rig: Rig, what: str) -> None:
    match what:
        case "sends":
            rig.peer_sends(b"data")
        case "closes":
            rig.peer_closes()
        case "resets":
            rig.peer_resets()
        case "stops" | "resumes":
            rig.acknowledging(what == "resumes")
        case "connects":
            rig.client(1234)
