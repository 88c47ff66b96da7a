"""What is written where a terminal's code page lacks a character, as those of Windows lack many: the nearest in ASCII.

What has none there, Chinese for one, is written by its number, as Python writes it in a string.
"""

from __future__ import annotations

import codecs

ERRORS = "atconform.nearest"
"""The name of this way, as streams are told it."""

NEAREST = {
    "✓": "+",
    "✗": "x",
    "×": "x",
    "⚠": "!",
    "‼": "!!",
    "≈": "~",
    "○": "o",
    "·": ".",
    "•": "*",
    "…": "...",
    "→": "->",
    "←": "<-",
    "►": ">",
    "◄": "<",
    "▼": "v",
    "≤": "<=",
    "≥": ">=",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "µ": "u",
    "─": "-",
    "━": "-",
    "┄": "-",
    "│": "|",
    "╸": "-",
    "╺": "-",
}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Write one character that cannot be encoded; the others are looked at again."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letter = error.object[error.start]
    near = NEAREST.get(letter)
    return (ascii(letter)[1:-1] if near is None else near), error.start + 1


codecs.register_error(ERRORS, _nearest)
