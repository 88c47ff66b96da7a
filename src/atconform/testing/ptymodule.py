"""What a test holds of a module in real time, on a pseudo-terminal."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Unpack

import serial

from atconform.base.units import SECOND
from atconform.testing.handle import EmulatedModule
from atconform.testing.making import make
from atconform.testing.onpty import OnPty
from atconform.testing.takeover.clocks import REAL, real_now

if TYPE_CHECKING:
    from atconform.testing.asked import Asked


class PtyModule(EmulatedModule):
    """An emulated module in real time, for programs in any language: they open ``device``.

    A pseudo-terminal has no modem lines.

    :param name: FAMILY[@VARIANT]
    :param variant: the variant, if the name has none
    :param started: whether it takes commands already
    :param options: as :data:`atconform.testing.making.OPTIONS`
    :raises UsageError: there is no such family, variant or option
    """

    def __init__(self, name: str, *, variant: str = "", started: bool = True, **options: Unpack[Asked]) -> None:
        self.name = f"{name}@{variant}" if variant else name
        self._on_pty = OnPty(make(self.name, options), started=started)
        super().__init__(self._on_pty)

    @property
    def device(self) -> str:
        """The device that a program opens: ``/dev/pts/5``."""
        return self._on_pty.device

    @cached_property
    def serial(self) -> serial.Serial:
        """A port at the device, opened when it is asked for, with a timeout of one second."""
        return serial.Serial(self.device, timeout=1)

    def sleep(self, seconds: float) -> None:
        """Let time pass, as in a test in virtual time: here it is the real one."""
        REAL["sleep"](seconds)

    def monotonic(self) -> float:
        """Return the present in seconds."""
        return real_now() / SECOND

    def close(self) -> None:
        """Take the module away. Idempotent."""
        if "serial" in vars(self):
            self.serial.close()
        self._on_pty.close()
