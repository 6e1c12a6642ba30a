"""Values made fit for columns: what cannot be held as it is gets noticed, so that it can be kept elsewhere.

fit = Fit()
fit.day("2025-02-30"), fit.lossy      (None, True)
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | None"
Row: TypeAlias = "tuple[Value, ...]"
LONGEST_KEY = 300
"""Characters of a value that an index takes; a longer one is indexed by its digest."""

_LARGEST = 2**63


def short_key(value: str) -> str:
    """A value of any length as indexes take it: itself, or where it is longer than LONGEST_KEY its digest."""
    if len(value) <= LONGEST_KEY:
        return value
    return f"sha256:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"


class Fit:
    """Turns values into what columns hold; `lossy` as soon as one could not be held as it is."""

    def __init__(self) -> None:
        self.lossy = False

    def whole(self, value: int | None) -> int | None:
        """A whole number that fits 64 bits, else None."""
        if value is None or -_LARGEST <= value < _LARGEST:
            return value
        self.lossy = True
        return None

    def number(self, value: float | None) -> float | None:
        """A number as a double, whole ones standing for integers (`250`, not `250.0`); None where it is too large."""
        if value is None:
            return None
        try:
            double = float(value)
        except OverflowError:
            self.lossy = True
            return None
        if double.is_integer() if isinstance(value, float) else double != value:
            self.lossy = True
        return double

    def day(self, value: str | None) -> str | None:
        """An ISO day that the calendar has, else None."""
        if value is None:
            return None
        try:
            date.fromisoformat(value)
        except ValueError:
            self.lossy = True
            return None
        return value

    def key(self, value: str | None) -> str | None:
        """A value that is indexed: itself, or where it is long its digest."""
        if value is None or len(value) <= LONGEST_KEY:
            return value
        self.lossy = True
        return short_key(value)

    def text(self, value: Value) -> Value:
        """A value without NUL, which PostgreSQL does not take."""
        if isinstance(value, str) and "\0" in value:
            self.lossy = True
            return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return value
