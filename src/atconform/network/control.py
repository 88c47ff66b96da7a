"""What a scenario can make the network do: the phrases of the step "the network ..."."""

from __future__ import annotations

import re
from collections.abc import Callable

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.network.simulated import SimulatedNetwork
from atconform.protocol import network as net


def _withdraw(network: SimulatedNetwork) -> None:
    for context in network.active_contexts():
        network.lose_context(context)


def _refuse(network: SimulatedNetwork) -> None:
    network.refuse_contexts = True


def _delay(network: SimulatedNetwork, seconds: str) -> None:
    network.extra_activation_delay = int(seconds) * SECOND


def _end_call(network: SimulatedNetwork) -> None:
    network.set_call(up=False)
    network.tell_module(net.CallEnded())


def _round_trip(network: SimulatedNetwork, time: str, unit: str) -> None:
    network.conditions.latency = int(time) * {"ms": MS, "s": SECOND}[unit] // 2


def _answer_names(network: SimulatedNetwork, *, answer: bool) -> None:
    network.conditions.name_servers_answer = answer


PHRASES: dict[str, Callable[..., None]] = {
    "withdraws the PDP context": _withdraw,
    "refuses the next PDP context": _refuse,
    r"takes (\d+) s for the next PDP context": _delay,
    r"takes (\d+) (ms|s) for a round trip": _round_trip,
    "has no name server that answers": lambda network: _answer_names(network, answer=False),
    "has a name server that answers again": lambda network: _answer_names(network, answer=True),
    "is (GSM|CDMA|EVDO|LTE)": lambda network, system: network.serve_by(system),
    "detaches the module": lambda network: network.attach(wanted=False),
    "attaches the module again": lambda network: network.attach(wanted=True),
    r"has no route to the (\w+)": lambda network, peer: network.cut_off(peer),
    r"has a route to the (\w+) again": lambda network, peer: network.reach_again(peer),
    "calls the module": lambda network: network.tell_module(net.IncomingCall("+8613800000000")),
    "ends the call": _end_call,
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
