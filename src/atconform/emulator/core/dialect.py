"""How a family speaks V.250: the figures and spellings of its command lines and answers.

Data, so that a variant is a changed copy. The figures of each subject stand beside its commands. The judge has figures
of its own (the claims); they are never shared, else the emulator could not be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.base.units import MS
from atconform.emulator.core.figures import delay


@dataclass(frozen=True, slots=True)
class Dialect:
    """One family's way to speak. Times in microseconds."""

    command_delay: int = delay(2 * MS, normal=15 * MS, none=0)
    longest_line: int = 556
    most_commands: int | None = None
    """How many commands a line may have; None: as many as fit."""
    prompt: bytes = b"> "
    not_allowed: int | None = 3
    """The +CME ERROR for what is not allowed at present; None: plain ERROR for every AT+CMEE."""
    least_error_reporting: int = 0
    """How errors are told at least, by the values of AT+CMEE."""
    bad_parameter: int | None = 3
    """The +CME ERROR for parameters that do not fit; None: plain ERROR for every AT+CMEE."""
    unknown_command: int | None = 100
    """The +CME ERROR for a command that there is not; None as above."""
    repeats_last_line: bool = True
    """Whether A/ is a command."""
    respellings: Mapping[str, str | None] = field(default_factory=dict)
    """Lines, but for result codes, that this firmware prints otherwise: a regular expression for the whole line, and
    what is printed instead, in which ``\\1`` is the first group; None: nothing is."""

    def spell(self, line: str) -> str | None:
        """Spell a line as this firmware prints it; None: it does not print it."""
        for pattern, instead in self.respellings.items():
            if found := re.fullmatch(pattern, line):
                return instead and found.expand(instead)
        return line
