"""Signals that end a run: each ends it in order, as Ctrl-C does, and never in the middle of a line of its record."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from types import FrameType

SIGNALS = {"SIGINT": "Ctrl-C", "SIGTERM": "SIGTERM", "SIGHUP": "SIGHUP", "SIGBREAK": "Ctrl-Break"}
"""By their names, how they are called in the record."""


class Interruption:
    """What the signals to this process have brought about; there is one, as there is one set of signals."""

    def __init__(self) -> None:
        self.by = ""
        """Which signal came first; empty: none."""
        self._held = 0
        self._waits = False
        self._ending = False

    def listen(self) -> None:
        """Take the signals from now on; one that whoever started this has set to be ignored stays so. Idempotent.

        A signal raises KeyboardInterrupt, with a word on which it was.
        """
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                with contextlib.suppress(ValueError):  # signals are taken in the main thread alone
                    signal.signal(number, self._come)

    def begun_by_another(self) -> None:
        """Let go of a Ctrl-C that came before this process could take it: whoever began it has had it as well."""
        if sys.platform != "win32":
            handler = signal.getsignal(signal.SIGINT)
            with contextlib.suppress(ValueError):
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # takes away the one that waits
                signal.signal(signal.SIGINT, handler)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing be interrupted: a signal that comes meanwhile takes effect at the end of the block."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self._waits and not self._held and not self._ending:
            self._waits = False
            raise KeyboardInterrupt(self.by)

    def end(self) -> None:
        """Let nothing be interrupted any more, but for what is :meth:`allowed` to be: the run is ending."""
        self._ending = True

    @contextlib.contextmanager
    def allowed(self) -> Iterator[None]:
        """Let a signal interrupt the block, although the run is ending: it waits for a module."""
        held, ending = self._held, self._ending
        self._held, self._ending = 0, False
        try:
            yield
        finally:
            self._held, self._ending = held, ending

    def _come(self, number: int, frame: FrameType | None) -> None:
        self.by = self.by or SIGNALS[signal.Signals(number).name]
        if self._held or self._ending:
            self._waits = True
        else:
            raise KeyboardInterrupt(self.by)


INTERRUPTION = Interruption()
"""This process's."""


@contextlib.contextmanager
def beginning_others() -> Iterator[None]:
    """Begin processes that take no Ctrl-C until they can (:meth:`Interruption.begun_by_another`).

    A terminal sends it to all of them, and Python tells a traceback where it comes before anything else. In this
    process it takes effect at the end of the block. Windows has nothing of the kind.
    """
    if sys.platform == "win32":
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
