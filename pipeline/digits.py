"""Runs of digits in a text: the places from which dates and quantities are read.

digit_runs("12/5, năm 2024")     (0, 2), (3, 4), (10, 14)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from pipeline.letters import codes

Run = tuple[int, int]


def digit_runs(text: str) -> tuple[Run, ...]:
    """Start and end of each run of the digits 0 to 9."""
    points = codes(text)
    digits = np.zeros(len(points) + 2, dtype=np.bool_)
    digits[1:-1] = (points >= ord("0")) & (points <= ord("9"))
    edges = np.flatnonzero(digits[1:] != digits[:-1]).tolist()
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def runs_between(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """The runs that begin in a stretch of the text."""
    return runs[bisect_left(runs, (start,)) : bisect_left(runs, (end,))]
