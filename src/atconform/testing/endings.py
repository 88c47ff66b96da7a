"""What ends a test early: exceptions that a program under test does not take for its own errors."""

from __future__ import annotations

from serial.serialutil import SerialException


class TestEnding(BaseException):
    """A test cannot go on.

    No ``Exception``: programs write ``except Exception: retry``, and this is nothing to be tried again.
    """

    __test__ = False


class NothingMore(TestEnding):
    """A wait that nothing can end: the module, the network and every thread wait for each other."""


class ServerBroke(TestEnding):
    """A function of the test, called by a server of its network, raised an exception, which is the cause of this."""


class WrongUse(TestEnding):
    """The test uses this in a way that cannot work: what is wrong, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"{what}; {hint}")


class PortGone(SerialException):  # type: ignore[misc]  # pyserial has no types
    """The test is over, and with it the port that a thread still waits at."""


class ThreadsLeft(UserWarning):
    """Threads of a program still ran when its test was over."""
