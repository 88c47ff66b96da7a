"""The whole table of defects, from the files beside this one that are named after the notes."""

from __future__ import annotations

import importlib
import pkgutil

import tests.defects
from tests.defects.defect import Defect

DEFECTS: tuple[Defect, ...] = tuple(
    defect
    for found in sorted(pkgutil.iter_modules(tests.defects.__path__), key=lambda module: module.name)
    if found.name.startswith("sim")
    for defect in importlib.import_module(f"tests.defects.{found.name}").DEFECTS
)
"""In the order of the notes and their sections."""
