"""A module and its network in real time, on a pseudo-terminal, with a thread that is theirs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from atconform.base.errors import UsageError
from atconform.realtime.reactor import Reactor, ReactorThread
from atconform.serve.endpoint import Endpoint
from atconform.serve.loop import Emulation
from atconform.testing.endings import ServerBroke
from atconform.testing.making import Made
from atconform.testing.recording import RecordedCore, StartedCore
from atconform.testing.takeover.clocks import real_now
from atconform.testing.takeover.locks import real_ones
from atconform.testing.transcript import Transcript

T = TypeVar("T")


class OnPty:
    """Drives a module and its network with the real clock.

    :param started: whether the module takes commands already
    """

    def __init__(self, made: Made, *, started: bool) -> None:
        self.module = module = made.module
        self.network = network = made.network
        self.failure: BaseException | None = None
        """What fails the test: a function of it that a server has called."""
        self.transcript = Transcript(real_now)
        head_start = made.start_time if started else 0
        self.core: RecordedCore = StartedCore(module, self.transcript, made.plan, head_start)
        self._reactor = Reactor()
        self._endpoint = _open_pty()
        self.device = self._endpoint.where
        """Where a program finds the module: ``/dev/pts/5``."""
        network.advance(real_now())
        self._emulation = Emulation(self.core, self._endpoint, network, self._reactor)
        with real_ones():
            self._thread = ReactorThread(f"{module.family.name} on {self.device}", self._reactor, self._turn)
        self._call(self._emulation.start)
        if started:
            self._call(self.transcript.begin)

    def _call(self, function: Callable[[], T]) -> T:
        """Run a function in the module's thread, in real time also where a test has taken over threads."""
        with real_ones():
            return self._thread.call(function)

    def _turn(self) -> None:
        self._own_thread = threading.get_ident()
        self._emulation.turn()
        self.network.take_peer_events()  # each peer has heard of what happened at it

    def do(self, action: Callable[[], T]) -> T:
        """Do something to the module or its network now; what follows from it is done in the same turn."""

        def act() -> T:
            self.network.advance(real_now())
            return action()

        return act() if threading.get_ident() == self._own_thread else self._call(act)

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return real_now()

    def power_on(self) -> None:
        """Take the module's power away and give it back."""
        self.do(lambda: self.core.power_on(real_now()))

    def press_power_key(self) -> None:
        """Press the module's power key."""
        self._emulation.press_power_key()

    def call(self, whose: str, function: Callable[[], T]) -> T | None:
        """Call a function of the test; what it raises fails the test at its end."""
        try:
            return function()
        except BaseException as error:
            broke = ServerBroke(f"{whose}: {type(error).__name__}: {error}")
            broke.__cause__ = error
            self.failure = self.failure or broke
            return None

    def close(self) -> None:
        """End the module and its thread. Idempotent."""
        with real_ones():
            self._thread.stop(self._emulation.close)


if sys.platform == "win32":

    def _open_pty() -> Endpoint:
        raise UsageError("Windows has no pseudo-terminals", "use a module in virtual time, or emulate --tcp")

else:

    def _open_pty() -> Endpoint:
        from atconform.serve.pty import PtyEndpoint

        return PtyEndpoint()
