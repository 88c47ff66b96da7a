"""The whole table of defects, from the files beside this one that are named after the notes."""

from __future__ import annotations

import importlib
import pkgutil

import tests.defects
from tests.defects.defect import Defect


def section(name: str) -> tuple[str, list[int]]:
    """Return by what a file stands in its place: family, and the section that it begins with."""
    family, *numbers = name.split("_")
    return family, [int(number) for number in numbers if number.isdigit()]


DEFECTS: tuple[Defect, ...] = tuple(
    defect
    for name in sorted((found.name for found in pkgutil.iter_modules(tests.defects.__path__)), key=section)
    if name.startswith("sim")
    for defect in importlib.import_module(f"tests.defects.{name}").DEFECTS
)
"""In the order of the notes and their sections."""
