"""Ruled tables to lines: one row, one line, its cells in their order.

| STT | Đơn vị      | Thời gian |        STT | Đơn vị | Thời gian
| 1   | Bệnh viện A | Ngày 20   |        1 | Bệnh viện A | Ngày 20
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.paper.rows import rows_of
from pipeline.paper.tokens import Grid, Line, Token

_Corners = tuple[float, float, float, float]


def outside(tokens: Sequence[Token], grids: Sequence[Grid]) -> list[Token]:
    """The words that stand in no table."""
    if not grids:
        return list(tokens)
    cells = [cell for grid in grids for row in grid.rows for cell in row if cell is not None]
    return [token for token in tokens if not any(_holds(cell, token) for cell in cells)]


def grid_lines(grid: Grid, tokens: Sequence[Token], number: int) -> Iterator[Line]:
    """The rows of a table that hold words; `number` is the table's on its page, from 1."""
    inside = [
        token for token in tokens if grid.x0 <= (token.x0 + token.x1) / 2 <= grid.x1 and grid.top <= token.middle <= grid.bottom
    ]
    for row in grid.rows:
        cells = [_words(cell, inside) if cell is not None else () for cell in row]
        printed = [token for cell in cells for token in cell]
        if printed:
            left, top = min(token.x0 for token in printed), min(token.top for token in printed)
            right, bottom = max(token.x1 for token in printed), max(token.bottom for token in printed)
            edges = tuple(cell[2] if cell is not None else 0.0 for cell in row)
            yield Line(tuple(cells), left, top, right, bottom, table=number, edges=edges)


def _words(cell: _Corners, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a cell, line by line."""
    held = [token for token in tokens if _holds(cell, token)]
    return tuple(token for row in rows_of(held) for segment in row for token in segment.tokens)


def _holds(cell: _Corners, token: Token) -> bool:
    x0, top, x1, bottom = cell
    return x0 <= (token.x0 + token.x1) / 2 < x1 and top <= token.middle < bottom
