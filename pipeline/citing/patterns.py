"""Patterns over views in which a blank may be a line break, an indent or a dropped mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIKE_DIGIT = r"[0-9oil|sb]"
"""A digit of the lower view, or what a scan makes of one (`O5`, `l2`, `1S`)."""
DAY_WORD, MONTH_WORD, YEAR_WORD = "n[gq][àaáảâ]y", "th[áaàâ]n[gq]", "n[ăaâảã]m"

_LIKE_DIGITS = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "s": "5", "b": "8"})
_BLANK = re.compile(r" ([?*]?)")


def as_digits(printed: str) -> str:
    """Digits of the lower view with the misread ones put right, unless none was read right (`ol` is no number)."""
    if printed.isdigit():
        return printed
    return printed.translate(_LIKE_DIGITS) if any(c.isdigit() for c in printed) or len(printed) == 1 else printed


def places(text: str, words: Iterable[str], start: int, end: int) -> list[int]:
    """Where any of the words stands in a stretch, in order: for rare words much faster than a pattern of them all."""
    found: list[int] = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word), end)
    return sorted(found)


def spaced(source: str) -> re.Pattern[str]:
    """Compile `source` with a blank for any run of blanks, ` *` for a run or none; runs are never tried twice.

    >>> bool(spaced("Nghị quyết").search("Nghị    quyết"))
    True
    """
    return re.compile(spread(source))


def spread(source: str) -> str:
    """The source of `spaced`, for building larger ones; inside a class write `\\x20`."""
    return _BLANK.sub(lambda blank: r"\x20*+" if blank[1] else r"\x20++", source)
