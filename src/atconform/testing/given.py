"""Times and counts that a test gives: what is none is said where it is given, and not where it would be needed."""

from __future__ import annotations

from math import isfinite

from atconform.base.units import SECOND


def microseconds(seconds: float) -> int:
    """Return a time of a test as everything here has it.

    :raises ValueError: it is negative, or no number
    """
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not (isfinite(seconds) and seconds >= 0):
        raise ValueError(f"a time is a number of seconds from 0, and not {seconds!r}")
    return round(seconds * SECOND)


def check_count(what: str, number: int | None) -> None:
    """Find out whether something can be counted so far; None is without end.

    :param what: what is counted, as it is called where it is given
    :raises ValueError: it cannot
    """
    if number is not None and (not isinstance(number, int) or number < 0):
        raise ValueError(f"{what} is a whole number from 0, and not {number!r}")
