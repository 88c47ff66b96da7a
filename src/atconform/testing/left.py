"""Modules whose ``with`` statement an exception has left: a test that fails by it shows them, as those of fixtures."""

from __future__ import annotations

from typing import Protocol


class Shown(Protocol):
    """A module as far as it is shown when a test fails."""

    name: str

    @property
    def elapsed(self) -> float:
        """How many seconds the test has had it."""

    @property
    def transcript(self) -> str:
        """What was said and done."""


_left: list[tuple[BaseException, Shown]] = []


def leave(module: Shown, error: BaseException) -> None:
    """Take note of a module that an exception has left, and forget those that others have.

    A test by hypothesis fails many times, and the last time counts.
    """
    if _left and _left[-1][0] is not error:
        _left.clear()
    _left.append((error, module))


def take() -> list[Shown]:
    """Hand over those that are known, the outermost first, and forget them."""
    taken = [module for _, module in reversed(_left)]
    _left.clear()
    return taken
