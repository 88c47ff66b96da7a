"""The one unit of time.

Every instant and every duration in this project is an ``int`` of microseconds. Integers make "exactly 1000 ms" mean
what it says, on a virtual clock as on a real one.
"""

MS = 1_000
"""One millisecond, in microseconds."""

SECOND = 1_000_000
"""One second, in microseconds."""


def spell(duration: int) -> str:
    """Write a duration for a person: ``1 s``, ``250 ms``, ``0.4 ms``.

    :param duration: microseconds
    """
    if duration % SECOND == 0 or duration >= 10 * SECOND:
        return f"{duration / SECOND:g} s"
    return f"{duration / MS:g} ms"
