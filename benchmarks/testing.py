"""What a test of an application costs: its module, and going online, connecting, and 100 bytes and their echo.

All in virtual time, as with the fixture ``sim800``; and so are the recipes of docs/testing.md, but the one on a
pseudo-terminal.
"""

from __future__ import annotations

import inspect
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from measuring import in_turns, show

from atconform.testing import module

sys.path.append(str(Path(__file__).parents[1]))
from tests.testing import test_recipes
from tests.testing.tracker import Link

TURNS = 100
GOALS = "goals: 2 ms for all that, 10 ms for a recipe"


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


def recipes() -> Iterator[tuple[str, Callable[[], None]]]:
    """Return the recipes in virtual time, by their names."""
    for name, test in vars(test_recipes).items():
        families = list(inspect.signature(test).parameters) if name.startswith("test_") else ["none"]
        options = {key: value for mark in getattr(test, "pytestmark", ()) for key, value in mark.kwargs.items()}
        if all(family.startswith("sim") and "_" not in family for family in families):
            yield name.removeprefix("test_").replace("_", " "), partial(play, test, families, options)


def play(test: Callable[..., None], families: list[str], options: dict[str, str]) -> None:
    """Play a test as pytest does, with a module for each fixture."""
    with ExitStack() as stack:
        test(*(stack.enter_context(module(family, **options)) for family in families))


def milliseconds(test: Callable[[], None]) -> float:
    """Play a test, and return how long it took."""
    begin = time.perf_counter()
    test()
    return 1000 * (time.perf_counter() - begin)


def main() -> None:
    tests = {"a module, and nothing else": empty, "registration, connect, 100 bytes, echo": echo, **dict(recipes())}
    for test in tests.values():
        test()  # what is loaded once is no part of it
    taken = in_turns(TURNS, *(partial(milliseconds, test) for test in tests.values()))
    show("a test of an application", [(name, taken[number], "ms") for number, name in enumerate(tests)], GOALS)


if __name__ == "__main__":
    main()
