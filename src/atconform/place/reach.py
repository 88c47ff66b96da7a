"""Whether module and far end reach each other at all, tried before anything is judged.

A far end on another host may stand behind a firewall, and a module behind its operator's address translation. What
needs a way that does not work is skipped; so only the far end's view counts here, and a module that answers in a wrong
manner on the way is left to the scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import NamedTuple

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.units import SECOND
from atconform.judge.bench import Bench
from atconform.peer.sockets import CAPABILITIES
from atconform.requirements.claims import Claims

PORT = 5001
"""Of the module's server."""
HELLO = "hello"
ANOTHER = "[peer] of the bench file can name a far end that the module reaches"
PATIENCE = 10 * SECOND
"""After this long, the first segment of a call has been repeated three times and more."""


class Ways(NamedTuple):
    """How a protocol stack makes its connections: states, and commands with the last line of their answer."""

    connected: str
    ready_for_datagrams: str
    datagram: tuple[tuple[str, str], ...]
    typed: str = HELLO
    listening: str = f"listening on port {PORT}"


WAYS = {
    "cip": Ways("connected to the server", "connected to the server", (("AT+CIPSEND", ">"),), f"{HELLO}<Ctrl-Z>"),
    "netopen": Ways(
        "connected to the server as link 0",
        "on the open network",
        (
            ('AT+CIPOPEN=0,"UDP",,,9000', "+CIPOPEN: 0,0\nOK"),
            (f'AT+CIPSEND=0,{len(HELLO)},"{{server.ip}}",{{server.port}}', ">"),
        ),
    ),
}
"""By protocol stack; a family has one of them."""


class Blocked(Exception):
    """A way between module and far end does not work."""

    def __init__(self, why: str, *lacking: str) -> None:
        super().__init__(why)
        self.lacking = lacking
        """The capabilities that are none because of that."""


def call(bench: Bench, ways: Ways) -> None:
    """Let the module call a TCP server, and see whether it is its own address that the call comes from.

    :raises Blocked: the call did not arrive, or addresses are translated, and the module's ports with them
    """
    bench.peers.open("server", "server", "TCP")
    _go(bench, ways.connected)
    _expect(lambda: bench.peers.sees("server", "a connection"), "tcp-peer", "source-port")
    _expect(lambda: bench.peers.is_called_from_address("server", "{module.ip}"), "source-port")


def be_called(bench: Bench, ways: Ways) -> None:
    """Let a TCP client call the module.

    :raises Blocked: the call did not arrive
    """
    bench.peers.open("client", "client", "TCP")
    _go(bench, ways.listening)
    _expect(lambda: bench.peers.connects("client", PORT), "inbound")
    _expect(lambda: bench.peers.sees("client", "a connection"), "inbound")


def exchange_datagrams(bench: Bench, ways: Ways) -> None:
    """Let the module send a datagram, and be answered.

    :raises Blocked: one of the two did not arrive
    """
    bench.peers.open("server", "server", "UDP")
    _go(bench, ways.ready_for_datagrams)
    for command, answer in ways.datagram:
        bench.host.sends(command)
        bench.module.answers(answer)
    bench.host.types(ways.typed)
    _expect(lambda: bench.peers.receives("server", HELLO), "udp-peer")
    bench.peers.sends("server", HELLO)
    _expect(lambda: bench.module.delivers(HELLO), "udp-peer")


TRIALS: tuple[Callable[[Bench, Ways], None], ...] = (call, be_called, exchange_datagrams)
"""In this order, since the far end calls no address that has not called."""


def ways_of(claims: Claims) -> Ways:
    """Return how a family's modules make their connections."""
    return next(ways for stack, ways in WAYS.items() if stack in claims.stacks)


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
                trial(bench, ways_of(bench.claims))
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


def _go(bench: Bench, state: str) -> None:
    """Bring the module to a state; whether the network played along is seen at the far end."""
    try:
        bench.prepare(state)
    except Inconclusive:
        return


def _expect(judge: Callable[[], None], *needed_for: str) -> None:
    """Hold a way to be blocked where something does not arrive."""
    try:
        judge()
    except (ModuleFault, BenchFault) as fault:
        raise Blocked(str(fault), *needed_for) from None
