"""When the host did something, and when what it waited for came."""

from __future__ import annotations

from typing import Literal

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.units import spell
from atconform.protocol.transport import Instant

Cause = Literal["host", "far end", "conditions"]
"""Who gave the module reason to do something last: the host; a peer or the network, so that what follows has to come
through it; or a change of what peer or network are like, after which what was held up goes on when TCP tries again."""


class Stopwatch:
    """The times of one scenario, in microseconds of the transport's clock.

    :param now: the present
    """

    def __init__(self, now: int) -> None:
        self.last_write = Instant(now, now)
        """When the last byte was written, or a line set."""
        self.stimulus = Instant(now, now)
        """When something was done last that the module may answer: by the host, a peer or the network."""
        self.cause: Cause = "host"
        """Who did that."""
        self.observed = Instant(now, now)
        """When what a step claimed last had come."""
        self.late = 0
        """How much too late a silence ended, at the worst."""
        self._end_by: int | None = None

    def write(self, at: Instant) -> None:
        """Record that the host wrote, or set a line.

        :raises Inconclusive: it should have ended a silence that was to be short, and came too late for that
        """
        self.last_write = self.stimulus = at
        self.cause = "host"
        end_by, self._end_by = self._end_by, None
        if end_by is not None and at.latest > end_by:
            over = spell(at.latest - end_by)
            raise Inconclusive(f"this machine was busy: what was to end a short silence came {over} too late")

    def stimulate(self, now: int, cause: Cause) -> None:
        """Record that a peer or the network is about to do something."""
        self.stimulus = Instant(now, now)
        self.cause = cause

    def observe(self, at: Instant) -> None:
        """Record when what a step claims had come."""
        self.observed = at

    def plan_silence(self, duration: int, now: int, edge: int, *, at_most: bool) -> int:
        """Return when a silence of the host ends that counts from the end of the last byte written, or line set.

        One that may be longer has ended where a slow answer has made it so.

        :param edge: how far from a limit the host stays
        :param at_most: whether a longer silence would be wrong, and not a shorter one
        :raises BenchFault: it would be longer, and may not
        """
        end = (self.last_write.earliest if at_most else self.last_write.latest) + duration
        if now > end and not at_most:
            return now
        if now > end:
            over = spell(now - self.last_write.latest)
            raise BenchFault(f"the host should be silent for {spell(duration)}, but has been so for {over} already")
        self._end_by = end + edge if at_most else None
        return end

    def end_silence(self, planned: int, now: int) -> None:
        """Record how late a silence has ended."""
        self.late = max(self.late, now - planned)

    def elapsed(self) -> tuple[int, int]:
        """Return the time from the last stimulus to what was claimed last: not less than, not more than."""
        earliest = self.observed.earliest - self.stimulus.latest
        return max(0, earliest), self.observed.latest - self.stimulus.earliest
