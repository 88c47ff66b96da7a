"""Finding out by trials how long the silences of the escape sequence have to be.

A trial is a whole escape sequence in which one silence is of the length that is tried, and the others are long enough
in any case: either the module leaves data mode, or what was typed reaches the server. The first trials are just shorter
and just longer than the family claims; every further one halves the range in which the threshold may lie, until the
transport cannot tell lengths apart.
"""

from __future__ import annotations

from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.notation import show_bytes
from atconform.base.units import MS, spell
from atconform.judge.bench import Bench
from atconform.protocol.transport import Instant
from atconform.requirements import stacks

CR = b"\r"
SEQUENCES = {
    "escape.before": (("escape.before", b"+++"),),
    "escape.gap": (("escape.before", b"+"), ("escape.gap", b"++")),
    "escape.after": (("escape.before", b"+++"), ("escape.after", b"AT" + CR)),
}
"""For each figure, what is typed, and after the silence of which figure. What ends with CR is a command to a module
that has left data mode, and data to one that has not."""

FILLER = b"x"
"""Data that every trial begins with, so that the first silence has a beginning."""

SERVER = "server"
"""The peer that the module is in data mode with."""

ENOUGH = 2
"""How many times its figure a silence is at most."""


def find(bench: Bench, name: str) -> tuple[int, int]:
    """Find where a silence begins to be long enough, or ceases to be short enough: not less than, not more than.

    The module has to be in data mode with the server, and is so again afterwards. What is found is judged by
    :meth:`atconform.judge.timing.Timing.measures`.

    :param name: one of :data:`SEQUENCES`
    :raises ModuleFault: the module does the same at every length, or neither leaves data mode nor passes data on
    :raises BenchFault: no figure of this name can be found so
    """
    if name not in SEQUENCES:
        raise BenchFault(f"{{{name}}} cannot be found by bisection; known: {', '.join(SEQUENCES)}")
    figure = bench.claims.figure(name)
    leaves_when_longer = figure.kind == "at least"
    edge, resolution = bench.session.transport.edge, max(MS, bench.session.transport.uncertainty)
    guesses = (figure.value - edge, figure.value + edge)
    low, high = 0, ENOUGH * figure.value
    earliest = latest = None
    while high - low > resolution:
        tried = next((guess for guess in guesses if low < guess < high), (low + high) // 2)
        silence, left = _try(bench, name, tried)
        if left == leaves_when_longer:
            high, latest = tried, silence.latest
        else:
            low, earliest = tried, silence.earliest
    if earliest is None or latest is None:
        always = leaves_when_longer == (earliest is None)
        does = "leaves" if always else "does not leave"
        raise ModuleFault(f"the module {does} data mode whatever {{{name}}} is, up to {spell(ENOUGH * figure.value)}")
    return earliest, latest


def _try(bench: Bench, name: str, tried: int) -> tuple[Instant, bool]:
    """Play one trial; tells how long the silence really was, and whether the module left data mode."""
    session, silence = bench.session, Instant(0, 0)
    session.transcript.note(session.transport.now(), "--", f"trial: {name} of {spell(tried)}")
    session.type(FILLER)
    for figure, data in SEQUENCES[name]:
        before = session.watch.last_write
        session.pass_time(before.latest + (tried if figure == name else ENOUGH * bench.timing.figure(figure)))
        _type(bench, data)
        if figure == name:
            silence = Instant(
                session.watch.last_write.earliest - before.latest, session.watch.last_write.latest - before.earliest
            )
    return silence, _left(bench, FILLER + b"".join(data for _, data in SEQUENCES[name]))


def _type(bench: Bench, data: bytes) -> None:
    """Type; whether the module has left data mode before a command shows later, so its echo may come in any case."""
    session = bench.session
    if not data.endswith(CR):
        session.type(data)
        return
    if session.line.data_mode:
        session.framer.ledger.owe_echo(data)
    session.send(data.removesuffix(CR).decode())


def _left(bench: Bench, typed: bytes) -> bool:
    """Wait for what the module does; where it left data mode, go back into it.

    :raises ModuleFault: it does neither
    """
    session, peer = bench.session, bench.peers.named(SERVER)

    def passed_on() -> bool:
        return peer.received(max(1, peer.connections)) == typed

    patience = ENOUGH * bench.timing.figure("escape.after") + bench.claims.time_limit("").within
    if not session.wait(lambda: passed_on() or not session.line.data_mode, patience):
        raise ModuleFault(f"{show_bytes(typed)!r} neither made the module leave data mode nor reached the {SERVER}")
    if passed_on():
        session.framer.ledger.forgive_echo()
        bench.peers.receives(SERVER, show_bytes(typed))
        return False
    bench.module.reports("OK")
    if typed.endswith(CR):
        bench.module.answers("OK")
    bench.peers.receives(SERVER, show_bytes(FILLER))
    bench.host.sends("ATO")
    bench.module.answers(stacks.of(bench.claims.family).connect_line)
    return True
