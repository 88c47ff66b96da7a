"""Bringing the module from where every scenario begins to the state that this one begins in, or goes on in.

The ways there are data, in a file for each protocol stack (:mod:`atconform.requirements.stacks`). What scenarios call
the states stands with their other phrases.
"""

from __future__ import annotations

from typing import NamedTuple

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.base.units import SECOND, spell
from atconform.judge.bench import Bench
from atconform.judge.grammar.frame import Frame
from atconform.requirements import stacks
from atconform.requirements.stacks import Stage

NETWORK_PATIENCE = 180 * SECOND
"""How long a network may take to let the module in, which is the network's affair: longer than the manuals give to
AT+COPS (120 s) and to AT+CGATT (75 s)."""


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
    known, text = stacks.of(bench.claims.family), bench.text
    way = known.way_to(state.name)
    if state.peer:
        peer = bench.peers.named(state.peer)
        protocol = way.protocols.get(peer.protocol, peer.protocol)
        text.values |= {"peer.ip": peer.address.ip, "peer.port": str(peer.address.port), "peer.protocol": protocol}
    if text.values.get("module.ip") and not known.ends_context.isdisjoint(bench.session.line.used):
        text.values["module.ip"] = None
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
        if stage.unreached and (not fault.came or _says_so(bench, stage)):
            raise Inconclusive(f"the module could not be brought to be {state}: {fault}") from None
        raise


def _says_so(bench: Bench, stage: Stage) -> bool:
    """Return whether the module tells that it was the network or the far end that did not play along.

    The line that says so may follow on others, as CONNECT FAIL on the state of the connection.
    """
    session = bench.session
    lines = bench.expecter.read("\n".join(stage.unreached), session.framer.ledger.command).lines

    def says_so(frame: Frame) -> bool:
        return any(line.match(frame) is not None for line in lines)

    return session.wait(session.log.has_come(says_so, session.exchange_begin), session.transport.quiet)


def play(bench: Bench, stage: Stage) -> None:
    """Play one stage; one that waits for the network is played again until the network has done it.

    :raises ModuleFault: the module does not answer as the stage says
    :raises Inconclusive: the network takes longer than it may
    """
    deadline = bench.session.transport.now() + NETWORK_PATIENCE
    while not _plays(bench, stage):
        now = bench.session.transport.now()
        if now >= deadline:
            raise Inconclusive(f"{stage.command} was not answered {stage.until} within {spell(NETWORK_PATIENCE)}")
        bench.session.pass_time(now + SECOND)


def _plays(bench: Bench, stage: Stage) -> bool:
    """Play one stage once; return whether the module has told what leads on."""
    bench.host.sends(stage.command)
    leads_on = bench.module.answers("\n".join(stage.answer), stage.until)
    for line in stage.report:
        bench.module.reports(line)
    return leads_on
