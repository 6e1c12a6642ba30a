"""Rows to lines in the order they are read: columns side by side come one after the other.

UBND TỈNH KIÊN GIANG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM        UBND ..., SỞ Y TẾ, Số: ..., CỘNG HÒA ...,
       SỞ Y TẾ                   Độc lập - Tự do - Hạnh phúc          Độc lập ..., Kiên Giang, ngày ...
  Số: 12/KH-SYT           Kiên Giang, ngày 06 tháng 11 năm 2017

Letterheads and the block of recipients and signature are set so (Nghị định 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.anchors import PARTY_MOTTO, STATE_MOTTO
from pipeline.letters import folded
from pipeline.paper.tokens import Line, Segment, Token, line_of

_Row = list[Segment]
_ALIGNED = 15.0
_FAR_ABOVE = 30.0
_FAR_BELOW = 140.0
_NARROW = 40.0
_STRETCHED = 1.5
_WIDER = 2.0
"""Gaps so many times as wide as those between other words of the row part columns."""
_CELLS = 3
_HEAD_ROWS = 6
_LABEL = re.compile(r"(?:kinh )?n.i nh.n")
"""Recipients begin here: what stands above is text."""

_TYPE = re.compile(r"KẾ HOẠCH\b")
"""The word of the type, in the middle of the page, ends a head, though a middle column may have the same axis."""


@dataclass
class _Region:
    """Rows with a free gutter between `left` and `right`, and what stands on each side."""

    left: float
    right: float
    sides: tuple[list[_Row], list[_Row]] = field(default_factory=lambda: ([], []))
    rows: int = 0
    pairs: int = 0

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
        self.pairs += bool(lefts and rights)
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
    rows = [*map(_with_motto_apart, rows[:_HEAD_ROWS]), *rows[_HEAD_ROWS:]]
    rows = _unstretched(rows)
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        found = _region(rows, at)
        if found is not None:
            region, end = found
            lines += _lines(region)
        else:
            end = _table_end(rows, at) if _is_tabular(rows, at) else at + 1
            lines += map(line_of, rows[at:end])
        at = end
    return lines


def _with_motto_apart(row: _Row) -> _Row:
    """A row of the head whose motto stands so close to the body at its left that no gap tells them apart."""
    parts: _Row = []
    for segment in row:
        motto = next(filter(None, (motto.search(folded(segment.text)) for motto in (STATE_MOTTO, PARTY_MOTTO))), None)
        before = len(segment.text[: motto.start()].split()) if motto else 0
        parts += _cut(segment, before) if before else [segment]
    return parts


def _cut(segment: Segment, count: int) -> tuple[Segment, Segment]:
    """A segment cut behind so many words."""
    return _segment(segment.tokens[:count]), _segment(segment.tokens[count:])


def _segment(tokens: Sequence[Token]) -> Segment:
    whole = Segment(tokens[0])
    for token in tokens[1:]:
        whole.add(token)
    return whole


def _unstretched(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, the words of a justified line joined that stand far apart at equal distances from margin to margin."""
    if not rows:
        return []
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    return [
        [_segment([token for segment in row for token in segment.tokens])] if _is_stretched(row, left, right) else row
        for row in rows
    ]


def _is_stretched(row: _Row, left: float, right: float) -> bool:
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    if len(gaps) < _CELLS - 1 or row[0].x0 > left + _NARROW or row[-1].x1 < right - _ALIGNED:
        return False
    narrow = [after.x0 - before.x1 for segment in row for before, after in pairwise(segment.tokens)]
    if narrow and max(gaps) > _WIDER * max(narrow):
        return False
    return max(gaps) < _STRETCHED * min(gaps)


def _region(rows: Sequence[_Row], start: int) -> tuple[_Region, int] | None:
    """The columns that begin at a row and the row behind them."""
    opening = next((at for at in range(start, min(start + _CELLS, len(rows))) if len(rows[at]) > 1), None)
    if opening is None or _is_tabular(rows, opening):
        return None
    gap = max(pairwise(rows[opening]), key=lambda pair: pair[1].x0 - pair[0].x1)
    region = _Region(gap[0].x1, gap[1].x0)
    region.take(rows[opening])
    if opening > start and _LABEL.match(folded(rows[opening][0].text)):
        return None
    for row in reversed(rows[start:opening]):
        if row[0].bottom < region.sides[0][0][0].top - _FAR_ABOVE or not region.fits(row) or not region.take(row):
            return None
        for side in region.sides:
            side.sort(key=lambda line: line[0].top)
    end = opening + 1
    while end < len(rows) and _goes_on(region, rows, end) and region.take(rows[end]):
        end += 1
    if region.rows < 2 or (region.pairs < 2 and _is_sentence(rows[opening], rows)):
        return None
    return region, end


def _goes_on(region: _Region, rows: Sequence[_Row], at: int) -> bool:
    row, before = rows[at], rows[at - 1]
    if len(row) == 1 and _TYPE.match(row[0].text):
        return False
    return row[0].top - before[0].bottom < _FAR_BELOW and region.fits(row) and not _is_tabular(rows, at)


def _is_tabular(rows: Sequence[_Row], at: int) -> bool:
    """Three rows of three and more pieces: a table without rules, read row by row."""
    near = rows[at : at + _CELLS]
    return len(near) == _CELLS and all(len(row) >= _CELLS and len(row) == len(near[0]) for row in near)


def _table_end(rows: Sequence[_Row], start: int) -> int:
    """The row behind those that have as many pieces as the first: the last of them are no columns of their own."""
    return next((at for at in range(start, len(rows)) if len(rows[at]) != len(rows[start])), len(rows))


def _is_sentence(row: _Row, rows: Sequence[_Row]) -> bool:
    """A justified line with one wide blank: it reaches from margin to margin."""
    gap = max(after.x0 - before.x1 for before, after in pairwise(row))
    left, right = min(one[0].x0 for one in rows), max(one[-1].x1 for one in rows)
    return gap < _NARROW and row[-1].x1 > right - _ALIGNED and row[0].x0 < left + _NARROW and len(row[0].tokens) > _CELLS


def _lines(region: _Region) -> Iterator[Line]:
    """The lines of the left side, then those of the right; a side that has columns itself (three signers) is parted again."""
    for side in region.sides:
        inner = _region(side, 0) if sum(len(row) > 1 for row in side) > 1 else None
        if inner is None:
            yield from (line_of(row, column=True) for row in side)
            continue
        parted, end = inner
        yield from _lines(parted)
        yield from (line_of(row, column=True) for row in side[end:])
