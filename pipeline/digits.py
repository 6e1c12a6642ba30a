"""Runs of digits in a text: the places from which dates and quantities are read.

digit_runs("12/5, năm 2024")     (0, 2), (3, 4), (10, 14)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Run = tuple[int, int]

_ONE, _ZERO = b"1"[0], b"0"[0]
_MARKS = bytes(_ONE if chr(code).isdigit() else _ZERO for code in range(128)) + bytes([_ZERO]) * 128


def digit_runs(text: str) -> tuple[Run, ...]:
    """Start and end of each run of the digits 0 to 9; bytes are searched faster than a text by a pattern."""
    marks = text.encode("ascii", "replace").translate(_MARKS)
    runs: list[Run] = []
    start = marks.find(_ONE)
    while start >= 0:
        end = marks.find(_ZERO, start)
        end = len(marks) if end < 0 else end
        runs.append((start, end))
        start = marks.find(_ONE, end)
    return tuple(runs)


def runs_between(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """The runs that begin in a stretch of the text."""
    return runs[bisect_left(runs, (start,)) : bisect_left(runs, (end,))]
