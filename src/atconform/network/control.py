"""What the simulated network can be told to do, by name; what scenarios say for it stands with their other phrases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atconform.base.errors import BenchFault
from atconform.base.suggest import did_you_mean
from atconform.network.simulated import SimulatedNetwork
from atconform.protocol import network as net
from atconform.protocol.network_action import NetworkAction


def _withdraw_context(network: SimulatedNetwork) -> None:
    for context in network.subscriber.active_contexts():
        network.subscriber.lose_context(context)


def _refuse_context(network: SimulatedNetwork) -> None:
    network.subscriber.refuse_contexts = True


def _delay_context(network: SimulatedNetwork, time: int) -> None:
    network.subscriber.extra_activation_delay = time


def _round_trip(network: SimulatedNetwork, time: int) -> None:
    """Take exactly so long for a round trip, which ends with the acknowledgement."""
    network.conditions.latency = time // 2
    network.conditions.jitter = network.conditions.acknowledgement_delay = 0


def _answer_names(network: SimulatedNetwork, *, answer: bool) -> None:
    network.conditions.name_servers_answer = answer


def _end_call(network: SimulatedNetwork) -> None:
    network.carrier.set_call(up=False)
    network.carrier.tell_module(net.CallEnded())


ACTIONS: Mapping[str, Callable[..., None]] = {
    "withdraw-context": _withdraw_context,
    "refuse-context": _refuse_context,
    "delay-context": _delay_context,
    "round-trip": _round_trip,
    "silence-name-servers": lambda network: _answer_names(network, answer=False),
    "restore-name-servers": lambda network: _answer_names(network, answer=True),
    "serve-by": lambda network, system: network.subscriber.serve_by(system),
    "detach": lambda network: network.subscriber.attach(wanted=False),
    "attach": lambda network: network.subscriber.attach(wanted=True),
    "go-dormant": lambda network: network.carrier.tell_module(net.Dormant()),
    "cut-route": lambda network, peer: network.peers.cut_off(peer),
    "restore-route": lambda network, peer: network.peers.reach_again(peer),
    "call": lambda network: network.carrier.tell_module(net.IncomingCall("+8613800000000")),
    "end-call": _end_call,
    "deliver-message": lambda network: network.carrier.tell_module(net.IncomingMessage("+8613800000000", "hello")),
}


def command(network: SimulatedNetwork, action: NetworkAction, now: int) -> None:
    """Make the network do what it is told, at the present time ``now``.

    :raises BenchFault: it knows no such action; a similar one is suggested
    """
    if action.name not in ACTIONS:
        raise BenchFault(f"the network cannot be told {action.name!r}{did_you_mean(action.name, list(ACTIONS))}")
    network.advance(now)
    ACTIONS[action.name](network, *action.arguments)
