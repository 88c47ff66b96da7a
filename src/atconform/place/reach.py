"""Whether module and far end reach each other at all, tried before anything is judged.

A far end on another host may stand behind a firewall, and a module behind its operator's address translation. What
needs a way that does not work is skipped; so only the far end's view counts here, and a module that answers in a wrong
manner on the way is left to the scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.units import SECOND
from atconform.judge import preambles
from atconform.judge.bench import Bench
from atconform.judge.preambles import State
from atconform.peer.sockets import CAPABILITIES
from atconform.requirements import stacks
from atconform.requirements.stacks import Reach

PORT = 5001
"""Of the module's server."""
SERVER, CLIENT = "server", "client"
ANOTHER = "[peer] of the bench file can name a far end that the module reaches"
PATIENCE = 10 * SECOND
"""After this long, the first segment of a call has been repeated three times and more."""


class Blocked(Exception):
    """A way between module and far end does not work."""

    def __init__(self, why: str, *lacking: str) -> None:
        super().__init__(why)
        self.lacking = lacking
        """The capabilities that are none because of that."""


def call(bench: Bench, reach: Reach) -> None:
    """Let the module call a TCP server, and see whether it is its own address that the call comes from.

    :raises Blocked: the call did not arrive, or addresses are translated, and the module's ports with them
    """
    bench.peers.open(SERVER, "server", "TCP")
    _go(bench, State(reach.calling, SERVER))
    _expect(lambda: bench.peers.sees(SERVER, "a connection"), "tcp-peer", "source-port")
    _expect(lambda: bench.peers.is_called_from_address(SERVER, "{module.ip}"), "source-port")


def be_called(bench: Bench, reach: Reach) -> None:
    """Let a TCP client call the module.

    :raises Blocked: the call did not arrive
    """
    bench.peers.open(CLIENT, "client", "TCP")
    _go(bench, State(reach.called, numbers=(str(PORT),)))
    _expect(lambda: bench.peers.connects(CLIENT, PORT), "inbound")
    _expect(lambda: bench.peers.sees(CLIENT, "a connection"), "inbound")


def exchange_datagrams(bench: Bench, reach: Reach) -> None:
    """Let the module send a datagram, and be answered.

    :raises Blocked: one of the two did not arrive
    """
    bench.peers.open(SERVER, "server", "UDP")
    datagram = reach.datagram
    _go(bench, State(datagram.state, SERVER))
    for stage in stacks.of(bench.claims.family).stages(datagram.stages):
        preambles.play(bench, stage)
    bench.host.types(datagram.typed)
    _expect(lambda: bench.peers.receives(SERVER, datagram.data), "udp-peer")
    bench.peers.sends(SERVER, datagram.data)
    _expect(lambda: bench.module.delivers(datagram.data), "udp-peer")


TRIALS: tuple[Callable[[Bench, Reach], None], ...] = (call, be_called, exchange_datagrams)
"""In this order, since the far end calls no address that has not called."""


def blocked(borrow: Callable[[], AbstractContextManager[Bench]], *, one_machine: bool = False) -> dict[str, str]:
    """Try every way; returns the capabilities that the far end lacks for this module, and why.

    :param borrow: hands out a fresh bench
    :param one_machine: the far end stands on this machine's loopback, where either everything arrives or nothing:
        only an emulated module reaches it
    """
    lacking: dict[str, str] = {}
    for trial in TRIALS[:1] if one_machine else TRIALS:
        with borrow() as bench:
            bench.timing.patience = PATIENCE
            try:
                trial(bench, stacks.of(bench.claims.family).reach)
            except Blocked as fault:
                lacking |= dict.fromkeys(fault.lacking, str(fault))
            except ModuleFault:
                continue  # which the scenarios will find, and say better
    if one_machine and "tcp-peer" in lacking:
        lacking |= dict.fromkeys(CAPABILITIES, f"{lacking['tcp-peer']}; {ANOTHER}")
    return lacking


def summary(lacking: Mapping[str, str]) -> str:
    """Say what :func:`blocked` has found, each reason once; empty if every way works."""
    names: dict[str, list[str]] = {}
    for name, why in lacking.items():
        names.setdefault(why, []).append(name)
    return "; ".join(f"the far end lacks {', '.join(those)}: {why}" for why, those in names.items())


def _go(bench: Bench, state: State) -> None:
    """Bring the module to a state; whether the network played along is seen at the far end."""
    try:
        preambles.prepare(bench, state)
    except Inconclusive:
        return


def _expect(judge: Callable[[], None], *needed_for: str) -> None:
    """Hold a way to be blocked where something does not arrive."""
    try:
        judge()
    except (ModuleFault, BenchFault) as fault:
        raise Blocked(str(fault), *needed_for) from None
