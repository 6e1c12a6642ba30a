"""Fragments: the pieces of printed lines that stand apart, side by side in two columns or in cells of a flattened table.

    SỞ CÔNG THƯƠNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM      two fragments, columns 0 and 26
    Số: 12/KH-UBND | Hà Nội, ngày 24 tháng 11 năm 2025                  two fragments, cells 0 and 1

Heads and feet of documents are read by fragment, for there a line is no unit of sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.layout import Layout, Line

_BREAK = re.compile(r"\||\t+| {3,}(?! |/|-[A-ZĐ]|tháng|năm|,)")
"""A gap in a form, `Số:      /KH-UBND` or `ngày      tháng 3`, is none between columns."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """`start`..`end` without blanks around it; `row` numbers the printed lines, `column` counts the characters to its left.

    `cell` counts the table bars before it (and grows from one row of bars to the next), so that what shares a cell goes on.
    """

    start: int
    end: int
    row: int
    column: int
    cell: int


def fragments(text: str, layout: Layout, lines: Iterable[Line]) -> Iterator[Fragment]:
    """The fragments of lines that follow one another; rules, page numbers and empty cells are left out.

    `text` is the document's, for its tabs; `layout.clean` its view without marks.
    """
    cell = 0
    in_row = False
    for row, line in enumerate(lines):
        bars = text.count("|", line.start, line.end)
        if line.kind == "text":
            cell += in_row and bars > 0
            for before, start, end in _pieces(text, line):
                start, end = _trim(layout.clean, start, end)
                if start < end:
                    yield Fragment(start, end, row, line.indent + start - line.start, cell + before)
        cell += bars
        in_row = line.kind == "text" and bars > 0


def _pieces(text: str, line: Line) -> Iterator[tuple[int, int, int]]:
    """The stretches between gaps, each with the number of bars before it."""
    start, bars = line.start, 0
    for gap in _BREAK.finditer(text, line.start, line.end):
        yield bars, start, gap.start()
        start = gap.end()
        bars += gap[0] == "|"
    yield bars, start, line.end


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    while start < end and clean[start] == " ":
        start += 1
    while end > start and clean[end - 1] == " ":
        end -= 1
    return start, end
