"""Where the words of a page or Word file go: flows of lines, and tables whose cells become lines.

a table of data      "1 | Họp triển khai | Tháng 3"      one line a row
a table for layout   the lines of the first column, a blank line, the lines of the second: so the head's left and right side
                     and the recipients and the signature stay whole
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.lexicon import tables

_BLANKS = re.compile(r"[ \t\n\r\f\v\xa0]+")
_CUE_ROWS, _CUE_LINES = 8, 40
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 3, 3
_PAGE_LINES = 40
_FORM_NUMBER = 6
_MOST_COLUMNS, _WIDEST_CELL = 200, 20


@dataclass(slots=True)
class Flow:
    """Lines being written. Paragraphs stand `apart` with a blank line between them on the page, close together in a cell.

    Blanks in a line are folded to one unless `gaps` are kept, which may set columns apart.
    """

    apart: bool = False
    gaps: bool = False
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    marker: str = ""

    def write(self, words: str) -> None:
        self.pieces.append(words)

    def end_line(self) -> bool:
        """Ends the line; tells whether it held words. The marker of a list waits for words."""
        words = "".join(self.pieces)
        words = words.strip() if self.gaps else _BLANKS.sub(" ", words).strip(" ")
        self.pieces.clear()
        if words:
            self.lines.append(self.marker + words)
            self.marker = ""
        return bool(words)

    def end_paragraph(self) -> None:
        begun = self.end_line() or not self.marker
        if self.apart and begun:
            self.blank_line()

    def take_back_blank_line(self) -> None:
        if self.lines and not self.lines[-1]:
            self.lines.pop()

    def blank_line(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


@dataclass(slots=True)
class Cell:
    """`columns` and `rows`: how many of each the cell takes."""

    flow: Flow
    columns: int
    rows: int


@dataclass(slots=True)
class Table:
    """A table being read; `around` is the flow it stands in."""

    around: Flow
    rows: list[list[Cell]] = field(default_factory=list)

    def add_cell(self, columns: int, rows: int) -> Flow:
        if not self.rows:
            self.rows.append([])
        if len(self.rows[-1]) == _MOST_COLUMNS:
            last = self.rows[-1][-1].flow
            last.end_line()
            return last
        cell = Cell(Flow(), min(columns, _WIDEST_CELL), rows)
        self.rows[-1].append(cell)
        return cell.flow

    def close(self) -> None:
        """Writes the table into the flow around it."""
        for row in self.rows:
            for cell in row:
                cell.flow.end_line()
        grid = [row for row in _grid(self.rows) if any(row)]
        if not grid:
            return
        self.around.end_paragraph()
        self.around.lines += _columns(grid) if _is_layout(grid) else [_row(row) for row in grid]
        self.around.end_paragraph()


def _grid(rows: list[list[Cell]]) -> list[list[list[str]]]:
    """The lines of each cell at its place; places that a wide or tall cell covers hold no lines."""
    grid: list[list[list[str]]] = []
    covered: dict[int, int] = {}
    for row in rows:
        places: list[list[str]] = []
        above = covered
        covered = {column: left - 1 for column, left in above.items() if left > 1}
        for cell in row:
            while len(places) in above:
                places.append([])
            if cell.rows > 1 and len(places) < _MOST_COLUMNS:
                covered |= dict.fromkeys(range(len(places), len(places) + cell.columns), cell.rows - 1)
            places += [[line for line in cell.flow.lines if line], *([] for _ in range(cell.columns - 1))]
        grid.append(places)
    return grid


def _is_layout(grid: list[list[list[str]]]) -> bool:
    used = {column for row in grid for column, lines in enumerate(row) if lines}
    if len(used) == 1 or any(len(lines) > _PAGE_LINES for row in grid for lines in row):
        return True
    if len(grid) <= _CUE_ROWS and any(is_letterhead(lines) for row in grid for lines in row):
        return True
    return len(grid) <= _LAYOUT_ROWS and len(used) <= _LAYOUT_COLUMNS and any(len(lines) > 1 for lines in grid[0])


def is_letterhead(lines: list[str]) -> bool:
    """Whether lines hold words of a letterhead or of the block of recipients and signature."""
    words = "\n".join(lines[:_CUE_LINES]).upper()
    return any(cue in words for cue in _cues())


@cache
def _cues() -> tuple[str, ...]:
    return tuple(tables.lines("letterhead_cues.txt"))


def _columns(grid: list[list[list[str]]]) -> list[str]:
    """Cell by cell, down the first column, then the second: a letterhead of several rows keeps each side together."""
    cells: dict[int, list[str]] = {}
    for row in grid:
        for column, lines in enumerate(row):
            if lines:
                cells.setdefault(column, []).extend([*lines, ""])
    return [line for column in sorted(cells) for line in cells[column]]


def _row(row: list[list[str]]) -> str:
    """The cells of a row joined; a heading that has the row to itself goes without bars, an empty form's number does not."""
    cells = [" ".join(lines) for lines in row]
    filled = [cell for cell in cells if cell]
    return filled[0] if len(filled) == 1 and len(filled[0]) > _FORM_NUMBER else " | ".join(cells).strip(" ")
