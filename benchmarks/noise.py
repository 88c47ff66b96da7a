"""What a byte costs the framer and the session when a module does not stop: of 10 MB against of 100 kB, side by side.

Its partner is itself: the ratio tells whether cost grows with what has come. Lines that nobody asked for end a session
after some thousands, which is why they are measured by the time that a step takes, and not by bytes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from measuring import in_turns, ratios, show

from atconform.base.errors import ModuleFault
from atconform.base.units import MS, SECOND
from atconform.judge.grammar import grammar
from atconform.judge.grammar.framer import Framer
from atconform.judge.session import Session
from atconform.protocol.transport import Event, Instant, ModuleBytes

GRAMMAR = grammar.load(("v250", "bearer", "cip"))
LITTLE, MUCH = 100_000, 10_000_000
CHUNK = 4096
TURNS = 3
GOAL = 2.0
LIMIT = 5.0
NOISE = {
    "CR LF": b"\r\n",
    "CR": b"\r",
    "A": b"A",
    "NUL": b"\0",
    "quotes": b'"',
    "digits": b"0123456789",
    "text": bytes(random.Random(1).choices(range(0x20, 0x7F), k=CHUNK)),
}
LINES = {
    "results": b"\r\nOK\r\n",
    "headers": b"\r\n+IPD,3:abc",
    "unknown lines": b"\r\nBOO\r\n",
    "broken lines": b"\r\nB\xff\r\n",
    "a line without end": b"\r\n" + b"Z" * MUCH,
    "anything": random.Random(2).randbytes(MUCH),
}


class Said:
    """A transport on which a module says some bytes, a millisecond after one another, and nothing more."""

    name, emulated, noisy, lines, uncertainty, edge, quiet = "said", True, False, frozenset[str](), 0, MS, 2 * SECOND

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._taken = 0
        self._now = 0

    def now(self) -> int:
        """Return the present."""
        return self._now

    def write(self, data: bytes) -> Instant:
        """Take no notice."""
        return Instant(self._now, self._now)

    def set_line(self, line: str, *, high: bool) -> Instant:
        """Take no notice."""
        return Instant(self._now, self._now)

    def step(self, deadline: int) -> Event | None:
        """Return the next bytes."""
        chunk = self._data[self._taken : self._taken + CHUNK]
        if not chunk or self._now + MS > deadline:
            self._now = max(self._now, deadline)
            return None
        self._taken += len(chunk)
        self._now += MS
        return Event(Instant(self._now, self._now), ModuleBytes(chunk))

    def close(self) -> None:
        """Do nothing."""


def much(unit: bytes, size: int) -> bytes:
    """Repeat bytes up to a size."""
    return (unit * (size // len(unit) + 1))[:size]


def cut(data: bytes) -> None:
    """Cut bytes into frames, as they come in pieces."""
    framer = Framer(GRAMMAR)
    for begin in range(0, len(data), CHUNK):
        framer.feed(data[begin : begin + CHUNK])
        framer.take()
    framer.settle()


def hear(data: bytes) -> None:
    """Hear bytes out in a session, for as long as they come."""
    session = Session(Said(data), GRAMMAR)
    try:
        session.wait(lambda: False, 3600 * SECOND)
    except ModuleFault:
        return


def a_byte(work: Callable[[bytes], None], unit: bytes, size: int) -> float:
    """Measure what a byte costs, in nanoseconds; 10 MB are heard in all, so that a busy machine strikes all alike."""
    data, rounds = much(unit, size), MUCH // size
    begin = time.perf_counter()
    for _ in range(rounds):
        work(data)
    return (time.perf_counter() - begin) * 1e9 / (rounds * size)


def seconds(unit: bytes) -> float:
    """Measure how long a session hears 10 MB, or what it hears of them."""
    return a_byte(hear, unit, MUCH) * MUCH / 1e9


def main() -> None:
    """Measure noise by the byte, and lines by the session."""
    GRAMMAR.read("OK")
    for called, work in (("framer", cut), ("session", hear)):
        rows = []
        for name, unit in NOISE.items():
            little, most = in_turns(TURNS, partial(a_byte, work, unit, LITTLE), partial(a_byte, work, unit, MUCH))
            rows += [(name, most, "ns a byte"), ("", ratios(most, little), "x")]
        show(f"{called}: 10 MB, and the ratio to 100 kB", rows, f"goal: at most {GOAL:g} times as much a byte")
    rows = [(name, in_turns(TURNS, partial(seconds, unit))[0], "s") for name, unit in (LINES | NOISE).items()]
    show("session: 10 MB until the step has ended", rows, f"goal: at most {LIMIT:g} s")


if __name__ == "__main__":
    main()
