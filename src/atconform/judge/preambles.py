"""Bringing the module from where every scenario begins to the state that this one begins in.

The ways there are data, in a file for each protocol stack (:mod:`atconform.requirements.stacks`). What scenarios call
the states stands with their other phrases.
"""

from __future__ import annotations

from typing import NamedTuple

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.judge.bench import Bench
from atconform.requirements import stacks
from atconform.requirements.stacks import Stage


class State(NamedTuple):
    """A state that a scenario can begin in."""

    name: str
    """One of those in the files of the stacks."""
    peer: str = ""
    """The peer that it speaks of."""
    numbers: tuple[str, ...] = ()
    """The number that it speaks of, or the first and the last of several; a figure of the family may stand for one."""


def prepare(bench: Bench, state: State, called: str = "") -> None:
    """Bring the module to a state.

    :param called: what the scenario calls it
    :raises Inconclusive: the network or the peer did not play along
    :raises ModuleFault: the module did not
    :raises BenchFault: no stack of the family leads to the state
    """
    way, text = stacks.of(bench.claims.family).way_to(state.name), bench.text
    if state.peer:
        peer = bench.peers.named(state.peer)
        protocol = way.protocols.get(peer.protocol, peer.protocol)
        text.values |= {"peer.ip": peer.address.ip, "peer.port": str(peer.address.port), "peer.protocol": protocol}
    numbers = [text.number(number) for number in state.numbers]
    for stage in way.stages:
        _play(bench, stage, called or state.name)
    for number in range(min(numbers), max(numbers) + 1) if numbers else (0,):
        text.values["number"] = str(number)
        for stage in way.each:
            _play(bench, stage, called or state.name)


def _play(bench: Bench, stage: Stage, state: str) -> None:
    try:
        play(bench, stage)
    except ModuleFault as fault:
        if stage.needs_network:
            raise Inconclusive(f"the module could not be brought to be {state}: {fault}") from None
        raise


def play(bench: Bench, stage: Stage) -> None:
    """Play one stage.

    :raises ModuleFault: the module does not answer as the stage says
    """
    bench.host.sends(stage.command)
    bench.module.answers("\n".join(stage.answer))
    for line in stage.report:
        bench.module.reports(line)
