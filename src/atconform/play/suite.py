"""Where the suite is: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """Find the folder that holds features, steps, fixtures and conftest.py."""
    checkout = PACKAGE.parent.parent
    if (checkout / "features").is_dir() and (checkout / "conftest.py").is_file():
        return checkout
    return PACKAGE / "suite"
