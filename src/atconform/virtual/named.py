"""An emulated module by its name, in virtual time, attached to the network that it is declared with."""

from __future__ import annotations

from atconform.emulator.families import build, variant
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.protocol.network_delays import NORMAL
from atconform.virtual.transport import MemoryTransport


def switched_on(name: str, *, normal_delays: bool = False) -> MemoryTransport:
    """Build a module, attach it to a simulated network of its own, and give it power.

    :param name: FAMILY[@VARIANT]
    :param normal_delays: whether both take as long as real ones
    :raises UsageError: there is no such family or variant
    """
    declared = variant(name)
    conditions = Conditions(**declared.network) if declared is not None else Conditions()
    if normal_delays:
        conditions.delays = NORMAL
    return MemoryTransport(build(name, "normal" if normal_delays else "short"), SimulatedNetwork(conditions))


def left_at(name: str) -> tuple[str, ...]:
    """Return what was typed at a module before it is handed over, a command each.

    :param name: FAMILY[@VARIANT]
    :raises UsageError: there is no such family or variant
    """
    declared = variant(name)
    return declared.left if declared is not None else ()
