"""The ways that lead to the states of a family's stacks, as the host goes them: chance alone seldom comes so far."""

from __future__ import annotations

import re
from functools import cache

from atconform.emulator.families import FAMILIES
from atconform.requirements import stacks
from tests.emulator.cip.rig import MODULE_IP

SERVER_PORT, LISTENING_PORT = 8500, 1234
PLACES = {
    "apn": "CMNET",
    "peer.protocol": "TCP",
    "peer.ip": "116.228.221.51",
    "peer.port": str(SERVER_PORT),
    "module.ip": MODULE_IP,
}
DIALLED = ("ATD*99#",)


@cache
def roads(family: str) -> tuple[tuple[str, ...], ...]:
    """Return the command lines of each way there is, and of the packet service's call."""
    known = stacks.of(family)
    ways = ((state, known.way_to(state)) for state in known.states)
    lines = [_lines(state, [stage.command for stage in (*way.stages, *way.each)], way.protocols) for state, way in ways]
    dialled = (DIALLED,) if "D" in FAMILIES[family].commands else ()
    return (*(road for road in lines if road), *dialled)


def _lines(state: str, commands: list[str], protocols: stacks.Protocols) -> tuple[str, ...]:
    number = str(LISTENING_PORT if "listening" in state else 0)
    places = PLACES | {"number": number, "peer.protocol": protocols.get("TCP", "TCP")}
    return tuple(re.sub(r"\{([a-z.]+)\}", lambda match: places[match[1]], command) for command in commands)
