"""A simulated network without a clock of its own: latency, peers, names, and what a test wants to go wrong."""

from atconform.network.simulated import SimulatedNetwork

__all__ = ["SimulatedNetwork"]
