"""How a command is declared: its name, its forms, the parameters of the write form.

The forms are those of V.250, 5.4: test (``=?``), read (``?``), write (``=...``) and execute (nothing). Basic commands
(``E``, ``&D``) have one form, a number, written here as a write form with a default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.replies import Reply, ok

Handler = Callable[..., Reply]
"""Called with the module and the values of the parameters. What a handler needs of the module it says itself."""

REQUIRED: Any = object()
"""Default of a parameter that must be given."""


class BadParameterError(Exception):
    """A parameter is missing, of the wrong type or out of range."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter as it stood on the command line."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number from ``low`` to ``high``, with a sign where there are negative ones."""

    low: int
    high: int
    default: Any = REQUIRED
    quotes: bool = False
    """Whether it may also stand in quotation marks (the notes print port numbers both ways)."""

    def parse(self, argument: Argument) -> int:
        """Read the value; raises BadParameterError."""
        digits = argument.text
        if self.low < 0 and digits[:1] in ("+", "-"):
            digits = digits[1:]
        if (argument.quoted and not self.quotes) or not digits.isascii() or not digits.isdigit():
            raise BadParameterError
        value = int(argument.text)
        if not self.allows(value):
            raise BadParameterError
        return value

    def allows(self, value: object) -> bool:
        """Return whether this is one of the numbers."""
        return isinstance(value, int) and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few whole numbers that are no range."""

    choices: tuple[int, ...]
    default: Any = REQUIRED

    def parse(self, argument: Argument) -> int:
        """Read the value; raises BadParameterError."""
        value = Int(min(self.choices), max(self.choices)).parse(argument)
        if not self.allows(value):
            raise BadParameterError
        return value

    def allows(self, value: object) -> bool:
        """Return whether this is one of the numbers."""
        return value in self.choices


@dataclass(frozen=True, slots=True)
class Ranges:
    """A whole number of one of several ranges."""

    ranges: tuple[Int, ...]
    default: Any = REQUIRED

    def parse(self, argument: Argument) -> int:
        """Read the value; raises BadParameterError."""
        value = Int(min(one.low for one in self.ranges), max(one.high for one in self.ranges)).parse(argument)
        if not self.allows(value):
            raise BadParameterError
        return value

    def allows(self, value: object) -> bool:
        """Return whether this is one of the numbers."""
        return any(one.allows(value) for one in self.ranges)


@dataclass(frozen=True, slots=True)
class Text:
    """A string; in quotation marks unless ``bare`` allows it without."""

    longest: int = 255
    default: Any = REQUIRED
    bare: bool = False

    def parse(self, argument: Argument) -> str:
        """Read the value; raises BadParameterError."""
        if not (argument.quoted or self.bare) or not self.allows(argument.text):
            raise BadParameterError
        return argument.text

    def allows(self, value: object) -> bool:
        """Return whether this is a text that is not too long."""
        return isinstance(value, str) and len(value) <= self.longest


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words, in either case, in quotation marks unless ``bare`` allows it without."""

    choices: tuple[str, ...]
    default: Any = REQUIRED
    bare: bool = False

    def parse(self, argument: Argument) -> str:
        """Read the value, spelled as it is declared; raises BadParameterError."""
        known = {choice.upper(): choice for choice in self.choices}
        word = known.get(argument.text.upper())
        if not (argument.quoted or self.bare) or word is None:
            raise BadParameterError
        return word

    def allows(self, value: object) -> bool:
        """Return whether this is one of the words."""
        return value in self.choices


@dataclass(frozen=True, slots=True)
class Address:
    """An IPv4 address, in quotation marks unless ``bare`` allows it without."""

    default: Any = REQUIRED
    bare: bool = False

    def parse(self, argument: Argument) -> str:
        """Read the value; raises BadParameterError."""
        if not (argument.quoted or self.bare) or not self.allows(argument.text):
            raise BadParameterError
        return argument.text

    def allows(self, value: object) -> bool:
        """Return whether this is an address in dotted notation."""
        parts = value.split(".") if isinstance(value, str) else []
        return len(parts) == 4 and all(part.isascii() and part.isdigit() and int(part) <= 255 for part in parts)


Parameter = Int | OneOf | Ranges | Text | Word | Address


@dataclass(frozen=True, slots=True)
class Form:
    """A write form: what runs, and the parameters it takes, in order."""

    run: Handler
    parameters: tuple[Parameter, ...] = ()

    def parse(self, arguments: Sequence[Argument]) -> list[Any]:
        """Read the parameters; raises BadParameterError where they do not fit."""
        if len(arguments) > len(self.parameters):
            raise BadParameterError
        values = []
        for index, parameter in enumerate(self.parameters):
            given = arguments[index] if index < len(arguments) else None
            if given is None or (not given.text and not given.quoted):
                if parameter.default is REQUIRED:
                    raise BadParameterError
                values.append(parameter.default)
            else:
                values.append(parameter.parse(given))
        return values


def form(run: Handler, *parameters: Parameter) -> Form:
    """Declare a write form."""
    return Form(run, parameters)


@dataclass(frozen=True, slots=True)
class Command:
    """One AT command; a form that is None is answered with an error.

    ``write`` may be a function of the module where the parameters depend on its mode (a connection number comes first
    in multi connection mode).
    """

    name: str
    test: tuple[str, ...] | Handler | None = None
    read: Handler | None = None
    write: Form | Callable[..., Form | None] | None = None
    execute: Handler | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that it has: test, read, write, execute, in this order."""
        return tuple(form for form in ("test", "read", "write", "execute") if getattr(self, form) is not None)

    def answer_test(self, module: object) -> Reply | None:
        """Answer the test form, or None where there is none."""
        if self.test is None:
            return None
        return self.test(module) if callable(self.test) else ok(*self.test)

    def write_form(self, module: object) -> Form | None:
        """Return the write form that holds in the module's present mode."""
        return self.write if self.write is None or isinstance(self.write, Form) else self.write(module)


ARGUMENT = re.compile(r'\s*(?:"([^"]*)"|([^",]*))\s*(,|$)')


def split_arguments(text: str) -> list[Argument]:
    """Split ``0,"TCP",,5`` at its commas, quotation marks respected; BadParameterError where they do not match up."""
    arguments, position = [], 0
    while True:
        match = ARGUMENT.match(text, position)
        if match is None:
            raise BadParameterError
        quoted, bare, separator = match.groups()
        arguments.append(Argument(quoted, True) if quoted is not None else Argument(bare.strip(), False))
        if not separator:
            return arguments
        position = match.end()
