"""What calendar forms name, and the date strings that stand for it.

value(Part(2018, 11, days=(11, 20)))  ->  2018-11~ from 2018-11-11 to 2018-11-20
value(Part(2024, 1, months=6))        ->  2024-01/2024-06, a half-year
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline import edtf
from pipeline.edtf import Date, Interval


class Part(NamedTuple):
    """A day, month, quarter, year or run of them; what the form leaves out is None.

    `months` counts the months of a half-year, `last_year` closes a pair of years, `days` are days of the month
    (counted from its end where negative), `vague` is the beginning, middle or end of something.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    months: int = 1
    last_year: int | None = None
    days: tuple[int, int] | None = None
    vague: bool = False

    @property
    def whole_years(self) -> bool:
        return self.month is None and self.quarter is None and self.day is None

    @property
    def approximate(self) -> bool:
        return self.vague or self.days is not None


class Value(NamedTuple):
    """The fields of the contract that carry a date."""

    edtf: str
    start_date: str | None
    end_date: str | None
    approximate: bool = False


@lru_cache(maxsize=1024)
def value(part: Part, approximate: bool = False) -> Value:
    """The value of one part that stands alone. Raises ValueError for what the calendar does not have."""
    first, last = _first(part, approximate), _last(part, approximate)
    text = str(first) if first == last else edtf.interval(str(first), str(last))
    return _value(text, *_days(part))


@lru_cache(maxsize=1024)
def interval(start: Part | None, end: Part | None, approximate: bool = False) -> Value:
    """From the first day of `start` to the last day of `end`, None where a side is open.

    Raises ValueError for what the calendar does not have and for an interval that runs backwards.
    """
    text = edtf.interval(start and str(_first(start, approximate)), end and str(_last(end, approximate)))
    return _value(text, start and _days(start)[0], end and _days(end)[1])


def recurrence(parts: tuple[Part, ...]) -> Value:
    """`XXXX-12-05`, or an interval of two such. Raises ValueError where EDTF cannot say it."""
    dates = [str(Date(None, part.month, part.day)) for part in parts]
    return _value(edtf.interval(*dates) if len(dates) == 2 else dates[0], None, None)


def follows(earlier: Part, later: Part) -> bool:
    """Whether `later` does not end before `earlier` begins, both with a year."""
    return (_days(earlier)[0] or "") <= (_days(later)[1] or "")


def _value(text: str, start: str | None, end: str | None) -> Value:
    edtf.parse(text)
    return Value(text, start, end, "~" in text)


def _first(part: Part, approximate: bool) -> Date:
    return Date(part.year, part.month, part.day, part.quarter, approximate or part.approximate)


def _last(part: Part, approximate: bool) -> Date:
    month = part.month and part.month + part.months - 1
    return Date(part.last_year or part.year, month, part.day, part.quarter, approximate or part.approximate)


@lru_cache(maxsize=1024)
def _days(part: Part) -> edtf.Bounds:
    start, end = Interval(_first(part, False), _last(part, False)).bounds
    if part.days is None or start is None or end is None:
        return start, end
    length = int(end[-2:])
    first, last = (day if day > 0 else length + 1 + day for day in part.days)
    return f"{start[:-2]}{first:02d}", f"{end[:-2]}{last:02d}"
