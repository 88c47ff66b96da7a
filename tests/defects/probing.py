"""Showing that a defect acts: the same is done to a module without it and to one with it, and what comes differs.

A probe has a step a line::

    server TCP            a peer named server; also: second TCP, client TCP, stranger UDP ...
    given connected server   a state of the stacks (requirements/data/stacks), with the peer that it speaks of
    given connected-multi server 1   ... with the number of the connection
    send AT+CIPSTATUS     a command; {server.ip} and the like stand for the peers
    type hello<Ctrl-Z>    bytes; no time passes behind them
    server sends hello    a peer's data; <0x00> and <1460 bytes> as in scenarios
    client connects 5000  a peer calls a port of the module
    server closes         or resets; server stops acknowledging, server acknowledges
    network withdraw-context   an action of the simulated network, with its arguments
    line DTR high
    wait 2                seconds
    power                 the module's power is switched off and on
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.judge import preambles
from atconform.judge.bench import Bench
from atconform.judge.preambles import State
from atconform.place.memory import MemoryPlace
from atconform.protocol.network_action import NetworkAction
from atconform.virtual.transport import MemoryTransport
from tests.defects.defect import Defect
from tests.defects.seams import Change

AFTER = 2 * SECOND
"""How long a step is given to show, and the whole at its end."""
TIMED = ("type ", "line ", "wait ")
"""How steps begin behind which no time passes, so that the probe can say how much does."""


def acts(defect: Defect) -> bool:
    """Return whether the probe tells the defect from a module without it."""
    return trace(defect, defect.switched_on) != trace(defect, replace(defect, change=Change()).switched_on)


def trace(defect: Defect, switch_on: Callable[[], MemoryTransport]) -> list[tuple[int, str, str]]:
    """Play the probe, and return what came, with the time and the direction."""
    place = MemoryPlace("probed", switch_on)
    bench = place.begin(defect.of)
    try:
        for line in filter(None, map(str.strip, defect.probe.splitlines())):
            _step(bench, line)
            if not line.startswith(TIMED):
                bench.session.pass_time(bench.session.transport.now() + AFTER)
        bench.session.pass_time(bench.session.transport.now() + AFTER)
    except Exception as stopped:  # of any kind: how a defect stops the probe is part of what it does
        bench.session.transcript.note(bench.session.transport.now(), "--", f"stopped: {stopped}")
    return [(entry.at, entry.direction, entry.text) for entry in bench.session.transcript.entries]


def _step(bench: Bench, line: str) -> None:
    first, _, rest = line.partition(" ")
    match first:
        case "given":
            name, *words = rest.split()
            peer, numbers = (words[0], words[1:]) if words else ("", [])
            if peer.isdigit():
                peer, numbers = "", words
            preambles.prepare(bench, State(name, peer, tuple(numbers)))
        case "send":
            bench.host.sends(rest)
        case "type":
            bench.host.types(rest)
        case "wait":
            bench.session.pass_time(bench.session.transport.now() + round(float(rest) * SECOND))
        case "line":
            name, level = rest.split()
            bench.host.sets(name, high=level == "high")
        case "network":
            name, *arguments = rest.split()
            values = tuple(int(word) if word.isdigit() else word for word in arguments)
            bench.network(NetworkAction(name, values))
        case "power":
            bench.power_cycle()
        case peer:
            _peer(bench, peer, rest)


def _peer(bench: Bench, name: str, what: str) -> None:
    verb, _, rest = what.partition(" ")
    match verb:
        case "TCP" | "UDP":
            role = "client" if name.endswith("client") else "server"
            bench.peers.open(name, role, verb)
        case "sends":
            bench.peers.sends(name, rest)
        case "connects":
            bench.peers.connects(name, int(rest))
        case "closes" | "resets":
            bench.peers.ends(name, verb, int(rest) if rest else None)
        case "stops":
            bench.peers.acknowledges(name, on=False)
        case "acknowledges":
            bench.peers.acknowledges(name, on=True)
        case _:
            raise ValueError(f"a probe has no step {name} {what!r}")
