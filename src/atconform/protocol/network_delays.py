"""How long the network of an emulated module takes for what it only pretends to do."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.units import MS, SECOND


@dataclass(frozen=True, slots=True)
class NetworkDelays:
    """Times in microseconds, on top of what packets need to get through."""

    registration: int = 0
    """From switching the radio on to being registered."""
    attachment: int = 0
    """From asking for the packet service, or from the registration where the module comes into it by itself."""
    activation: int = 0
    """Until a context is active."""
    deactivation: int = 0
    resolution: int = 0
    """Until name servers answer."""


NONE = NetworkDelays()
NORMAL = NetworkDelays(
    registration=2 * SECOND,
    attachment=400 * MS,
    activation=600 * MS,
    deactivation=200 * MS,
    resolution=150 * MS,
)
"""About as long as a network that is there takes; far below the greatest times that the manuals allow."""
SHORT = NetworkDelays(attachment=110 * MS, activation=230 * MS, resolution=70 * MS)
"""Distinct and small, so that no order is an accident, and a scenario in virtual time is over soon."""
