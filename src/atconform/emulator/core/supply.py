"""Power: starting, stopping, and deep sleep, through which a module keeps little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from atconform.protocol.network import NetworkEvent, Radio, Received, Request

MOST_UNHEARD = 4 * 1024 * 1024
"""Bytes. More than this a network keeps for no module that sleeps; what comes then is lost."""
AN_EVENT = 100
"""Bytes. What an event counts as beside its data."""


class Powered(Protocol):
    """A part, as far as the supply needs it."""

    def power_on(self) -> None:
        """Begin to work, after all parts have been made."""

    def entering_deep_sleep(self) -> None:
        """Give up what does not outlive deep sleep, and keep what does."""

    def left_deep_sleep(self) -> None:
        """Begin to work again after deep sleep."""


class Partitioned(Protocol):
    """The parts together."""

    def __iter__(self) -> Iterator[Powered]: ...

    def hear(self, event: NetworkEvent) -> None:
        """Let every part know of an event of the network."""


class Supplied(Protocol):
    """The module, as far as its supply needs it."""

    @property
    def parts(self) -> Partitioned:
        """The parts that it is made of at present."""

    def begin(self) -> None:
        """Make all that is volatile anew."""

    def stop(self) -> None:
        """Let nothing happen any more, and drive no line."""

    def after(self, delay: int, action: Callable[[], None]) -> object:
        """Run ``action`` when ``delay`` microseconds have passed."""

    def ask(self, request: Request) -> None:
        """Hand a request to the network."""


class Supply:
    """Whether a module works, is off, or is in deep sleep."""

    def __init__(self, module: Supplied) -> None:
        self._module = module
        self.on = False
        """Whether it works: takes input and drives lines."""
        self.retained: dict[str, Any] = {}
        """What parts have kept through deep sleep; empty after every other start."""
        self._backlog: list[NetworkEvent] | None = None
        self.unheard = 0
        """Bytes that the network keeps while the module is in deep sleep, about."""

    def restart(self) -> None:
        """Start anew, as after a power cycle."""
        self.off()
        self._start()
        for part in self._module.parts:
            part.power_on()

    def press_key(self) -> None:
        """Press the power key: a module that is off starts, one in deep sleep wakes; one that works takes no notice.

        Switching off by the key is left to AT+CPOWD and AT+CPOF: whoever presses it to be sure that the module is on
        need not ask before.
        """
        if self.on:
            return
        if self._backlog is None:
            self.restart()
        else:
            self._module.stop()
            self._wake()

    def _start(self) -> None:
        self._module.begin()
        self.on = True

    def off(self) -> None:
        """Stop working: no input is taken, no line is driven, the network hears no more of the module."""
        known_to_network = self.on or self._backlog is not None
        self._stop()
        self._backlog, self.unheard = None, 0
        self.retained.clear()
        if known_to_network:
            self._module.ask(Radio(on=False))

    def _stop(self) -> None:
        self.on = False
        self._module.stop()

    def sleep_deeply(self, duration: int | None) -> None:
        """Stop working for a while, as without power, but keep the registration in the network.

        What the network has for the module meanwhile waits until ``catch_up``.

        :param duration: microseconds until the module starts again; None: it sleeps until a power cycle
        """
        for part in self._module.parts:
            part.entering_deep_sleep()
        self._stop()
        self._backlog = []
        if duration is not None:
            self._module.after(duration, self._wake)

    def _wake(self) -> None:
        self._start()
        for part in self._module.parts:
            part.left_deep_sleep()
        self.retained.clear()

    def hear(self, event: NetworkEvent) -> None:
        """Receive an event of the network; a module that is off hears nothing, one in deep sleep hears it later."""
        if self._backlog is not None:
            self._keep(self._backlog, event)
        elif self.on:
            self._module.parts.hear(event)

    def _keep(self, backlog: list[NetworkEvent], event: NetworkEvent) -> None:
        unheard = self.unheard + AN_EVENT + (len(event.data) if isinstance(event, Received) else 0)
        if unheard <= MOST_UNHEARD:
            backlog.append(event)
            self.unheard = unheard

    def catch_up(self) -> None:
        """Receive what the network had for the module while it was in deep sleep, and listen to it again."""
        backlog, self._backlog, self.unheard = self._backlog, None, 0
        for event in backlog or ():
            self._module.parts.hear(event)
