"""What a test holds of a module in virtual time."""

from __future__ import annotations

import warnings
from typing import Any

from atconform.base.units import SECOND
from atconform.testing.clock import Clock, shared_clock
from atconform.testing.endings import ThreadsLeft, WrongUse
from atconform.testing.handle import EmulatedModule
from atconform.testing.inmemory import InMemory
from atconform.testing.making import make
from atconform.testing.port import Serial


class VirtualModule(EmulatedModule):
    """An emulated module in virtual time: waiting costs nothing, and everything is the same every time.

    All modules that one thread holds at a time go by one clock.

    :param name: FAMILY[@VARIANT]
    :param started: whether it has been on for so long that it takes commands
    :param options: as :data:`atconform.testing.making.OPTIONS`
    :raises UsageError: there is no such family, variant or option
    """

    def __init__(self, name: str, *, started: bool = True, **options: Any) -> None:
        module, network = make(name, options)
        self.name = name
        self._clock = shared_clock()
        self._memory = InMemory(self._clock, module, network, started=started)
        super().__init__(self._memory)
        self.serial = Serial(self._memory.line, name)
        """The port at which it stands: what pyserial's ``Serial`` is to a program."""

    @property
    def clock(self) -> Clock:
        """The clock that it goes by."""
        return self._clock

    def sleep(self, seconds: float) -> None:
        """Let time pass, as ``time.sleep`` does for a program."""
        self._clock.sleep(seconds)

    def monotonic(self) -> float:
        """Return the present in seconds, as ``time.monotonic`` does for a program."""
        return self._clock.monotonic()

    @property
    def elapsed(self) -> float:
        """How many seconds have passed since the test has the module; asking takes no time."""
        return (self._clock.now - self._memory.transcript.start) / SECOND

    # --- the end ---

    def raise_failure(self) -> None:
        """Raise what fails the test, where the program under test has swallowed it."""
        if self._clock.failure is not None:
            raise self._clock.failure

    def close(self) -> None:
        """Take the module away. With the last one that goes by a clock, the clock ends, and the threads with it.

        Warns of threads that still ran.

        :raises WrongUse: a thread does not end, though its waits have
        """
        if self._memory not in self._clock.sources:
            return
        self._clock.sources.remove(self._memory)
        self.serial.close()
        if self._clock.sources:
            return
        running = self._clock.running
        stuck = self._clock.close()
        if stuck:
            raise WrongUse(
                f"threads do not end when the test is over: {', '.join(stuck)}",
                "let them end when their port or their waits raise an exception",
            )
        if running:
            warnings.warn(f"threads still ran when the test was over: {', '.join(running)}", ThreadsLeft, stacklevel=2)
