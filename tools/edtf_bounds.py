"""Calendar bounds of the EDTF strings that gold uses, written apart from the pipeline so that neither checks itself."""

from __future__ import annotations

import calendar
import re

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?")
_RECURRING = re.compile(r"XXXX-(\d{2}|XX)(?:-(\d{2}))?")
_MONTHS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """`2023-33/2023-05-31` -> `("2023-01-01", "2023-05-31")`; open sides and recurrences (`XXXX-12-05`) give None."""
    if "X" in edtf:
        return None, None
    first, _, last = edtf.partition("/")
    last = last or first
    return None if first == ".." else _day(first, 0), None if last == ".." else _day(last, 1)


def recurrence(edtf: str) -> str | None:
    """The RFC 5545 rule of a month or day that comes again, else None.

    `XXXX-XX-15` -> `FREQ=MONTHLY;BYMONTHDAY=15`, `XXXX-06-20` -> `FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20`
    """
    match = _RECURRING.fullmatch(edtf)
    if not match:
        return None
    month, day = match.groups()
    by_day = f";BYMONTHDAY={int(day)}" if day else ""
    return f"FREQ=MONTHLY{by_day}" if month == "XX" else f"FREQ=YEARLY;BYMONTH={int(month)}{by_day}"


def _day(simple: str, side: int) -> str:
    """First (side 0) or last (side 1) day of a year, quarter, half-year, month or day."""
    match = _SIMPLE.fullmatch(simple)
    if not match:
        raise ValueError(f"not an EDTF form of the corpus: {simple!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is None:
        span = (1, 12) if month is None else _MONTHS.get(month, (month, month))
        month = span[side]
        day = calendar.monthrange(year, month)[1] if side else 1
    assert month is not None
    calendar.monthrange(year, month)
    return f"{year:04}-{month:02}-{day:02}"
