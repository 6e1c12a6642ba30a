"""Fragments: the pieces of printed lines that stand apart, side by side in two columns or in cells of a flattened table.

    SỞ CÔNG THƯƠNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM      two fragments, columns 0 and 26
    Số: 12/KH-UBND | Hà Nội, ngày 24 tháng 11 năm 2025                  two fragments, cells 0 and 1

Heads and feet of documents are read by fragment, for there a line is no unit of sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.layout import Layout, Line

_BREAK = re.compile(r"\||\t+| {3,}(?! |/|-[A-ZĐ]|tháng|năm|,)")
"""A gap in a form, `Số:      /KH-UBND` or `ngày      tháng 3`, is none between columns."""
_WIDEST = 100
_LONGEST_REST = 30
_RIGHT = 24
_FEW = 6


class Fragment(NamedTuple):
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

    `text` is the document's, for its tabs; `layout.clean` its view without marks. Where a tool has broken a line of two columns
    at its width, the rest of the right column is taken from the start of the next line.
    """
    width: int | None = None
    waiting: list[Fragment] = []
    room = 0
    for line, pieces in _rows(text, layout, _whole_rows(layout, lines)):
        rest = pieces[0] if len(pieces) == 1 else None
        if waiting and rest and rest.row == waiting[-1].row + 1 and _is_rest(layout, line, rest, room):
            waiting[-1] = waiting[-1]._replace(end=rest.end)
            pieces = []
        yield from waiting
        waiting = []
        if pieces and (len(pieces) > 1 or pieces[0].column > _RIGHT):
            width = _width(layout) if width is None else width
            if width:
                waiting, room = pieces, width - line.indent - (line.end - line.start)
                continue
        yield from pieces
    yield from waiting


def _whole_rows(layout: Layout, lines: Iterable[Line]) -> Iterable[Line]:
    """The lines, those of a row that a wrap broke as one."""
    if not layout.row_rests:
        return lines
    whole: list[Line] = []
    for line in lines:
        if whole and line.start in layout.row_rests:
            whole[-1] = whole[-1]._replace(end=line.end)
        else:
            whole.append(line)
    return whole


def _width(layout: Layout) -> int:
    """The column at which a tool has broken the lines, or 0."""
    lengths = [line.indent + line.end - line.start for line in layout.lines if line.kind == "text"]
    if len(lengths) < _FEW or max(lengths) > _WIDEST:
        return 0
    lengths.sort()
    return 0 if lengths[-_FEW] < lengths[-1] - _FEW else lengths[-1]


def _is_rest(layout: Layout, line: Line, piece: Fragment, room: int) -> bool:
    """A short line at the margin whose first word had no room on the line before."""
    blank = layout.clean.find(" ", piece.start, piece.end)
    word = (blank if blank > 0 else piece.end) - piece.start
    return line.indent == 0 and piece.end - piece.start < _LONGEST_REST and word >= room and layout.clean[piece.start].isalnum()


def _rows(text: str, layout: Layout, lines: Iterable[Line]) -> Iterator[tuple[Line, list[Fragment]]]:
    cell = 0
    in_row = False
    for row, line in enumerate(lines):
        bars = text.count("|", line.start, line.end)
        if line.kind == "text":
            cell += in_row and bars > 0
            pieces = []
            for before, start, end in _pieces(text, line, bars):
                start, end = _trim(layout.clean, start, end)
                if start < end:
                    pieces.append(Fragment(start, end, row, line.indent + start - line.start, cell + before))
            yield line, pieces
        cell += bars
        in_row = line.kind == "text" and bars > 0


def _pieces(text: str, line: Line, bars: int) -> list[tuple[int, int, int]]:
    """The stretches between gaps, each with the number of bars before it; `bars` are those of the whole line."""
    start, end = line.start, line.end
    if not bars and text.find("   ", start, end) < 0 and text.find("\t", start, end) < 0:
        return [(0, start, end)]
    pieces: list[tuple[int, int, int]] = []
    before = 0
    for gap in _BREAK.finditer(text, start, end):
        pieces.append((before, start, gap.start()))
        start = gap.end()
        before += gap[0] == "|"
    return [*pieces, (before, start, end)]


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    while start < end and clean[start] == " ":
        start += 1
    while end > start and clean[end - 1] == " ":
        end -= 1
    return start, end
