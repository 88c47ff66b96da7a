"""Suggesting the name that was meant."""

from __future__ import annotations

import difflib


def suggestion(name: str, names: list[str]) -> str:
    """Ask whether the most similar one of ``names`` was meant; empty where none is similar."""
    similar = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {similar[0]}?" if similar else ""


def did_you_mean(name: str, names: list[str]) -> str:
    """Ask the same, to follow a message."""
    asked = suggestion(name, names)
    return f"; {asked}" if asked else ""
