"""Drawing things by chance."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

T = TypeVar("T")


def one_of(rng: Random, *ways: tuple[int, Callable[[], T]]) -> T:
    """Draw in one of several ways; the number before each says how often, against the others."""
    (way,) = rng.choices([way for _, way in ways], [often for often, _ in ways])
    return way()


def many(rng: Random, most: int, draw: Callable[[], T], least: int = 0) -> list[T]:
    """Draw a few of something."""
    return [draw() for _ in range(rng.randint(least, most))]


def some_bytes(rng: Random, most: int) -> bytes:
    """Draw bytes."""
    return rng.randbytes(rng.randint(0, most))
