"""The time from AT to OK on a pseudo-terminal: the emulated module against a stub that echoes what it is sent.

Each is in a process of its own. A round trip begins with the write and ends when the last byte has been read.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import statistics
import subprocess
import sys
import time
import tty
from collections.abc import Iterator
from functools import partial

from measuring import ATCONFORM, family, in_turns, open_line, ratios, show

COMMAND = b"AT\r"
ECHO = COMMAND
ANSWER = COMMAND + b"\r\nOK\r\n"
ROUND_TRIPS = 2_000
TURNS = 9
GOAL, DEMAND = 2, 4
STUB = "--stub"
TRIES = 20
QUIET_SECONDS = 0.5


def echo_for_ever() -> None:
    """Be the stub."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    print(f"stub on {os.ttyname(slave)} (Ctrl-C ends it)", flush=True)
    while True:
        os.write(master, os.read(master, 4096))


@contextlib.contextmanager
def line_of(command: list[str]) -> Iterator[int]:
    """Start a program that says "... on WHERE (...)", and open the line that is there."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            where = line.partition(" on ")[2].partition(" ")[0]
            if not where:
                sys.exit(f"did not say where it is: {' '.join(command)}")
            opened = open_line(where)
            try:
                yield opened
            finally:
                os.close(opened)
        finally:
            process.terminate()


def wait_until_ready(terminal: int) -> None:
    """Send AT until nothing but its answer comes: the module has booted, and has said so."""
    heard = b""
    for _ in range(TRIES):
        os.write(terminal, COMMAND)
        heard = b""
        while select.select([terminal], [], [], QUIET_SECONDS)[0]:
            heard += os.read(terminal, 4096)
        if heard == ANSWER:
            return
    sys.exit(f"the emulated module does not answer AT: {heard!r}")


def round_trip(terminal: int, answer: bytes) -> float:
    """Measure the median of many round trips, in microseconds."""
    times = []
    for _ in range(ROUND_TRIPS):
        begin = time.perf_counter_ns()
        os.write(terminal, COMMAND)
        got = b""
        while len(got) < len(answer):
            got += os.read(terminal, 4096)
        times.append((time.perf_counter_ns() - begin) / 1_000)
        assert got == answer, f"said {got!r}, expected {answer!r}"
    return statistics.median(times)


def main() -> None:
    """Measure both in turns."""
    with (
        line_of([*ATCONFORM, "emulate", family(), "--pty", "--quick"]) as module,
        line_of([sys.executable, __file__, STUB]) as stub,
    ):
        wait_until_ready(module)
        ours, theirs = in_turns(TURNS, partial(round_trip, module, ANSWER), partial(round_trip, stub, ECHO))
    show(
        f"AT on a pty, the median of {ROUND_TRIPS} round trips a turn",
        [
            (f"atconform emulate {family()} --pty --quick", ours, "us"),
            ("a stub that echoes", theirs, "us"),
            ("ratio", ratios(ours, theirs), "x"),
        ],
        f"goal: at most {GOAL} x; demand: at most {DEMAND} x",
    )


if __name__ == "__main__":
    echo_for_ever() if STUB in sys.argv[1:] else main()
