"""What is done to a module by chance: settings first, which change what it says; a way to some state; then anything."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from atconform.base.units import MS, SECOND
from tests.fuzz import commands
from tests.fuzz.chance import many, one_of, some_bytes
from tests.fuzz.happenings import Happening, happening
from tests.fuzz.roads import roads

Step = tuple[str | bytes | Happening, int]
"""A command line, bytes, or what else happens; and how long nothing happens then, in microseconds."""

MOST = 16
"""How many things are done, each of one step or of several that belong together."""
MOST_SETTINGS = 5
TYPED = (b"+++", b"\x1a", b"\x1b", b"A/", b"\x11", b"\x13", b"hello\x1a", b"x" * 3000, b"~\x7e\x7d")
DATA = (b"hello\x1a", b"hello", b"\x1a", b"\x1b", b"68656C6C6F\x1a", b"x" * 1500 + b"\x1a", b"a\r\nb\x1a")
"""What is typed behind a command that asks for data."""
PAUSES = (0, 1 * MS, 50 * MS, 600 * MS, 1100 * MS, 4 * SECOND)


def steps(family: str, rng: Random, pauses: Sequence[int] = PAUSES) -> list[Step]:
    """Draw what is done to a module of a family.

    :param pauses: how long nothing happens behind a step
    """

    def setting() -> list[Step]:
        return [(line, rng.choice(pauses)) for line in commands.setting(family, rng)]

    def settings() -> list[Step]:
        return [step for group in many(rng, MOST_SETTINGS, setting) for step in group]

    def way() -> list[Step]:
        before = commands.data_waits(family) if rng.random() < 0.3 else []
        return [(line, SECOND) for line in (*before, *rng.choice(roads(family)))]

    def one() -> list[Step]:
        return one_of(
            rng,
            (5, lambda: [(commands.line(family, rng), rng.choice(pauses))]),
            (2, setting),
            (3, lambda: [(commands.moving_data(family, rng), 50 * MS), (rng.choice(DATA), rng.choice(pauses))]),
            (1, lambda: [(commands.joined(family, rng), rng.choice(pauses))]),
            (1, lambda: [(rng.choice((*TYPED, some_bytes(rng, 60), some_bytes(rng, 60))), rng.choice(pauses))]),
            (5, lambda: [(happening(rng), rng.choice(pauses))]),
            (1, way),
        )

    others = [step for group in many(rng, MOST, one, least=1) for step in group]
    return [*settings(), *(way() if rng.random() < 0.7 else ()), *settings(), *others]
