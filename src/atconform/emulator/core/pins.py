"""The modem lines: what the host drives, and what the module drives, holds and pulses.

Levels are those at the module's pin: high is inactive.
"""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.core.effects import Effect, SetLine


class Pins:
    """The modem lines of one module.

    A line shows what drives it, unless it is held at a level; what nothing drives is high.

    :param do: has something done by the surroundings
    :param after: runs something when so many microseconds have passed
    """

    def __init__(self, do: Callable[[Effect], None], after: Callable[[int, Callable[[], None]], object]) -> None:
        self._do = do
        self._after = after
        self._host = {"DTR": False, "RTS": False}
        self._driven: dict[str, bool] = {}
        self._held: dict[str, bool] = {}
        self._shown: dict[str, bool] = {}

    def host_drives(self, line: str, *, high: bool) -> bool:
        """Record that the host drives DTR or RTS to a level; return whether that changes it."""
        changed = self._host.get(line) != high
        self._host[line] = high
        return changed

    def host(self, line: str) -> bool:
        """Return the level at which the host drives DTR or RTS."""
        return self._host[line]

    def drive(self, line: str, *, high: bool) -> None:
        """Drive DCD, RI, CTS or DSR to this level."""
        self._driven[line] = high
        shown = self._held.get(line, high)
        if self._shown.get(line, True) != shown:
            self._shown[line] = shown
            self._do(SetLine(line, shown))

    def hold(self, line: str, *, high: bool | None) -> None:
        """Keep a line at this level against all that drives it; None: let it follow what drives it again."""
        if high is None:
            self._held.pop(line, None)
        else:
            self._held[line] = high
        self.drive(line, high=self._driven.get(line, True))

    def pulse(self, line: str, duration: int) -> None:
        """Give a low pulse of ``duration`` microseconds."""
        self.drive(line, high=False)
        self._after(duration, lambda: self.drive(line, high=True))

    def release(self) -> None:
        """Drive no line any more, as without power."""
        self._held.clear()
        for line in self._shown:
            self.drive(line, high=True)
