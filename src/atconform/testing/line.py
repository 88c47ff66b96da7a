"""The host's end of a module's serial line in virtual time: what has come, and waiting for more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from atconform.base.units import SECOND

if TYPE_CHECKING:
    from atconform.testing.clock import Clock


class Line:
    """What a port of pyserial stands on.

    :param levels: of the lines that the module drives; low is active
    :param write: takes what the host types
    :param drive: drives DTR or RTS to a level at the module's pin; low is active
    """

    def __init__(
        self,
        clock: Clock,
        levels: Mapping[str, bool],
        write: Callable[[bytes], None],
        drive: Callable[[str, bool], None],
    ) -> None:
        self.clock = clock
        self.levels = levels
        self.write = write
        self.drive = drive
        self.changed: list[Callable[[], None]] = []
        """Called whenever there are bytes, or no more of them."""
        self._inbox = bytearray()

    def put(self, data: bytes) -> None:
        """Take bytes of the module."""
        self._inbox += data
        self._tell()

    def clear(self) -> None:
        """Throw away what has not been read."""
        self._inbox.clear()
        self._tell()

    def take(self, size: int) -> bytes:
        """Hand over what has come, at most so many bytes."""
        if not self._inbox:
            return b""
        data = bytes(self._inbox[:size])
        del self._inbox[:size]
        self._tell()
        return data

    def __len__(self) -> int:
        return len(self._inbox)

    def waiting(self) -> int:
        """Return how many bytes can be read; where there are none, time passes a little."""
        if not self._inbox:
            self.clock.look()
        return len(self._inbox)

    def read(self, size: int, timeout: float | None, gap: float | None, ended: Callable[[], bool]) -> bytes:
        """Read as pyserial does.

        :param timeout: seconds; None: wait until there are ``size`` bytes
        :param gap: how long the next byte is waited for, in seconds; None: as long as the timeout says
        :param ended: tells whether the read is called off, or the port closed
        """
        if timeout == 0:
            self.waiting()
            return self.take(size)
        clock = self.clock
        what = f"read({size}), timeout {'none' if timeout is None else f'{timeout:g} s'}"
        deadline = None if timeout is None else clock.now + round(timeout * SECOND)

        def complete() -> bool:
            return len(self._inbox) >= size or ended()

        def more_than(before: int) -> bool:
            return len(self._inbox) > before or complete()

        if gap is None:
            clock.wait(complete, deadline, what)
        else:
            clock.wait(lambda: self._inbox or complete(), deadline, what)
            while not complete():
                before, end = len(self._inbox), clock.now + round(gap * SECOND)
                until = end if deadline is None else min(end, deadline)
                if not clock.wait(partial(more_than, before), until, what):
                    break
        return self.take(size)

    def _tell(self) -> None:
        for each in self.changed:
            each()
