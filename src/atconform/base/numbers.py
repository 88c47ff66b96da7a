"""Numbers that a module prints: the one way to read them, since a module may print any number of digits."""

from __future__ import annotations

GREATEST = 10**18
"""More than any module counts; Python itself reads no more than some thousands of digits."""


def read_number(digits: str) -> int:
    """Read a number that a module printed, in decimal digits; one that is greater counts as :data:`GREATEST`."""
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) < len(str(GREATEST)) else GREATEST
