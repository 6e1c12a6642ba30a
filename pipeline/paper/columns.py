"""Rows to lines in the order they are read: columns side by side come one after the other.

UBND TỈNH KIÊN GIANG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM        UBND ..., SỞ Y TẾ, Số: ..., CỘNG HÒA ...,
       SỞ Y TẾ                   Độc lập - Tự do - Hạnh phúc          Độc lập ..., Kiên Giang, ngày ...
  Số: 12/KH-SYT           Kiên Giang, ngày 06 tháng 11 năm 2017

Letterheads and the block of recipients and signature are set so (Nghị định 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.paper.tokens import Line, Segment, line_of

_Row = list[Segment]
_ALIGNED = 15.0
_FAR_ABOVE = 30.0
_FAR_BELOW = 140.0
_NARROW = 40.0
_CELLS = 3


@dataclass
class _Region:
    """Rows with a free gutter between `left` and `right`, and what stands on each side."""

    left: float
    right: float
    sides: tuple[list[_Row], list[_Row]] = field(default_factory=lambda: ([], []))
    rows: int = 0

    def take(self, row: _Row) -> bool:
        """Enter a row; False where it reaches over the gutter."""
        middle = (self.left + self.right) / 2
        lefts = [one for one in row if one.centre < middle]
        rights = [one for one in row if one.centre >= middle]
        left = max([self.left, *(one.x1 for one in lefts)])
        right = min([self.right, *(one.x0 for one in rights)])
        if left >= right:
            return False
        self.left, self.right = left, right
        for side, part in zip(self.sides, (lefts, rights), strict=True):
            if part:
                side.append(part)
        self.rows += 1
        return True

    def fits(self, row: _Row) -> bool:
        """Whether a row that stands on one side keeps to the edge or the axis of its column."""
        if len(row) != 1:
            return True
        one = row[0]
        side = self.sides[0 if one.centre < (self.left + self.right) / 2 else 1]
        if not side:
            return False
        known = [segment for line in side for segment in line]
        axis = (min(segment.x0 for segment in known) + max(segment.x1 for segment in known)) / 2
        edges = any(abs(segment.x0 - one.x0) < _ALIGNED or abs(segment.centre - one.centre) < _ALIGNED for segment in known)
        return edges or abs(axis - one.centre) < _ALIGNED


def read_rows(rows: Sequence[_Row]) -> list[Line]:
    """The lines of a page's rows, columns unmixed."""
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        found = _region(rows, at)
        if found is None:
            lines.append(line_of(rows[at]))
            at += 1
        else:
            region, end = found
            lines += _lines(region)
            at = end
    return lines


def _region(rows: Sequence[_Row], start: int) -> tuple[_Region, int] | None:
    """The columns that begin at a row and the row behind them."""
    opening = next((at for at in range(start, min(start + _CELLS, len(rows))) if len(rows[at]) > 1), None)
    if opening is None or _is_tabular(rows, opening) or _is_sentence(rows[opening], rows):
        return None
    gap = max(pairwise(rows[opening]), key=lambda pair: pair[1].x0 - pair[0].x1)
    region = _Region(gap[0].x1, gap[1].x0)
    region.take(rows[opening])
    for row in reversed(rows[start:opening]):
        if row[0].bottom < region.sides[0][0][0].top - _FAR_ABOVE or not region.fits(row) or not region.take(row):
            return None
        for side in region.sides:
            side.sort(key=lambda line: line[0].top)
    end = opening + 1
    while end < len(rows) and _goes_on(region, rows, end) and region.take(rows[end]):
        end += 1
    return (region, end) if region.rows > 1 else None


def _goes_on(region: _Region, rows: Sequence[_Row], at: int) -> bool:
    row, before = rows[at], rows[at - 1]
    return row[0].top - before[0].bottom < _FAR_BELOW and region.fits(row) and not _is_tabular(rows, at)


def _is_tabular(rows: Sequence[_Row], at: int) -> bool:
    """Three rows of three and more pieces: a table without rules, read row by row."""
    near = rows[at : at + _CELLS]
    return len(near) == _CELLS and all(len(row) >= _CELLS and len(row) == len(near[0]) for row in near)


def _is_sentence(row: _Row, rows: Sequence[_Row]) -> bool:
    """A justified line with one wide blank: it reaches from margin to margin."""
    gap = max(after.x0 - before.x1 for before, after in pairwise(row))
    left, right = min(one[0].x0 for one in rows), max(one[-1].x1 for one in rows)
    return gap < _NARROW and row[-1].x1 > right - _ALIGNED and row[0].x0 < left + _NARROW and len(row[0].tokens) > _CELLS


def _lines(region: _Region) -> Iterator[Line]:
    for side in region.sides:
        yield from (line_of(row, column=True) for row in side)
