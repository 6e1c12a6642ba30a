"""Date strings of the contract: the forms of EDTF (ISO 8601-2) that plans need, and the days they stand for.

    >>> bounds("2022-05/2023-35")
    ('2022-05-01', '2023-09-30')

A day, a month, a year, a quarter (`2023-33` the first, `2023-36` the fourth), each perhaps approximate (`~`); an interval of
them, one side perhaps open (`..`); a recurrence (`XXXX-12-05` every 5 December, `XXXX-XX-25` every month on the 25th).
Half-years are intervals of months, a blank day is left out (`2024-03`). Nothing else is a date of the contract.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

Bounds = tuple[str | None, str | None]

_DATE = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}))?)?(~)?")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_QUARTER = 33  # EDTF level 2: 33 to 36 are the quarters


class Date(NamedTuple):
    """A day, month, year or quarter; with `year` or `month` unspecified beside a finer part it is a recurrence."""

    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    approximate: bool = False

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04d}"]
        if self.quarter is not None:
            parts.append(str(_FIRST_QUARTER - 1 + self.quarter))
        elif self.month is not None or self.day is not None:
            parts.append("XX" if self.month is None else f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts) + "~" * self.approximate

    @property
    def repeats(self) -> bool:
        return self.year is None or (self.month is None and self.day is not None)

    @property
    def bounds(self) -> Bounds:
        """First and last day; for a recurrence neither."""
        if self.year is None or (self.month is None and self.day is not None):
            return None, None
        if self.day is not None:
            only = f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            return only, only
        first, last = self.month or 1, self.month or 12
        if self.quarter is not None:
            first, last = 3 * self.quarter - 2, 3 * self.quarter
        return f"{self.year:04d}-{first:02d}-01", f"{self.year:04d}-{last:02d}-{_days(self.year, last):02d}"


class Interval(NamedTuple):
    """From the first day of `start` to the last day of `end`; None is an open side."""

    start: Date | None
    end: Date | None

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"

    @property
    def repeats(self) -> bool:
        return any(side is not None and side.repeats for side in self)

    @property
    def bounds(self) -> Bounds:
        return self.start and self.start.bounds[0], self.end and self.end.bounds[1]


@lru_cache(maxsize=1024)
def parse(text: str) -> Date | Interval:
    """The value a date string stands for; `str()` of it gives the string back.

    >>> parse("../2025-04-25").end
    Date(year=2025, month=4, day=25, quarter=None, approximate=False)

    Raises ValueError for what is no date string of the contract, for an impossible day and for an interval that runs backwards.
    """
    head, slash, tail = text.partition("/")
    return _interval(text, head, tail) if slash else _date(text)


def bounds(text: str) -> Bounds:
    """First and last calendar day, both inclusive: `start_date` and `end_date` of the contract. An open side is None.

    >>> bounds("../2025-04-25"), bounds("XXXX-XX-25")
    ((None, '2025-04-25'), (None, None))

    Raises ValueError as `parse` does.
    """
    return parse(text).bounds


def day(year: int, month: int, day: int) -> str:
    """`2024-11-21`. Raises ValueError for a day the calendar does not have."""
    return str(_checked(Date(year, month, day)))


def month(year: int, month: int) -> str:
    """`2024-03`. Raises ValueError for a month outside 1 to 12."""
    return str(_checked(Date(year, month)))


def quarter(year: int, quarter: int) -> str:
    """`2023-35`, the third quarter. Raises ValueError for a quarter outside 1 to 4."""
    return str(_checked(Date(year, quarter=quarter)))


def recurring(day: int, month: int | None = None) -> str:
    """`XXXX-12-05` every year, `XXXX-XX-25` every month. Raises ValueError for a day the calendar does not have."""
    return str(_checked(Date(None, month, day)))


def interval(start: str | None, end: str | None) -> str:
    """`2024-08-01/2024-12-31`; None leaves the side open. Raises ValueError if it is open on both or runs backwards."""
    return str(parse(f"{start or '..'}/{end or '..'}"))


def _interval(text: str, head: str, tail: str) -> Interval:
    start = None if head == ".." else _date(head)
    end = None if tail == ".." else _date(tail)
    sides = [side for side in (start, end) if side is not None]
    if not sides:
        raise ValueError(f"{text!r} is open on both sides")
    if any(side.repeats for side in sides):
        if len(sides) == 1 or not all(side.repeats for side in sides):
            raise ValueError(f"{text!r} joins a recurrence to something else")
    elif start is not None and end is not None and (start.bounds[0] or "") > (end.bounds[1] or ""):
        raise ValueError(f"{text!r} ends before it begins")
    return Interval(start, end)


def _date(text: str) -> Date:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no date string of the contract")
    year, middle, day, approximate = found.groups()
    y = None if year == "XXXX" else int(year)
    d = None if day is None else int(day)
    if middle is None or middle == "XX":
        if d is None and (y is None or middle):
            raise ValueError(f"{text!r} leaves the date unspecified")
        return _checked(Date(y, None, d, None, approximate is not None))
    number = int(middle)
    if _FIRST_QUARTER <= number < _FIRST_QUARTER + 4:
        if d is not None or y is None:
            raise ValueError(f"{text!r}: a quarter has a year and no day")
        return _checked(Date(y, None, None, number - _FIRST_QUARTER + 1, approximate is not None))
    return _checked(Date(y, number, d, None, approximate is not None))


def _checked(date: Date) -> Date:
    year, month, day, quarter, _ = date
    if year is not None and not 1 <= year <= 9999:
        raise ValueError(f"year {year} is outside 1 to 9999")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"month {month} is outside 1 to 12")
    if quarter is not None and not 1 <= quarter <= 4:
        raise ValueError(f"quarter {quarter} is outside 1 to 4")
    if day is not None and not 1 <= day <= (_days(year, month) if month else 31):
        raise ValueError(f"{date} does not exist: the month has no day {day}")
    return date


def _days(year: int | None, month: int) -> int:
    """Days of a month; February has 29 in a leap year, and where any year is meant."""
    if month == 2 and (year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))):
        return 29
    return _DAYS[month - 1]
