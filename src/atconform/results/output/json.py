"""JSON, in which nothing stands that a terminal or a log would obey: all that cannot be printed is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from atconform.base.plain import Made, printable

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\n]|(?<=#)#(?=\[)")
"""Between texts JSON has nothing but ASCII, so that all this is inside of texts."""

AT_ONCE = 500
"""Values of a list that are written as one piece."""


def json_of(value: Any) -> Made:
    """Write a value as JSON, in one line without an end."""
    return Made(escaped(msgspec.json.encode(value).decode()))


def json_pieces(values: Mapping[str, Any]) -> Iterator[Made]:
    """Write an object as :func:`json_of` does, in pieces: of a long one, no text of all is ever made.

    :param values: by name; an iterator is written as a list, of which no more is made than the piece at hand
    """
    before = "{"
    for name, value in values.items():
        yield Made(f"{before}{json_of(name)}:")
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield json_of(value)
        before = ","
    yield Made("}" if values else "{}")


def _list_pieces(values: Iterator[Any]) -> Iterator[Made]:
    before = "["
    while piece := list(islice(values, AT_ONCE)):
        yield Made(f"{before}{json_of(piece)[1:-1]}")
        before = ","
    yield Made("]" if before == "," else "[]")


def escaped(text: str) -> str:
    r"""Escape what cannot be printed in a JSON text, whose other escapes it has: ``\u202e``; no value is changed."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    if printable(letter) and letter != "#":
        return letter
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
