"""Data mode as the serial line sees it: what is typed is data, until ``+++`` or DTR leads back to command mode.

What the data is, and where it goes, is up to the part that opens the line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.units import MS, SECOND
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import figure
from atconform.emulator.general.escape import EscapeDetector
from atconform.emulator.general.v250 import DTR_RULE


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of DTR in data mode. Times in microseconds."""

    dtr_low: int = figure(1 * SECOND, 2 * MS)


DTR_LEAVES_DATA_MODE = 1
"""The value of AT&D at which DTR leads to command mode."""


class DataLine:
    """The serial line, while it carries data and while it could.

    :param typed: called with what the host typed, without the escape sequence
    :param leaving: called when the host leaves data mode, before OK is reported
    :param escapes: tells whether an escape sequence is looked for
    """

    def __init__(
        self,
        module: Device,
        typed: Callable[[bytes], None],
        leaving: Callable[[], None] = lambda: None,
        escapes: Callable[[], bool] = lambda: True,
    ) -> None:
        self._module = module
        self._typed = typed
        self._leaving = leaving
        self._escapes = escapes
        self._detector = EscapeDetector(module, typed, self._escaped)
        self._dtr_low_since: int | None = 0

    @property
    def active(self) -> bool:
        """Whether the line carries data at present."""
        return self._module.input_mode is self

    def carry(self) -> None:
        """Carry data from now on; DCD tells."""
        self._detector.reset()
        self._module.input_mode = self
        self._module.pins.drive("DCD", high=False)

    def release(self) -> None:
        """Go back to command mode, if data is carried, because there is nothing more to carry it to; DCD tells."""
        if self.active:
            self._module.input_mode = None
        self._module.pins.drive("DCD", high=True)

    def receive(self, data: bytes) -> None:
        """Receive what the host typed."""
        if self._escapes():
            self._detector.receive(data)
        else:
            self._typed(data)

    def dtr_changed(self, *, high: bool) -> None:
        """Leave data mode when DTR goes high after having been low long enough, if AT&D1 asks for it."""
        module = self._module
        low_since, self._dtr_low_since = self._dtr_low_since, None if high else module.now
        asked_for = high and self.active and module.settings[DTR_RULE] == DTR_LEAVES_DATA_MODE
        if asked_for and low_since is not None and module.now - low_since >= module.figures[Figures].dtr_low:
            self._escaped()

    def _escaped(self) -> None:
        self._leaving()
        self._module.input_mode = None
        self._module.transmit(self._module.spelling.result("OK"))
        self._module.command_line_done()
