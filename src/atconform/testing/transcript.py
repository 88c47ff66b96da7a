"""What was said and done while a test ran: by the program, the module, the far ends and the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from atconform.base.notation import show_bytes
from atconform.base.units import SECOND
from atconform.emulator.core.effects import Refusal, Remark

LONGEST = 400
"""Bytes of one entry that are shown."""


class Entry(NamedTuple):
    """One thing that was said or done."""

    time: int
    """When, in microseconds."""
    who: str
    """``host``, ``module``, ``network``, or the name of a far end."""
    what: bytes | str
    kind: str = ""
    """What is said, where the module says it: one of ``Spoken``."""


class Transcript:
    """The entries, in order.

    :param now: tells the present, in microseconds
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self.start = now()
        """When the test began to have the module."""
        self.entries: list[Entry] = []
        self.remarks: list[Remark] = []
        self.refusals: list[Refusal] = []

    @property
    def elapsed(self) -> int:
        """How long ago that was, in microseconds."""
        return self._now() - self.start

    def note(self, who: str, what: bytes | str, kind: str = "") -> None:
        """Take note of something that has just happened."""
        self.entries.append(Entry(self._now(), who, what, kind))

    def begin(self) -> None:
        """Forget what was before: the test has the module from now on."""
        self.start = self._now()
        self.entries.clear()
        self.remarks.clear()
        self.refusals.clear()

    def lines(self, *kinds: str) -> list[str]:
        """Return the lines that the module has said, of these kinds, without empty ones."""
        return [line for line in self.said(*kinds).decode("latin-1").splitlines() if line]

    def said(self, *kinds: str) -> bytes:
        """Return what the module has said, of these kinds."""
        return b"".join(
            entry.what for entry in self.entries if entry.kind in kinds and isinstance(entry.what, bytes)
        )  # fmt: skip

    def __iter__(self) -> Iterator[str]:
        for begin, who, what in self._sewn():
            shown = what if isinstance(what, str) else show_bytes(what, LONGEST)
            yield f"{(begin - self.start) / SECOND:11.6f}  {who:<8}  {shown}"

    def _sewn(self) -> Iterator[tuple[int, str, bytes | str]]:
        """Put together what one said at one time, as in the echo of a command that is typed letter by letter."""
        held: tuple[int, str, bytes] | None = None
        for entry in self.entries:
            if isinstance(entry.what, bytes) and held and held[:2] == (entry.time, entry.who):
                held = (*held[:2], held[2] + entry.what)
                continue
            if held:
                yield held
                held = None
            if isinstance(entry.what, bytes):
                held = (entry.time, entry.who, entry.what)
            else:
                yield entry.time, entry.who, entry.what
        if held:
            yield held

    def __str__(self) -> str:
        return "\n".join(self)
