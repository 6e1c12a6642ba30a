"""Tables flattened to one cell a line, without bars, as copied from a web page or a Word file.

STT
Đơn vị
Số suất quà
1
Xã Phú Mỹ
12                 row `1 | Xã Phú Mỹ | 12`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.layout import Line
from pipeline.reading import Reading
from pipeline.tabular.grid import Grid, Row, grid_of, is_number
from pipeline.tabular.heads import meaning_of
from pipeline.tabular.sums import TOTAL

_NUMBER_HEADS = ("stt", "tt", "số tt", "t.t")
_FEWEST, _MOST = 3, 8
_LONGEST_HEAD = 60


def stacked_grids(reading: Reading, lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables among the lines: heads from `STT` on, one a line, then for every number as many cells, and a total."""
    filled = [line for line in lines if line.start < line.end]
    at = 0
    while at < len(filled):
        width = _width(reading, filled, at) if _lower(reading, filled[at]) in _NUMBER_HEADS else 0
        rows, end = _rows(reading, filled, at + width, width) if width else ([], at + 1)
        grid = grid_of([tuple(_slot(line) for line in filled[at : at + width]), *rows]) if len(rows) > 1 else None
        at = end if grid is not None else at + 1
        if grid is not None:
            yield grid


def _width(reading: Reading, lines: Sequence[Line], at: int) -> int:
    """How many heads stand before the row `1`; 0 where they are no heads of a table."""
    heads: list[str] = []
    for line in lines[at : at + _MOST + 1]:
        words = _lower(reading, line)
        if words in ("1", "01"):
            known = any(meaning_of(head) for head in heads[1:])
            return len(heads) if known and _FEWEST <= len(heads) <= _MOST else 0
        if is_number(words) or len(words) > _LONGEST_HEAD or "|" in words:
            return 0
        heads.append(words)
    return 0


def _rows(reading: Reading, lines: Sequence[Line], at: int, width: int) -> tuple[list[Row], int]:
    """The numbered rows from a line on, a total behind them, and the line behind the table."""
    rows: list[Row] = []
    while at < len(lines) and _lower(reading, lines[at]).lstrip("0") == str(len(rows) + 1):
        cells = _cells(reading, lines, at, width, str(len(rows) + 2))
        rows.append((*(_slot(line) for line in cells), *(None,) * (width - len(cells))))
        at += len(cells)
    if rows and at < len(lines) and TOTAL.fullmatch(_lower(reading, lines[at])):
        total = _total(reading, lines, at, rows[0])
        rows.append(total)
        at += sum(cell is not None for cell in total)
    return rows, at


def _cells(reading: Reading, lines: Sequence[Line], at: int, width: int, following: str) -> Sequence[Line]:
    """The lines of a row: as many as there are heads, or one less where the last cell is empty."""
    last = at + width - 1
    short = _starts(reading, lines, last, following) and not _starts(reading, lines, last + 1, following)
    ended = last < len(lines) and TOTAL.fullmatch(_lower(reading, lines[last])) is not None
    return lines[at:last] if short or ended else lines[at : last + 1]


def _starts(reading: Reading, lines: Sequence[Line], at: int, number: str) -> bool:
    """Whether the row of a number begins at a line."""
    return at < len(lines) and _lower(reading, lines[at]).lstrip("0") == number


def _total(reading: Reading, lines: Sequence[Line], at: int, row: Row) -> Row:
    """The total row: its numbers stand under the columns of numbers of the first row."""
    cells: list[tuple[int, int] | None] = [None] * len(row)
    cells[1] = _slot(lines[at])
    columns = [
        i for i, cell in enumerate(row) if i > 1 and cell is not None and is_number(reading.text[cell[0] : cell[1]].strip(" *"))
    ]
    for column, line in zip(columns, lines[at + 1 :], strict=False):
        if not is_number(_lower(reading, line)):
            break
        cells[column] = _slot(line)
    return tuple(cells)


def _slot(line: Line) -> tuple[int, int]:
    return line.start, line.end


def _lower(reading: Reading, line: Line) -> str:
    """The words of a line as printed: the number of a row that stands alone looks like that of a page."""
    return reading.text[line.start : line.end].lower().strip(" *.")
