"""Attacking one subject: cases drawn from a seed, and of each thing that is found the smallest case that shows it."""

from __future__ import annotations

import re
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NamedTuple

HANG = 60
"""Seconds after which a case hangs; the slowest that does not takes a tenth of that."""
SHRINKING = 20
"""Seconds for which smaller cases are looked for that show the same."""


class Complaint(Exception):
    """Something is wrong that is no exception of its own.

    :param what: the same for every case that shows it
    :param shown: how this case does
    """

    def __init__(self, what: str, shown: str = "") -> None:
        super().__init__(f"{what}: {shown}" if shown else what)
        self.what = what


class Hang(Exception):
    """A case that did not end."""


@dataclass(frozen=True)
class Subject:
    """Something that can be attacked."""

    name: str
    draw: Callable[[Random], list[Any]]
    """Draws a case: what is done, one thing after the other."""
    check: Callable[[list[Any]], object]
    """Raises whatever is wrong: a :class:`Complaint`, or an exception that the part should not have let out."""
    slow: int = 1
    """How many times as long as a case of the emulated module one takes, roughly; it gets fewer of them."""


class Finding(NamedTuple):
    """Something that is wrong, and the smallest case that was found to show it."""

    what: str
    case: list[Any]
    told: str


class Round:
    """Cases of one subject, from one seed.

    :param known: what has been found before, and is not told again
    """

    def __init__(self, subject: Subject, seed: int, count: int, known: frozenset[str] = frozenset()) -> None:
        self._subject = subject
        self._known = known
        self._found: dict[str, Finding] = {}
        self.played = 0
        rng = Random(seed)
        for _ in range(max(1, count // subject.slow)):
            self._play(subject.draw(rng))
        for finding in self.found:
            self._make_smaller(finding)

    @property
    def found(self) -> list[Finding]:
        """What is wrong, each once."""
        return list(self._found.values())

    def _play(self, case: list[Any]) -> None:
        """Play a case, and keep it where it shows something that is new, or is smaller than what did so before."""
        self.played += 1
        try:
            with no_longer_than(HANG):
                self._subject.check(case)
        except Exception as problem:  # of any kind: that is what is looked for
            what = nature(problem)
            before = self._found.get(what)
            if what not in self._known and (before is None or len(repr(case)) < len(repr(before.case))):
                self._found[what] = Finding(what, case, "".join(traceback.format_exception_only(problem)).strip())

    def _make_smaller(self, finding: Finding) -> None:
        """Leave out whatever is not needed to show the same, many things at a time and then single ones."""
        until, size = time.monotonic() + SHRINKING, len(finding.case)
        while size and time.monotonic() < until:
            size //= 2
            begin = len(self._found[finding.what].case)
            while size and begin > 0 and time.monotonic() < until:
                begin = max(0, begin - size)
                case = self._found[finding.what].case
                self._play(case[:begin] + case[begin + size :])


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise :class:`Hang` in what takes longer; in the main thread alone, where a signal can come."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise Hang(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def nature(problem: Exception) -> str:
    """Tell what a problem is, in the same words for every case that shows it: what was raised, and where."""
    if isinstance(problem, Complaint):
        return problem.what
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "atconform" in Path(frame.filename).parts] or frames
    where = f"{Path(ours[-1].filename).name}, {ours[-1].name}"
    return f"{type(problem).__name__} in {where}"


def kind_of_line(text: str) -> str:
    """Return a line with what chance chose left out of it, so that lines of one kind are alike."""
    return re.sub(r'"[^"]*"', '"…"', re.sub(r"\d+", "N", text))
