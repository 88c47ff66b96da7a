"""The signals that end a server of this program in order."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType


class Ended(BaseException):
    """The program is to end. No error, so that nobody takes it for one on the way."""


def ending_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that end a server: Ctrl-C, what service managers send, and the end of its terminal.

    That of the terminal is none where it is ignored, as under nohup.
    """
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:
        return signal.SIGINT, signal.SIGTERM
    return signal.SIGINT, signal.SIGTERM, hangup


@contextlib.contextmanager
def until_signal(stop: Callable[[], None]) -> Iterator[None]:
    """Do something until a signal ends it, at once: in the middle of whatever it is at, a wait or much work.

    :param stop: called at the signal, too, for the case that it comes where Python lets no exception through
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        stop()
        raise Ended

    before = {number: signal.getsignal(number) for number in ending_signals()}
    try:
        for number in before:
            signal.signal(number, end)
        with contextlib.suppress(Ended):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
