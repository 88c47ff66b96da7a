"""What a module, a record or a file said, as text: written so that nothing which shows it obeys it.

Terminals obey control characters, editors and browsers those that turn the direction of writing, and logs of CI servers
words at the beginning of a line. All such characters are written by name, as feature files write bytes: ``<ESC>``,
``<0x9B>``, ``<U+202E>``.
"""

from __future__ import annotations

import re
import unicodedata

NAMES = {0x1A: "Ctrl-Z", 0x1B: "ESC", 0x0D: "CR", 0x0A: "LF", 0x08: "BS", 0x00: "NUL"}
"""What characters are called that cannot be printed; the others have their numbers."""

_IN_LINES = re.compile(r"(?!\r\n)[^\x20-\x7e\n\t]")
_IN_ONE = re.compile(r"[^\x20-\x7e]")
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)


class Made(str):
    """A text in a language, such as Markdown or JSON, that its own door has made: what others said is escaped in it."""

    __slots__ = ()


def printable(letter: str) -> bool:
    """Return whether a character is shown, and does nothing else; spaces of every width are."""
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def visible(text: str) -> str:
    """Write what cannot be printed by its name; lines and tabs stay. Writing it again changes nothing."""
    return text if text.isprintable() else _IN_LINES.sub(_named, text)


def visible_line(text: str) -> str:
    """Write what cannot be printed by its name, line ends too, so that it stays in one line."""
    return text if text.isprintable() else _IN_ONE.sub(_named, text)


def _named(match: re.Match[str]) -> str:
    letter, number = match[0], ord(match[0])
    if printable(letter):
        return letter
    return f"<{NAMES.get(number) or (f'0x{number:02X}' if number < 0x100 else f'U+{number:04X}')}>"


def uncommanding(text: str) -> str:
    """Break up what the logs of CI servers take for their own commands: ``::error::``, ``##[error]``."""
    return _COMMAND.sub(lambda match: f"{match[1] or ''}<:>" if match[1] is not None else "<#>", text)
