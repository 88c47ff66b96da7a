"""What drives a module of a test, in virtual time or in real time, as far as its handles need it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from atconform.emulator.core.module import Module
from atconform.network import SimulatedNetwork
from atconform.testing.recording import RecordedCore
from atconform.testing.transcript import Transcript

T = TypeVar("T")


class Driver(Protocol):
    """A module with its network, at work."""

    module: Module
    network: SimulatedNetwork
    core: RecordedCore
    transcript: Transcript

    @property
    def now(self) -> int:
        """The present, in microseconds."""

    @property
    def failure(self) -> BaseException | None:
        """What fails the test, even where the program under test has swallowed it."""

    def do(self, action: Callable[[], T], /) -> T:
        """Do something to the module or its network now, and what follows from it.

        Everything that a test does to them goes through here, in whatever thread: also what is only due later.
        """

    def power_on(self) -> None:
        """Give the module power, or take it away and give it back."""

    def press_power_key(self) -> None:
        """Press the module's power key."""

    def call(self, whose: str, function: Callable[[], T], /) -> T | None:
        """Call a function of the test and return what it returns; what it raises fails the test.

        :param whose: whose function it is, for a person
        """
