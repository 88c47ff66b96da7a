"""An error in the place of a command's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.emulator.core.command import Argument, Command, Form
from atconform.emulator.core.commandline import read_commands
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply
from atconform.faults.fault import Rule


class Anything(Form):
    """A write form that takes whatever stands there."""

    def parse(self, arguments: Any) -> list[Argument]:
        """Read nothing."""
        return []


class Commands(dict[str, Command]):
    """The commands of a module, in the place of which something else can answer.

    :param answer: tells, for the name of a command that is about to be run, what is answered instead; None: itself does
    """

    def __init__(self, usual: Mapping[str, Command], answer: Callable[[str], str | None]) -> None:
        super().__init__(usual)
        self._answer = answer

    def get(self, name: str, default: Any = None) -> Any:
        """Find the command that is to be run."""
        answer = self._answer(name) if name in self else None
        return super().get(name, default) if answer is None else refusing(name, answer)


def refusing(name: str, answer: str) -> Command:
    """Declare a command that does nothing, with a result code that it ends with in all its forms."""

    def refuse(_: object) -> Reply:
        return Reply(result=answer)

    return Command(name, test=refuse, read=refuse, write=Anything(refuse), execute=refuse)


class CommandError(Rule):
    """A command is answered with an error and does nothing."""

    def refuses(self, name: str) -> str | None:
        """Answer in its place, if the line that is worked on is about it."""
        command = self.given["command"].upper()
        if name != name_of(command) or not self.scene.seen.is_about(command):
            return None
        answer: str = self.given["answer"]
        self.strike(self.scene.seen.command)
        return answer


def name_of(command: str) -> str:
    """Return the name of the command that a line in capitals begins with; empty where it begins with none."""
    commands = read_commands(command[2:]) if command.startswith("AT") else None
    return commands[0].name if commands else ""


def check(module: Module, given: Mapping[str, Any]) -> None:
    """Hold the command that is to fail against those that a module has.

    :raises UsageError: it has none of this name
    """
    command = given["command"].upper()
    if name_of(command) not in module.commands:
        similar = did_you_mean(command, [f"AT{name}" for name in module.commands])
        family = module.family.name
        raise UsageError(f"error: the emulated {family} has no {command}{similar}", "write it as it is typed, AT+CSQ")
