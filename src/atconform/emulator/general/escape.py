"""Recognising ``+++`` in a stream of data, by its three times: silence before, between and after (SIM800 note, 2.2.4).

The plus signs are held back until it is known whether they were an escape sequence; if not, they are data. A family
with the S-parameters 2 and 12 can have another character and other times (SIM7020 AT command manual, 2.2.10, 2.2.18).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.effects import Remark
from atconform.emulator.core.figures import figure
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.v250 import register


@dataclass(frozen=True, slots=True)
class Figures:
    """The times of the escape sequence (SIM800 note, 2.2.4). Times in microseconds."""

    before: int = figure(1 * SECOND, 2 * MS)
    after: int = figure(1 * SECOND, 2 * MS)
    gap: int = figure(1 * SECOND, 2 * MS)
    gap_may_equal: bool = True


CHARACTER, GUARD = 43, 50
"""Defaults of S2, the character's code, and of S12, the times in steps of 20 ms."""
LENGTH = 3


class EscapeDetector:
    """Passes data on, but for an escape sequence.

    :param data: called with what is data
    :param escaped: called when an escape sequence is complete
    """

    def __init__(self, module: Device, data: Callable[[bytes], None], escaped: Callable[[], None]) -> None:
        self._module = module
        self._data = data
        self._escaped = escaped
        self._held = 0
        self._last_input = 0
        self._timer: Timer | None = None

    @property
    def _character(self) -> bytes:
        return bytes([self._module.settings[S2]])

    def _scaled(self, figure: int) -> int:
        """Return what a figure, which holds for the default of S12, is at its present value."""
        steps: int = self._module.settings[S12]
        return figure * steps // GUARD

    def reset(self) -> None:
        """Begin anew: the silence counts from the last byte that the host typed, in any mode."""
        self._drop_timer()
        self._held = 0
        self._last_input = self._module.port.last_input

    def receive(self, data: bytes) -> None:
        """Receive bytes that the host typed at the present moment."""
        now, figures = self._module.now, self._module.figures[Figures]
        silence, self._last_input = now - self._last_input, now
        pluses = len(data) - len(data.lstrip(self._character))
        gap = self._scaled(figures.gap)
        in_time = silence <= gap if figures.gap_may_equal else silence < gap
        if self._held and not (self._held < LENGTH and pluses and in_time):
            if self._held == LENGTH:
                self._module.do(Remark("no-guard", data))
            self._give_up()
        if not self._held and silence < self._scaled(figures.before):
            if pluses == len(data) == LENGTH:
                self._module.do(Remark("no-guard", data))
            pluses = 0
        if pluses == len(data) and self._held + pluses <= LENGTH:
            self._hold(pluses)
        else:
            self._give_up()
            self._data(data)

    def _hold(self, pluses: int) -> None:
        self._drop_timer()
        self._held += pluses
        figures = self._module.figures[Figures]
        if self._held == LENGTH:
            self._timer = self._module.after(self._scaled(figures.after), self._complete)
        else:
            # One microsecond beyond, so that a plus sign that comes in time is seen first.
            self._timer = self._module.after(self._scaled(figures.gap) + 1, self._give_up)

    def _complete(self) -> None:
        self._held, self._timer = 0, None
        self._escaped()

    def _give_up(self) -> None:
        self._drop_timer()
        if self._held:
            held, self._held = self._held, 0
            self._data(self._character * held)

    def _drop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


S2 = Setting("S2", CHARACTER, Int(0, 255), Saved.PROFILE, "S2")
S12 = Setting("S12", GUARD, Int(0, 255), Saved.PROFILE, "S12")

SETTINGS = (S2, S12)

COMMANDS = (register(S2), register(S12, digits=3))
