"""Heads of several bodies whose names or columns stand one below the other.

SỞ Y TẾ -                   a dash at the break: both issue
CÔNG AN TỈNH A

SỞ Y TẾ                     the columns of a joint head as they are read from paper: each body has its number
Số: 12/KH-SYT
CÔNG AN TỈNH A
Số: 34/KH-CAT
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.document import Span
from pipeline.fragments import Fragment
from pipeline.reading import Reading

_DASH_AT_BREAK = re.compile(r" ?[-–—]\s{0,9}|\s{1,9}[-–—] ?")
_NUMBER_BELOW = re.compile(r"\n\W{0,9}so ?[:.]? ?\d{0,5} ?[/-]")


def has_own_number(reading: Reading, name: Span, first: Span) -> bool:
    """Whether a name of the head stands behind the `first` number of the document and has one of its own below it."""
    return name.start > first.end and _NUMBER_BELOW.search(reading.folded, name.end, reading.spans("head")[-1][1]) is not None


def joined(reading: Reading, group: Sequence[Fragment]) -> str:
    """The words of a name's lines, with the dash between two of them (`SỞ Y TẾ -` over `CÔNG AN TỈNH`)."""
    words = reading.mended_value(group[0].start, group[0].end)
    for one, other in pairwise(group):
        between = " - " if dash_between(reading, one, other) else " "
        words += between + reading.mended_value(other.start, other.end)
    return words


def dash_between(reading: Reading, one: Fragment, other: Fragment) -> bool:
    """Whether one line ends in a dash or the next begins with one."""
    return _DASH_AT_BREAK.fullmatch(reading.clean, one.end, other.start) is not None
