"""How much waits in a module, on either side of it, and what becomes of it when another host takes the line."""

from __future__ import annotations

from typing import Protocol

from atconform.emulator.core.announcements import Announcements
from atconform.emulator.core.interpreter import Interpreter
from atconform.emulator.core.parts import Parts
from atconform.emulator.core.serialport import SerialPort
from atconform.emulator.core.supply import Supply


class Holding(Protocol):
    """The module, as far as things wait in it."""

    interpreter: Interpreter
    port: SerialPort
    announcements: Announcements
    parts: Parts
    supply: Supply


class Waiting:
    """What waits in one module; numbers of bytes."""

    def __init__(self, module: Holding) -> None:
        self._module = module

    @property
    def backlog(self) -> int:
        """What the host has sent, until the module gets to it."""
        return self._module.interpreter.backlog

    @property
    def unsaid(self) -> int:
        """What the host holds back."""
        return self._module.port.unsaid

    @property
    def unfetched(self) -> int:
        """What the network has sent, until the host fetches it, or is done with something else, or it wakes."""
        module = self._module
        return module.announcements.length + module.parts.unfetched + module.supply.unheard

    def change_host(self) -> None:
        """Forget what was for the host that had the line.

        What it typed is forgotten, if it was not worked on yet, and answered no more. A mode or state that the module
        is in stays.
        """
        self._module.port.change_host()
        self._module.interpreter.change_host()
        self._module.announcements.change_host()
