"""JSON, in which nothing stands that a terminal or a log would obey: all that cannot be printed is escaped."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from atconform.base.plain import Made, printable

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\n]|(?<=#)#(?=\[)")
"""Between texts JSON has nothing but ASCII, so that all this is inside of texts."""


def json_of(value: Any) -> Made:
    """Write a value as JSON, in one line without an end."""
    return Made(escaped(msgspec.json.encode(value).decode()))


def escaped(text: str) -> str:
    r"""Escape what cannot be printed in a JSON text, whose other escapes it has: ``\u202e``; no value is changed."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    if printable(letter) and letter != "#":
        return letter
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
