"""Lines of subjects that this project has nothing to do with: ``other_subjects.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


def entries() -> list[dict[str, str]]:
    """Return the subjects, each with its id, its lines and why it is none of ours."""
    table = tomllib.loads(Path(__file__).with_name("other_subjects.toml").read_text("utf-8"))
    subjects: list[dict[str, str]] = table["subject"]
    return subjects


@cache
def other_subjects() -> dict[str, re.Pattern[str]]:
    """Return the patterns of their lines, by subject."""
    return {entry["id"]: re.compile(entry["lines"]) for entry in entries()}


def subject_of(line: str) -> str | None:
    """Return the other subject that a line belongs to; None: it is none of theirs."""
    return next((name for name, lines in other_subjects().items() if lines.fullmatch(line)), None)
