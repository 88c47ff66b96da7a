"""What a test holds of a module in virtual time."""

from __future__ import annotations

import asyncio
import warnings
from typing import TYPE_CHECKING, Unpack

from atconform.testing import eventloop, streams
from atconform.testing.clock import Clock, shared_clock
from atconform.testing.endings import ThreadsLeft, WrongUse
from atconform.testing.handle import EmulatedModule
from atconform.testing.inmemory import InMemory
from atconform.testing.making import make
from atconform.testing.port import Serial
from atconform.testing.takeover import clocks, ports, threads

if TYPE_CHECKING:
    from atconform.testing.asked import Asked


class VirtualModule(EmulatedModule):
    """An emulated module in virtual time: waiting costs nothing, and everything is the same every time.

    All modules that one thread holds at a time go by one clock.

    :param name: FAMILY[@VARIANT]
    :param variant: the variant, if the name has none
    :param started: whether it has been on for so long that it takes commands
    :param time: whether it takes over the time of the program
    :param threads: whether it takes over the threads of the program, and with them its time
    :param options: as :data:`atconform.testing.making.OPTIONS`
    :raises UsageError: there is no such family, variant or option
    :raises WrongUse: what it is to take over was taken by something else
    """

    def __init__(
        self,
        name: str,
        *,
        variant: str = "",
        started: bool = True,
        time: bool = False,
        threads: bool = False,
        **options: Unpack[Asked],
    ) -> None:
        self.name = f"{name}@{variant}" if variant else name
        made = make(self.name, options)
        self._clock = shared_clock()
        self._memory = InMemory(self._clock, made, started=started)
        super().__init__(self._memory)
        self.serial = Serial(self._memory.line, name)
        """The port at which it stands: what pyserial's ``Serial`` is to a program."""
        try:
            if time:
                self.takes_over_time()
            if threads:
                self.takes_over_threads()
        except BaseException:
            self.close()
            raise

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

    # --- what the program does not know ---

    def takes_over_time(self) -> None:
        """Let the functions of ``time`` go by the clock of the test, also where the program has bound them before.

        Threads that do not go by the clock keep the real ones. ``time.time()`` begins at 1 January 2026; what
        ``datetime`` tells is left alone.

        :raises WrongUse: something else has replaced them, as freezegun does
        """
        clocks.take_over(self._clock)

    def takes_over_threads(self) -> None:
        """Let the time of the program, and the threads that it starts from now on, go by the clock of the test.

        One of them runs at a time. It hands over where it waits: at the port, in ``sleep``, for a lock, an event, a
        queue or another thread. Time moves when all of them wait.

        :raises WrongUse: something else has replaced the functions of ``time``
        """
        clocks.take_over(self._clock)
        threads.take_over(self._clock)

    def stands_at(self, device: str) -> None:
        """Let ports that the program opens by the name of a device be this module's: ``/dev/ttyUSB0``, ``COM5``.

        That holds for ``serial.Serial``, for its subclasses, and for ``serial.serial_for_url``.

        :raises WrongUse: another module stands there
        """
        ports.stand_at(self._clock, device, self._memory.line)

    def takes_over_loop(self) -> None:
        """Let the running event loop of asyncio go by the clock of the test.

        That happens by itself as soon as it has to do with the port: by :meth:`open_connection`, or where a program
        watches ``fileno()`` of the port, as pyserial-asyncio does.

        :raises RuntimeError: no event loop is running
        :raises WrongUse: it is none of asyncio's own
        """
        eventloop.take_over(self._clock, asyncio.get_running_loop())

    async def open_connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return the port as asyncio's streams; the running event loop goes by the clock of the test from now on."""
        self.takes_over_loop()
        return streams.connect(self.serial)

    # --- the end ---

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
