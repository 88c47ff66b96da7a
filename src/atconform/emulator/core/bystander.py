"""Lines of other subjects, that network, card or supply bring about: between the lines of commands, by chance.

Chance is the same every time, so that the same calls at the same times give the same effects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from random import Random

OFTEN = 0.2
"""How likely a line is wherever one may stand."""
SEED = 800


class Bystander:
    """What speaks beside the commands.

    :param lines: what it may say; empty: it is silent
    """

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self._lines = lines

    @cached_property
    def _chance(self) -> Random:
        return Random(SEED)  # made once something may be said: seeding takes longer than most commands

    def speak(self) -> Iterator[str]:
        """Yield what is said at a place where a line may stand: nothing, or a line."""
        if self._lines and self._chance.random() < OFTEN:
            yield self._chance.choice(self._lines)
