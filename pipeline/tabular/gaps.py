"""Tables set in columns with blanks, as `pdftotext -layout` gives them; only where every row stands on one line.

TT   Đơn vị                 Số đại biểu
1    Chi bộ thôn Bằng Phú   12
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.layout import Line
from pipeline.reading import Reading
from pipeline.tabular.grid import Grid, Row, grid_of, is_ordinal, slot, words

_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER_HEAD = re.compile(r"(?:stt|tt|số tt|t\.t)(?= {2})")


def gap_grids(reading: Reading, lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables among the lines: a head that begins with `TT`, then numbered lines with as many cells."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.kind != "text" or not _NUMBER_HEAD.match(reading.lower, line.start, line.end):
            continue
        head = _pieces(reading, line)
        rows = [head]
        while at < len(lines) and (row := _row(reading, lines[at], len(head))) is not None:
            if row:
                rows.append(row)
            at += 1
        grid = grid_of(rows) if len(head) > 2 and len(rows) > 2 else None
        if grid is not None:
            yield grid


def _row(reading: Reading, line: Line, width: int) -> Row | None:
    """The cells of a line, nothing for a blank or ruled one, None where the table is over."""
    if line.kind != "text":
        return ()
    cells = _pieces(reading, line)
    if is_ordinal(words(reading, cells[0])) and 2 <= len(cells) <= width:
        return cells if len(cells) == width else None
    total = len(cells) == 2 and words(reading, cells[0]).lower() in ("tổng", "tổng cộng", "cộng", "tổng số")
    return (None, cells[0], *(None,) * (width - 3), cells[1]) if total and width > 2 else None


def _pieces(reading: Reading, line: Line) -> Row:
    return tuple(slot(reading, *match.span()) for match in _PIECE.finditer(reading.clean, line.start, line.end))
