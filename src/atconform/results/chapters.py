"""The chapters of the notes that scenarios are reported under."""

from __future__ import annotations

import re

from atconform.results.records import ScenarioRecord

_CHAPTER = re.compile(r"(.*) ([0-9]{1,6})")


def chapter_of(scenario: ScenarioRecord) -> str:
    """Return the chapter of a scenario, by note and number: ``SIM800 2``."""
    return scenario.section.partition(".")[0] or "other"


def in_order(chapter: str) -> tuple[str, int]:
    """Make the key by which chapters sort as a reader counts them."""
    match = _CHAPTER.fullmatch(chapter)
    return (match[1], int(match[2])) if match else (chapter, 0)
