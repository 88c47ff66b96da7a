"""Recognising ``+++`` in a stream of data, by its three times: silence before, between and after (SIM800 note, 2.2.4).

The plus signs are held back until it is known whether they were an escape sequence; if not, they are data.
"""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.module import Module
from atconform.timers import Timer

PLUS = b"+"
LENGTH = 3


class EscapeDetector:
    """Passes data on, but for an escape sequence.

    :param data: called with what is data
    :param escaped: called when an escape sequence is complete
    """

    def __init__(self, module: Module, data: Callable[[bytes], None], escaped: Callable[[], None]) -> None:
        self._module = module
        self._data = data
        self._escaped = escaped
        self._held = 0
        self._last_input = 0
        self._timer: Timer | None = None

    def reset(self) -> None:
        """Begin anew: the silence counts from now."""
        self._drop_timer()
        self._held = 0
        self._last_input = self._module.now

    def receive(self, data: bytes) -> None:
        """Take in bytes that the host typed at the present moment."""
        now, dialect = self._module.now, self._module.dialect
        silence, self._last_input = now - self._last_input, now
        pluses = len(data) - len(data.lstrip(PLUS))
        in_time = silence <= dialect.escape_gap if dialect.escape_gap_may_equal else silence < dialect.escape_gap
        if self._held and not (self._held < LENGTH and pluses and in_time):
            self._give_up()
        if not self._held and silence < dialect.escape_before:
            pluses = 0
        if pluses == len(data) and self._held + pluses <= LENGTH:
            self._hold(pluses)
        else:
            self._give_up()
            self._data(data)

    def _hold(self, pluses: int) -> None:
        self._drop_timer()
        self._held += pluses
        dialect = self._module.dialect
        if self._held == LENGTH:
            self._timer = self._module.after(dialect.escape_after, self._complete)
        else:
            # One microsecond beyond, so that a plus sign that comes in time is seen first.
            self._timer = self._module.after(dialect.escape_gap + 1, self._give_up)

    def _complete(self) -> None:
        self._held, self._timer = 0, None
        self._escaped()

    def _give_up(self) -> None:
        self._drop_timer()
        if self._held:
            held, self._held = self._held, 0
            self._data(PLUS * held)

    def _drop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
