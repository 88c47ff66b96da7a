"""How a module spells what it says: information text, result codes, errors, unsolicited lines (V.250, 5.7, 6.2)."""

from __future__ import annotations

from typing import Protocol

from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import CMEE, QUIET, VERBOSE
from atconform.emulator.core.replies import Reply
from atconform.emulator.core.resultcodes import RESULT_NUMBERS, cme, cms
from atconform.emulator.core.settings import Settings


class Spoken(Protocol):
    """The module, as far as spelling needs it."""

    dialect: Dialect
    settings: Settings


class Speller:
    """Spells as the dialect and the settings of the dialogue ask."""

    def __init__(self, module: Spoken) -> None:
        self._module = module

    def reply(self, reply: Reply) -> bytes:
        """Spell the answer to a command."""
        out = (self.lines(reply.lines) if reply.lines else b"") + reply.payload
        if reply.code is not None:
            spell = cms if reply.messaging else cme
            told = max(self._module.settings[CMEE], self._module.dialect.least_error_reporting)
            return out + self._unless_quiet(spell(reply.code, told))
        if reply.result is not None and reply.prompt is None:
            return out + self._unless_quiet(reply.result)
        return out

    def lines(self, lines: tuple[str | bytes, ...]) -> bytes:
        """Spell information text as ATV asks: the lines under each other, without empty lines between them."""
        body = b"".join(map(self._line, lines))
        return b"\r\n" + body if self._module.settings[VERBOSE] and body else body

    def _line(self, line: str | bytes) -> bytes:
        if isinstance(line, bytes):
            return line + b"\r\n"
        spelt = self._module.dialect.spell(line)
        return b"" if spelt is None else f"{spelt}\r\n".encode("latin-1")

    def _unless_quiet(self, code: str) -> bytes:
        return b"" if self._module.settings[QUIET] else self.result(code)

    def result(self, code: str) -> bytes:
        """Spell a result code as ATV asks: in words between CR LF, or as a number and CR (V.250, 6.2.6)."""
        if self._module.settings[VERBOSE]:
            return f"\r\n{code}\r\n".encode("latin-1")
        number = RESULT_NUMBERS.get(code)
        return f"{code}\r\n".encode("latin-1") if number is None else f"{number}\r".encode()

    def announcement(self, line: str) -> bytes:
        """Spell an unsolicited line; one that is a V.250 result code (RING) follows ATV and ATQ."""
        return self._unless_quiet(line) if line in RESULT_NUMBERS else self.lines((line,))
