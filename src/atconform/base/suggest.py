"""Suggesting the name that was meant."""

from __future__ import annotations

import difflib


def did_you_mean(name: str, names: list[str]) -> str:
    """Say which of ``names`` may have been meant, to follow a message; empty where none is similar."""
    similar = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {similar[0]}?" if similar else ""
