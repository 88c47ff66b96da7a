"""The project's own tests, in rooms as the code is."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""
