"""What a module says without being asked: it waits for command mode, and for the end of an answer."""

from __future__ import annotations

from typing import Protocol

from atconform.emulator.core.bystander import Bystander
from atconform.emulator.core.effects import Spoken
from atconform.emulator.core.spelling import Speller


class Resting(Protocol):
    """The interpreter, as far as announcements go by it."""

    @property
    def at_rest(self) -> bool:
        """Whether unsolicited lines can be printed."""


class Announcing(Protocol):
    """The module, as far as its announcements need it."""

    spelling: Speller

    @property
    def interpreter(self) -> Resting:
        """What tells whether an answer is about to come."""

    @property
    def in_command_mode(self) -> bool:
        """Whether the serial input is read as command lines."""

    def transmit(self, data: bytes, kind: Spoken = "answer") -> None:
        """Put bytes on the serial line."""


class Announcements:
    """Lines and data that wait until they can be printed.

    :param bystander: what speaks beside the commands wherever a line may stand
    """

    def __init__(self, module: Announcing, bystander: Bystander) -> None:
        self._module = module
        self._bystander = bystander
        self._waiting: list[tuple[str | bytes, Spoken]] = []

    @property
    def length(self) -> int:
        """How many characters wait, about."""
        return sum(len(what) for what, _ in self._waiting)

    def change_host(self) -> None:
        """Forget answers; they are for the host before this one."""
        self._waiting = [(what, kind) for what, kind in self._waiting if kind != "answer"]

    def add(self, what: str | bytes, kind: Spoken) -> None:
        """Print a line, or raw bytes, as soon as the module is in command mode and between commands."""
        self._waiting.append((what, kind))
        if self._module.in_command_mode and self._module.interpreter.at_rest:
            self._print_all()

    def command_line_done(self) -> None:
        """Print what had to wait until the command line was done."""
        if self._module.in_command_mode:
            self.let_others_speak()
            self._print_all()

    def let_others_speak(self) -> None:
        """Print what network, card or supply have to say at a place where a line may stand."""
        for line in self._bystander.speak():
            self._module.transmit(self._module.spelling.announcement(line), "unsolicited")

    def _print_all(self) -> None:
        waiting, self._waiting = self._waiting, []
        for what, kind in waiting:
            self.let_others_speak()
            printed = what if isinstance(what, bytes) else self._module.spelling.announcement(what)
            self._module.transmit(printed, kind)
