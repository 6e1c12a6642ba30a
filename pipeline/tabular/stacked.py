"""Tables flattened to one cell a line, without bars, as copied from a web page or a Word file.

STT
Đơn vị
Số suất quà
1
Xã Phú Mỹ
12                 row `1 | Xã Phú Mỹ | 12`

Where the numbers have points (`1.`), rows may differ in length: all lines but the last cell's are one cell each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.layout import Line
from pipeline.tabular.grid import Grid, Row, grid_of, is_number
from pipeline.tabular.heads import meaning_of
from pipeline.tabular.sums import TOTAL

_NUMBER_HEADS = ("stt", "tt", "số tt", "t.t")
_FEWEST, _MOST = 3, 8
_LONGEST_HEAD = 60
_LONGEST_ROW = 20


def stacked_grids(text: str, lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables among the lines: heads from `STT` on, one a line, then for every number its cells, and a total."""
    filled = [line for line in lines if line.start < line.end]
    at = 0
    while at < len(filled):
        width = _width(text, filled, at) if _lower(text, filled[at]) in _NUMBER_HEADS else 0
        first = at + width
        read = _pointed_rows if width and text[filled[first].end - 1] == "." else _rows
        rows, end = read(text, filled, first, width) if width else ([], at + 1)
        grid = grid_of([tuple(_slot(line) for line in filled[at:first]), *rows]) if len(rows) > 1 else None
        at = end if grid is not None else at + 1
        if grid is not None:
            yield grid


def _width(text: str, lines: Sequence[Line], at: int) -> int:
    """How many heads stand before the row `1`; 0 where they are no heads of a table."""
    heads: list[str] = []
    for line in lines[at : at + _MOST + 1]:
        words = _lower(text, line)
        if words in ("1", "01"):
            known = any(meaning_of(head) for head in heads[1:])
            return len(heads) if known and _FEWEST <= len(heads) <= _MOST else 0
        if is_number(words) or len(words) > _LONGEST_HEAD or "|" in words:
            return 0
        heads.append(words)
    return 0


def _rows(text: str, lines: Sequence[Line], at: int, width: int) -> tuple[list[Row], int]:
    """The numbered rows from a line on, a total behind them, and the line behind the table."""
    rows: list[Row] = []
    while at < len(lines) and _lower(text, lines[at]).lstrip("0") == str(len(rows) + 1):
        cells = _cells(text, lines, at, width, str(len(rows) + 2))
        rows.append((*(_slot(line) for line in cells), *(None,) * (width - len(cells))))
        at += len(cells)
    if rows and at < len(lines) and TOTAL.fullmatch(_lower(text, lines[at])):
        total = _total(text, lines, at, rows[0])
        rows.append(total)
        at += sum(cell is not None for cell in total)
    return rows, at


def _pointed_rows(text: str, lines: Sequence[Line], at: int, width: int) -> tuple[list[Row], int]:
    """The rows whose numbers have points, each up to the next number; the last is as long as the shortest before it."""
    starts = [at]
    while (following := _next_number(text, lines, starts[-1], f"{len(starts) + 1}.")) is not None:
        starts.append(following)
    fewest = min((after - before for before, after in pairwise(starts)), default=0)
    if not 1 < fewest <= width:
        return [], at + 1
    ends = [*starts[1:], min(starts[-1] + fewest, len(lines))]
    return [_pointed_row(lines[start:end], fewest, width) for start, end in zip(starts, ends, strict=True)], ends[-1]


def _pointed_row(lines: Sequence[Line], cells: int, width: int) -> Row:
    last = (lines[cells - 1].start, lines[-1].end) if len(lines) >= cells else None
    filled = [*(_slot(line) for line in lines[: cells - 1]), last]
    return (*filled, *(None,) * (width - len(filled)))


def _next_number(text: str, lines: Sequence[Line], at: int, number: str) -> int | None:
    """The line that is this number alone, among the next ones."""
    near = range(at + 1, min(at + _LONGEST_ROW, len(lines)))
    return next((i for i in near if text[lines[i].start : lines[i].end].strip(" *").lstrip("0") == number), None)


def _cells(text: str, lines: Sequence[Line], at: int, width: int, following: str) -> Sequence[Line]:
    """The lines of a row: as many as there are heads, or one less where the last cell is empty."""
    last = at + width - 1
    short = _starts(text, lines, last, following) and not _starts(text, lines, last + 1, following)
    ended = last < len(lines) and TOTAL.fullmatch(_lower(text, lines[last])) is not None
    return lines[at:last] if short or ended else lines[at : last + 1]


def _starts(text: str, lines: Sequence[Line], at: int, number: str) -> bool:
    """Whether the row of a number begins at a line."""
    return at < len(lines) and _lower(text, lines[at]).lstrip("0") == number


def _total(text: str, lines: Sequence[Line], at: int, row: Row) -> Row:
    """The total row: its numbers stand under the columns of numbers of the first row."""
    cells: list[tuple[int, int] | None] = [None] * len(row)
    cells[1] = _slot(lines[at])
    columns = [i for i, cell in enumerate(row) if i > 1 and cell is not None and is_number(text[cell[0] : cell[1]].strip(" *"))]
    for column, line in zip(columns, lines[at + 1 :], strict=False):
        if not is_number(_lower(text, line)):
            break
        cells[column] = _slot(line)
    return tuple(cells)


def _slot(line: Line) -> tuple[int, int]:
    return line.start, line.end


def _lower(text: str, line: Line) -> str:
    """The words of a line as printed: the number of a row that stands alone looks like that of a page."""
    return text[line.start : line.end].lower().strip(" *.")
