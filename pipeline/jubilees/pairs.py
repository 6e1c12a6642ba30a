"""The dates in brackets behind an event: `(28/7/1929 - 28/7/2024)`, `(1969-2019)`, `(28/7/1929)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import edtf
from pipeline.citing.patterns import LIKE_DIGIT, as_digits, spaced

_TWO = LIKE_DIGIT + "{{1,2}}"
_FOUR = "[12il|]" + LIKE_DIGIT + "{{3}}(?!\\w)"
_DAY = r"(?:ngày )?(?P<d{0}>" + _TWO + r") *(?:[/.-]|tháng) *(?P<m{0}>" + _TWO + r") *(?:[/.-]|năm) *(?P<y{0}>" + _FOUR + ")"
_SHORT = r"(?:(?:tháng )?(?P<n{0}>" + _TWO + r") *[/.-] *)?(?:năm )?(?P<z{0}>" + _FOUR + ")"
_DATE = "(?:" + _DAY + "|" + _SHORT + ")"
_PAIR = spaced(
    r"[\s,]*+\( *" + _DATE.format(1) + r" *(?:[-‐‑‒–—−]|đến(?: nay)?) *" + _DATE.format(2) + r" *(?:âm lịch|dương lịch)? *[),.;]"
)
_SINGLE = spaced(r"[\s,]*+\( *" + _DATE.format(1) + r" *\)")
_PARTS = {index: tuple(f"{part}{index}" for part in "dmynz") for index in (1, 2)}


@dataclass(frozen=True, slots=True)
class Pair:
    """EDTF of the first day and of the jubilee; an impossible or absent one is None. `end` is behind the closing bracket."""

    start: str | None
    close: str | None
    end: int

    @property
    def span(self) -> int | None:
        """The years between the two."""
        return int(self.close[:4]) - int(self.start[:4]) if self.start and self.close else None


def read_pair(lower: str, at: int, end: int, years: int) -> Pair | None:
    """The dates that stand at `at`; a single one is the first day, unless it lies later than the number of years allows."""
    match = _PAIR.match(lower, at, end)
    if match:
        stop = match.end() - (match[0][-1] in ".;,")
        return Pair(_date(match, 1), _date(match, 2), stop)
    match = _SINGLE.match(lower, at, end)
    if match is None:
        return None
    date = _date(match, 1)
    late = date is not None and int(date[:4]) + years > _LATEST
    return Pair(None if late else date, date if late else None, match.end())


_LATEST = 2060  # a first day and its jubilee both lie before this year


def _date(match: re.Match[str], index: int) -> str | None:
    day, month, year, short_month, short_year = match.group(*_PARTS[index])
    try:
        if year:
            return edtf.day(int(as_digits(year)), int(as_digits(month)), int(as_digits(day)))
        if short_month:
            return edtf.month(int(as_digits(short_year)), int(as_digits(short_month)))
    except ValueError:
        return None
    return printed if (printed := as_digits(short_year)).isdigit() else None
