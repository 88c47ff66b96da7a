"""What a test of an application costs: its module, and going online, connecting, and 100 bytes and their echo.

All in virtual time, as with the fixture ``sim800``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from atconform.testing import module

sys.path.append(str(Path(__file__).parents[1]))
from tests.testing.tracker import Link

TURNS = 200
GOAL = 2.0
"""Milliseconds for a whole test."""


def empty() -> None:
    with module("sim800"):
        pass


def echo() -> None:
    with module("sim800") as sim800:
        sim800.network.tcp_server("echo.example", 7).echoes()
        link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
        link.go_online()
        assert link.connect("echo.example", 7)
        assert link.send(b"x" * 100)
        link.until_data(b"x" * 100)


def milliseconds(test: Callable[[], None]) -> float:
    """Return what a test takes, in the middle of many."""
    test()
    taken = []
    for _ in range(TURNS):
        begin = time.perf_counter()
        test()
        taken.append(time.perf_counter() - begin)
    return 1000 * statistics.median(taken)


def main() -> None:
    print(f"a module, and nothing else                {milliseconds(empty):6.2f} ms")
    print(f"registration, connect, 100 bytes, echo    {milliseconds(echo):6.2f} ms (goal {GOAL:.2f})")


if __name__ == "__main__":
    main()
