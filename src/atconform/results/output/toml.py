"""TOML: tables and comments, in which what others said is a text or a remark, and never a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from atconform.base.plain import Made, printable, uncommanding, visible_line

_SPECIAL = re.compile(r'["\\]|[^\x20-\x7e]|(?<=#)#(?=\[)')


def quoted(text: str) -> Made:
    r"""Write a text; what cannot be printed is escaped: ``\u202e``."""
    return Made(f'"{_SPECIAL.sub(_escape, text)}"')


def _escape(match: re.Match[str]) -> str:
    letter, number = match[0], ord(match[0])
    if letter in '"\\':
        return f"\\{letter}"
    if 0xD800 <= number < 0xE000:  # half a character, which TOML has no escape for
        return visible_line(letter)
    if printable(letter) and letter != "#":
        return letter
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def inline(entries: Mapping[str, str]) -> Made:
    """Write a table in one line; the keys are ours."""
    return Made("{ " + ", ".join(f"{key} = {quoted(text)}" for key, text in entries.items()) + " }")


def comment(text: str) -> Made:
    """Write a remark, in one line."""
    return Made(f"# {uncommanding(visible_line(' '.join(text.split())))}")


def table(name: str, entries: Mapping[str, str | Made]) -> list[Made]:
    """Write an entry of a list of tables; name and keys are ours, and a value that is not TOML yet is quoted."""
    written = {key: value if isinstance(value, Made) else quoted(value) for key, value in entries.items()}
    return [Made(f"[[{name}]]"), *(Made(f"{key} = {value}") for key, value in written.items())]


def joined(lines: Iterable[Made], end: str = "\n") -> Made:
    """Put lines, or what else there is, together."""
    return Made(end.join(lines))
