"""Patterns over views in which a blank may be a line break, an indent or a dropped mark."""

from __future__ import annotations

import re

_BLANK = re.compile(r" ([?*]?)")


def spaced(source: str) -> re.Pattern[str]:
    """Compile `source` with a blank for any run of blanks, ` *` for a run or none; runs are never tried twice.

    >>> bool(spaced("Nghị quyết").search("Nghị    quyết"))
    True
    """
    return re.compile(spread(source))


def spread(source: str) -> str:
    """The source of `spaced`, for building larger ones; inside a class write `\\x20`."""
    return _BLANK.sub(lambda blank: r"\x20*+" if blank[1] else r"\x20++", source)
