"""Reading a command line: V.250, 5.2 to 5.4.

A line's body (what stands after ``AT``) is a row of commands: basic ones (``E0``, ``&D1``), S-parameters (``S0=1``),
and extended ones (``+CSQ``, ``*PSUTTZ?``), the last kind ended by a semicolon or the end of the line. Blanks between
their parts mean nothing (5.2.1).
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache


class Form(enum.Enum):
    """The form of a command, and how the line shows it."""

    TEST = "=?"
    READ = "?"
    WRITE = "="
    EXECUTE = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One command on a line: its name in capitals, its form, and what stood after the ``=`` of a write form."""

    name: str
    form: Form
    arguments: str = ""

    @property
    def spelling(self) -> str:
        """How it is written, without its values: ``+CBC=?``, ``S0=``, ``E``."""
        basic = self.name.lstrip("&\\").isalpha()
        return self.name if basic else f"{self.name}{self.form.value}"


EXTENDED = re.compile(
    r"""([+*^$%]) *([A-Z][A-Z0-9.!%\-/:_]*)\s*(= *\?|\?|=((?:"[^"]*"?|[^";])*)|)\s*(;|$)""", re.IGNORECASE
)
S_PARAMETER = re.compile(r"S *(\d+) *(?:(= *\?|\?)|= *(\d*))", re.IGNORECASE)
DIAL = re.compile(r"D(.*)", re.IGNORECASE | re.DOTALL)
IGNORED_IN_DIALLING = re.compile(r"[,TP!W@ ]", re.IGNORECASE)
"""Modifiers of V.250, 6.3.1, that mean nothing in a GSM network (AT command manual, ATD)."""
BASIC = re.compile(r"([&\\]? *[A-Z]) *(\d*)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def read_commands(body: str) -> tuple[Invocation, ...] | None:
    """Split the body of a command line into commands; None where it cannot be read as such."""
    commands: list[Invocation] = []
    position = 0
    while position < len(body):
        if body[position] in " ;":
            position += 1
        elif match := EXTENDED.match(body, position):
            mark, name, form, arguments, _ = match.groups()
            written = Form.WRITE if arguments is not None else Form(form.replace(" ", ""))
            commands.append(Invocation(mark + name.upper(), written, arguments or ""))
            position = match.end()
        elif match := S_PARAMETER.match(body, position):
            number, form, value = match.groups()
            written = Form.WRITE if form is None else Form(form.replace(" ", ""))
            commands.append(Invocation(f"S{int(number)}", written, value or ""))
            position = match.end()
        elif match := DIAL.match(body, position):
            number = IGNORED_IN_DIALLING.sub("", match.group(1))
            commands.append(Invocation("D", Form.WRITE, number))
            position = match.end()
        elif match := BASIC.match(body, position):
            name, number = match.groups()
            commands.append(Invocation(name.upper().replace(" ", ""), Form.WRITE if number else Form.EXECUTE, number))
            position = match.end()
        else:
            return None
    return tuple(commands)
