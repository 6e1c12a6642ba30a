"""Whether a printed line goes on with the paragraph of the line before it.

        Căn cứ Quyết định số 4969/QĐ-BYT ngày 01 tháng 11 năm 2017 của Bộ       full: no word more had room
Y tế về việc ban hành nội dung kiểm tra, đánh giá chất lượng bệnh viện;         at the margin: goes on

   Tổ chức Hội thi “Giáo viên dạy giỏi” cấp huyện, bậc tiểu học năm học         centred, no word more had
                              2010-2011                                         room: goes on
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.paper.tokens import Line

_INDENT = 9.0
_SLACK = 3.0
_AXIS = 4.0
_BLANK = 3.5
_MARKER = re.compile(r"[-–—−‐+•*·●▪]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)/]\s|[IVX]{1,5}[.)/-]\s|[a-zđA-ZĐ][.)]\s|\(\d{1,2}\)\s")
_SIZES = 1.5
_APART = 1.1
_FEW = 5
_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page's paragraphs begin and end."""

    left: float
    right: float


def margins_of(lines: Sequence[Line], before: Margins | None) -> Margins:
    """The margins of a page: those that several lines keep; of a page of few lines, those of the page before it."""
    plain = [line for line in lines if not line.column and not line.table]
    if not plain:
        return before or Margins(0.0, 0.0)
    left, right = _edge([line.x0 for line in plain]), -_edge([-line.x1 for line in plain])
    return before if before is not None and len(plain) < _FEW and right < before.right - _INDENT else Margins(left, right)


def _edge(places: list[float]) -> float:
    """The outermost place that a fair share of lines keeps."""
    places.sort()
    needed = max(1, round(_SHARE * len(places)))
    return next(place for place in places if sum(place <= other < place + _INDENT for other in places) >= needed)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is known of the paragraph that ends with `last`, on a page with these margins."""

    last: Line
    margins: Margins
    indented: bool
    lines: int = 1

    def goes_on(self, line: Line, margins: Margins, same_page: bool) -> bool:
        """Whether a line belongs to it."""
        last = self.last
        if last.table or line.table or last.column or line.column or len(last.parts) > 1:
            return False
        if same_page and line.top - last.bottom > _APART * max(last.height, line.height):
            return False
        if max(last.height, line.height) > _SIZES * min(last.height, line.height):
            return False
        if self._is_centred(line):
            return _MARKER.match(f"{line.text} ") is None
        if not self._is_full(line):
            return False
        if line.x0 - margins.left > _INDENT and not (self.lines > 1 and abs(line.x0 - last.x0) < _SLACK):
            return False
        return self.indented or _MARKER.match(f"{line.text} ") is None

    def _is_centred(self, line: Line) -> bool:
        """Whether the next line stands on the axis of the last and of the page, shorter, and its first word had no room there.
        A line that begins at the margin is no centred one.
        """
        last, word = self.last, line.parts[0][0]
        middle = (self.margins.left + self.margins.right) / 2
        if not (
            self.margins.left + _SLACK < last.x0 < line.x0
            and abs(_centre(last) - middle) < _AXIS
            and abs(_centre(line) - middle) < _AXIS
        ):
            return False
        return last.x1 - last.x0 + _BLANK + word.x1 - word.x0 > self.margins.right - self.margins.left - _SLACK

    def _is_full(self, line: Line) -> bool:
        """Whether the first word of the next line had no room at the end of the last."""
        word = line.parts[0][0]
        return self.last.x1 + _BLANK + word.x1 - word.x0 > self.margins.right - _SLACK

    def with_line(self, line: Line, margins: Margins) -> Paragraph:
        """The paragraph with one line more."""
        return Paragraph(line, margins, self.indented, self.lines + 1)


def _centre(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def paragraph_of(line: Line, margins: Margins) -> Paragraph:
    """The paragraph that a line opens."""
    return Paragraph(line, margins, line.x0 - margins.left > _INDENT)
