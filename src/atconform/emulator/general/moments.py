"""Points in time as clocks show them, without a clock."""

from __future__ import annotations

from calendar import isleap, monthrange, timegm
from typing import NamedTuple

DAY = 24 * 3600


class Moment(NamedTuple):
    """Date and time of day, in no zone."""

    year: int
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0

    def later(self, seconds: int) -> Moment:
        """Return the moment so many seconds later; earlier, where the number is negative."""
        year = self.year
        days, rest = divmod(timegm((*self, 0, 0, 0)) - timegm((year, 1, 1, 0, 0, 0, 0, 0, 0)) + seconds, DAY)
        while days < 0:
            year -= 1
            days += _length(year)
        while days >= _length(year):
            days -= _length(year)
            year += 1
        month = 1
        while days >= (length := monthrange(year, month)[1]):
            days -= length
            month += 1
        return Moment(year, month, days + 1, rest // 3600, rest // 60 % 60, rest % 60)

    @property
    def of_day(self) -> str:
        """The time of day: ``hh:mm:ss``."""
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}"

    @property
    def short(self) -> str:
        """Date and time, the year in two digits: ``yy/MM/dd,hh:mm:ss``."""
        return f"{self.year % 100:02}/{self.month:02}/{self.day:02},{self.of_day}"

    @property
    def long(self) -> str:
        """Date and time: ``yyyy/MM/dd,hh:mm:ss``."""
        return f"{self.year:04}/{self.month:02}/{self.day:02},{self.of_day}"


def _length(year: int) -> int:
    return 366 if isleap(year) else 365
