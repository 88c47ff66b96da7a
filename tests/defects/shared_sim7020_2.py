"""What defects of several sections do alike: see ``sim7020_*.py``."""

from __future__ import annotations

import re


def first_of(pattern: bytes):
    """Tell, whenever a line of a kind comes, what it told the first time."""
    known = re.compile(pattern)

    def speaks():
        first = None

        def told(found):
            nonlocal first
            first = first or found[0]
            return first

        return lambda piece: (known.sub(told, piece),)

    return speaks
