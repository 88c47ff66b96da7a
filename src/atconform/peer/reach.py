"""Whether module and far end reach each other at all, tried before anything is judged.

A far end on another host may stand behind a firewall, and a module behind its operator's address translation. What
needs a way that does not work is skipped; so only the far end's view counts here, and a module that answers in a wrong
manner on the way is left to the scenarios.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from atconform.bench import Bench
from atconform.errors import BenchFault, Inconclusive, ModuleFault
from atconform.requirements.claims import Claims

PORT = 5001
"""Of the module's server."""
HELLO = "hello"


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


def call(bench: Bench, ways: Ways) -> None:
    """Let the module call a TCP server.

    :raises Blocked: the call did not arrive
    """
    bench.open_peer("server", "server", "TCP")
    _go(bench, ways.connected)
    _expect(lambda: bench.peer_sees("server", "a connection"))


def be_called(bench: Bench, ways: Ways) -> None:
    """Let a TCP client call the module.

    :raises Blocked: the call did not arrive
    """
    bench.open_peer("client", "client", "TCP")
    _go(bench, ways.listening)
    _expect(lambda: bench.peer_connects("client", PORT))
    _expect(lambda: bench.peer_sees("client", "a connection"))


def exchange_datagrams(bench: Bench, ways: Ways) -> None:
    """Let the module send a datagram, and be answered.

    :raises Blocked: one of the two did not arrive
    """
    bench.open_peer("server", "server", "UDP")
    _go(bench, ways.ready_for_datagrams)
    for command, answer in ways.datagram:
        bench.send(command)
        bench.answers(answer)
    bench.type(ways.typed)
    _expect(lambda: bench.peer_receives("server", HELLO))
    bench.peer_sends("server", HELLO)
    _expect(lambda: bench.delivers(HELLO))


TRIALS: dict[str, Callable[[Bench, Ways], None]] = {
    "tcp-peer": call,
    "inbound": be_called,  # after the other, since the far end calls nobody who has not called
    "udp-peer": exchange_datagrams,
}
"""What is tried for each capability of a far end, in this order."""


def ways_of(claims: Claims) -> Ways:
    """Tell how a family's modules make their connections."""
    return next(ways for stack, ways in WAYS.items() if stack in claims.stacks)


def blocked(borrow: Callable[[], AbstractContextManager[Bench]]) -> dict[str, str]:
    """Try every way; returns the capabilities that the far end lacks for this module, and why.

    :param borrow: hands out a fresh bench
    """
    lacking = {}
    for capability, trial in TRIALS.items():
        with borrow() as bench:
            try:
                trial(bench, ways_of(bench.claims))
            except Blocked as fault:
                lacking[capability] = str(fault)
            except ModuleFault:
                continue  # which the scenarios will find, and say better
    return lacking


def _go(bench: Bench, state: str) -> None:
    """Bring the module to a state; whether the network played along is seen at the far end."""
    try:
        bench.prepare(state)
    except Inconclusive:
        return


def _expect(judge: Callable[[], None]) -> None:
    """Hold a way to be blocked where something does not arrive."""
    try:
        judge()
    except (ModuleFault, BenchFault) as fault:
        raise Blocked(str(fault)) from None
