"""Waiting until nothing is going on: no byte in or out, nothing being worked on, no event of the network."""

from __future__ import annotations

from collections.abc import Callable

from atconform.base.timers import Timer
from atconform.base.units import MS
from atconform.emulator.core.device import Device


class InactivityTimer:
    """Calls back when it has been quiet long enough.

    :param reached: called once for each ``wait``
    """

    def __init__(self, module: Device, reached: Callable[[], None]) -> None:
        self._module = module
        self._reached = reached
        self._last_event = module.now
        self._timer: Timer | None = None

    @property
    def awaited(self) -> bool:
        """Whether quiet is being waited for."""
        return self._timer is not None

    def disturb(self) -> None:
        """Record that something is going on; bytes on the serial line are known without."""
        self._last_event = self._module.now

    def wait(self, duration: int) -> None:
        """Wait for ``duration`` microseconds of quiet, from now on."""
        self.give_up()
        self._timer = self._module.after(duration, lambda: self._look(duration))

    def give_up(self) -> None:
        """Wait no longer. Idempotent."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self, duration: int) -> None:
        """Call back if it has been quiet, else look again when it may have been."""
        self._timer = None
        quiet_since = max(self._module.port.last_used, self._last_event)
        remaining = quiet_since + duration - self._module.now
        if remaining > 0:
            self._timer = self._module.after(remaining, lambda: self._look(duration))
        elif not self._module.interpreter.idle:
            self.wait(max(duration, 1 * MS))
        else:
            self._reached()
