"""The commands among what a program types."""

from __future__ import annotations

from typing import Protocol


class Hearing(Protocol):
    """A module, as far as what it hears is a command or is not."""

    @property
    def takes_commands(self) -> bool:
        """Whether what is typed next is a command line."""


class CommandLog:
    """The command lines that a module was given, in order, as they were typed and without their ends.

    :param module: tells whether it takes commands at present
    """

    def __init__(self, module: Hearing) -> None:
        self._module = module
        self._begun = b""
        self.commands: list[str] = []
        self.in_a_row = 0
        """How often the last of them has been given without another one in between."""

    @property
    def last(self) -> str:
        """The last of them; empty where there is none."""
        return self.commands[-1] if self.commands else ""

    def host(self, data: bytes) -> None:
        """Take note of what the host types."""
        if not self._module.takes_commands:
            self._begun = b""
            return
        *lines, self._begun = (self._begun + data).replace(b"\n", b"").split(b"\r")
        for line in lines:
            at = line.upper().find(b"AT")
            if at >= 0:
                command = line[at:].decode("latin-1")
                self.in_a_row = self.in_a_row + 1 if command == self.last else 1
                self.commands.append(command)

    def prompted(self) -> None:
        """Take note that the module asks for data: what was begun to be typed before that is some."""
        self._begun = b""

    def clear(self) -> None:
        """Forget all of it."""
        self.commands.clear()
        self._begun = b""
