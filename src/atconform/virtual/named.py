"""An emulated module by its name, in virtual time, attached to the network that it is declared with."""

from __future__ import annotations

from atconform.emulator.families import build, variant
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.virtual.transport import MemoryTransport


def switched_on(name: str) -> MemoryTransport:
    """Build a module, attach it to a simulated network of its own, and give it power.

    :param name: FAMILY[@VARIANT]
    :raises UsageError: there is no such family or variant
    """
    declared = variant(name)
    conditions = Conditions(**declared.network) if declared is not None else Conditions()
    return MemoryTransport(build(name), SimulatedNetwork(conditions))


def left_at(name: str) -> tuple[str, ...]:
    """Return what was typed at a module before it is handed over, a command each.

    :param name: FAMILY[@VARIANT]
    :raises UsageError: there is no such family or variant
    """
    declared = variant(name)
    return declared.left if declared is not None else ()
