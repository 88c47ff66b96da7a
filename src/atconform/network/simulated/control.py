"""What a scenario can make the network do: the phrases of the step "the network ..."."""

from __future__ import annotations

import re
from collections.abc import Callable

from atconform.errors import BenchFault
from atconform.network import messages as net
from atconform.network.simulated.network import SimulatedNetwork
from atconform.units import SECOND


def _withdraw(network: SimulatedNetwork) -> None:
    for context in network.active_contexts():
        network.lose_context(context)


def _refuse(network: SimulatedNetwork) -> None:
    network.refuse_contexts = True


def _delay(network: SimulatedNetwork, seconds: str) -> None:
    network.extra_activation_delay = int(seconds) * SECOND


PHRASES: dict[str, Callable[..., None]] = {
    "withdraws the PDP context": _withdraw,
    "refuses the next PDP context": _refuse,
    r"takes (\d+) s for the next PDP context": _delay,
    "detaches the module": lambda network: network.attach(wanted=False),
    "attaches the module again": lambda network: network.attach(wanted=True),
    "calls the module": lambda network: network.tell_module(net.IncomingCall("+8613800000000")),
    "ends the call": lambda network: network.tell_module(net.CallEnded()),
    "delivers a short message": lambda network: network.tell_module(net.IncomingMessage("+8613800000000", "hello")),
}


def command(network: SimulatedNetwork, phrase: str) -> None:
    """Make the network do what a phrase says.

    :raises BenchFault: the phrase is not known
    """
    for pattern, action in PHRASES.items():
        if match := re.fullmatch(pattern, phrase):
            action(network, *match.groups())
            return
    raise BenchFault(f"the network cannot be told: {phrase!r}; known: {', '.join(PHRASES)}")
