"""The signals that end a server of this program in order."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, what service managers send, the end of the terminal; and Ctrl-Break, which Windows has."""


class Ended(BaseException):
    """The program is to end. No error, so that nobody takes it for one on the way."""


def ending_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that end a server, as far as this system has them.

    That of the terminal is none where it is ignored, as under nohup.
    """
    found = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    hangup = getattr(signal, "SIGHUP", None)
    return tuple(number for number in found if number != hangup or signal.getsignal(number) is not signal.SIG_IGN)


@contextlib.contextmanager
def until_signal(stop: Callable[[], None]) -> Iterator[None]:
    """Do something until a signal ends it, at once: in the middle of whatever it is at, a wait or much work.

    :param stop: called at the signal, too, for the case that it comes where Python lets no exception through
    """

    def end() -> None:
        for number in ending_signals():
            signal.signal(number, signal.SIG_IGN)
        stop()
        raise Ended

    with at_signal(end), contextlib.suppress(Ended):
        yield


@contextlib.contextmanager
def at_signal(do: Callable[[], object]) -> Iterator[None]:
    """Call a function at each of the signals, in the main thread between two steps of Python."""

    def come(_number: int, _frame: FrameType | None) -> None:
        do()

    before = {number: signal.getsignal(number) for number in ending_signals()}
    try:
        for number in before:
            signal.signal(number, come)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def signals_wake(waker: socket.socket) -> Iterator[None]:
    """Have every signal send a byte, for which the main thread waits beside all else, so that handlers run at once.

    By itself a signal ends no wait on Windows, and nowhere one that begins as the signal comes.

    :param waker: does not block
    """
    before = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
