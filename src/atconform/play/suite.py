"""Where the suite is: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def importable() -> Path:
    """Make steps and fixtures importable, as they stand beside no installed package; return the suite's folder."""
    place = folder()
    sys.path.insert(0, str(place))
    return place


def folder() -> Path:
    """Find the folder that holds features, steps, fixtures, conftest.py and docs."""
    checkout = PACKAGE.parent.parent
    if (checkout / "features").is_dir() and (checkout / "conftest.py").is_file():
        return checkout
    return PACKAGE / "suite"


def features() -> Path:
    """Find the folder that holds the scenarios."""
    return folder() / "features"
