"""The rows and cells of a table in a text, before anything is said about their meaning.

STT | Nội dung   | Kinh phí        Grid(rows=(((0, 3), (6, 14), (17, 25)),
1 | Tập huấn | 12,5                           ((26, 27), (30, 38), (41, 45))))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reading import Reading

Slot = tuple[int, int] | None
"""Where the words of a cell stand, or None for an empty cell."""
Row = tuple[Slot, ...]

_ORDINAL = re.compile(r"[IVX]{1,5}|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđA-H]|[-–+*•]")
_NUMBER = re.compile(r"[\d.,]{1,24}%?")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal length in reading order."""

    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        return min(slot[0] for row in self.rows for slot in row if slot)

    @property
    def end(self) -> int:
        return max(slot[1] for row in self.rows for slot in row if slot)


def grid_of(rows: Iterable[Row]) -> Grid | None:
    """The rows padded to one length, without rows and last columns that are empty throughout.

    None where fewer than two rows have two cells with words: lines that merely hold bars are no table.
    """
    kept = [row for row in rows if any(row)]
    width = max((1 + max(i for i, slot in enumerate(row) if slot) for row in kept), default=0)
    if sum(sum(slot is not None for slot in row) > 1 for row in kept) < 2:
        return None
    return Grid(tuple((row + (None,) * width)[:width] for row in kept))


def slot(reading: Reading, start: int, end: int) -> Slot:
    """The words of a stretch, or None if it holds none."""
    start, end = reading.trim(start, end)
    return (start, end) if start < end else None


def words(reading: Reading, cell: Slot) -> str:
    return reading.value(*cell) if cell else ""


def is_ordinal(text: str) -> bool:
    """Whether a cell numbers its row: `1`, `1.2`, `II`, `a`."""
    return _ORDINAL.fullmatch(text.rstrip(" .)")) is not None


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None
