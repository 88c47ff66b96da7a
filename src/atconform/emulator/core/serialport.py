"""The module's end of the serial line: flow control, and the times at which the port is dead.

What goes out waits while the host holds it back: with RTS (AT+IFC=2), or with XOFF (AT+IFC=1). What comes in can be
diverted while the module does not work as usual: during the start and in sleep it is lost (AT command manuals, 1.4:
commands are entered only after RDY).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from atconform.emulator.core.dialogue import IFC
from atconform.emulator.core.effects import Effect, Remark, Spoken, Transmit
from atconform.emulator.core.pins import Pins
from atconform.emulator.core.settings import Settings

NO_FLOW_CONTROL, SOFTWARE, HARDWARE = range(3)
XON = b"\x11"
XOFF = b"\x13"
MOST_HELD = 1024 * 1024
"""Bytes. What goes out beyond that, while the host holds it back, is lost."""


class PortContext(Protocol):
    """The module, as far as its serial port needs it."""

    settings: Settings
    pins: Pins

    @property
    def now(self) -> int:
        """The present, in microseconds."""

    def do(self, effect: Effect) -> None:
        """Have something done by the surroundings, after what has been asked for before."""

    def receive_in_mode(self, data: bytes) -> None:
        """Hand bytes to the mode that takes the serial input at present."""


class SerialPort:
    """Bytes in and out of one module."""

    def __init__(self, module: PortContext) -> None:
        self._module = module
        self._held: list[tuple[bytearray, Spoken]] = []
        self.unsaid = 0
        """Bytes that wait because the host holds them back."""
        self._diverted: Callable[[bytes], None] | None = None
        self._stopped_by_xoff = False
        self.mute = False
        """Whether it does not know yet how fast to speak, and says nothing until it has been spoken to."""
        self.last_used = module.now
        """When bytes last went in or out, in microseconds."""
        self.last_input = module.now
        """When bytes last went in, in microseconds."""

    def receive(self, data: bytes) -> None:
        """Receive what the host sent."""
        if self._diverted is not None:
            self._module.do(Remark("deaf", data))
            self._diverted(data)
            return
        self.last_used = self.last_input = self._module.now
        if self._module.settings[IFC][0] == SOFTWARE:
            data = self._obey(data)
        if data:
            self._module.receive_in_mode(data)

    def _obey(self, data: bytes) -> bytes:
        """Follow XON and XOFF, the last one; they are no data."""
        last_stop, last_go = data.rfind(XOFF), data.rfind(XON)
        if last_stop != last_go:
            self._stopped_by_xoff = last_stop > last_go
            self.review()
        return data.translate(None, XON + XOFF)

    def transmit(self, data: bytes, kind: Spoken) -> None:
        """Put bytes on the line, now or when the host lets them come."""
        if self.mute and kind == "unsolicited":
            return
        self.mute = False
        self.last_used = self._module.now
        if self._held_back():
            self._hold(data[: MOST_HELD - self.unsaid], kind)
        else:
            self._module.do(Transmit(data, kind))

    def _hold(self, data: bytes, kind: Spoken) -> None:
        """Keep bytes until the host lets them come, in as few pieces as can be, since they may come singly."""
        if not self._held or self._held[-1][1] != kind:
            self._held.append((bytearray(), kind))
        self._held[-1][0].extend(data)
        self.unsaid += len(data)

    def _held_back(self) -> bool:
        method = self._module.settings[IFC][0]
        return (method == HARDWARE and self._module.pins.host("RTS")) or (method == SOFTWARE and self._stopped_by_xoff)

    def divert(self, to: Callable[[bytes], None]) -> None:
        """Let all input go there instead."""
        self._diverted = to
        self.review()

    def ignore(self) -> None:
        """Lose all input."""
        self.divert(lambda _: None)

    def resume(self) -> None:
        """Work as usual again."""
        self._diverted = None
        self.review()

    def change_host(self) -> None:
        """Forget what the host before this one held back."""
        self._held.clear()
        self.unsaid = 0

    def review(self) -> None:
        """Act on what may have changed: the way of flow control, RTS, whether input is taken."""
        if self._held and not self._held_back():
            held, self._held, self.unsaid = self._held, [], 0
            for data, kind in held:
                self._module.do(Transmit(bytes(data), kind))
        busy = self._diverted is not None and self._module.settings[IFC][1] == HARDWARE
        self._module.pins.drive("CTS", high=busy)
