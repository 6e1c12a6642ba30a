"""The ruled tables of PDF pages, through pdfplumber; a page is asked only if it draws enough rules."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.limits import PAGES_AT_ONCE
from pipeline.paper.tokens import Grid

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

_FEWEST_RULES = 6
_FEWEST_CELLS = 2


def may_have_tables(page: pdfium.PdfPage) -> bool:
    """Whether a page draws as many lines or frames as the smallest table has."""
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    rules = 0
    for index in range(count):
        kind = pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index))
        rules += kind == pdfium_c.FPDF_PAGEOBJ_PATH
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM or rules >= _FEWEST_RULES:
            return True
    return False


class Tables:
    """The tables of one file. pdfplumber opens it when the first page is asked about, and anew every `PAGES_AT_ONCE` pages."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: PDF | None = None
        self._first = 1

    def on(self, number: int) -> tuple[Grid, ...]:
        """The tables of a page (from 1) with two rows and two columns at least, from top to bottom."""
        page = self._opened(number).pages[number - self._first]
        try:
            found = [_grid(table, page.bbox) for table in page.find_tables()]
        finally:
            page.close()
        return tuple(sorted((grid for grid in found if grid is not None), key=lambda grid: grid.top))

    def _opened(self, number: int) -> PDF:
        """The file with the pages of a block; those of other blocks are not looked at."""
        first = number - (number - 1) % PAGES_AT_ONCE
        if self._file is None or first != self._first:
            import pdfplumber

            self.close()
            self._first = first
            self._file = pdfplumber.open(BytesIO(self._data), pages=list(range(first, first + PAGES_AT_ONCE)))
        return self._file

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _grid(table: Table, page_box: tuple[float, float, float, float]) -> Grid | None:
    rows = tuple(tuple(cell and _moved(cell, page_box) for cell in row.cells) for row in table.rows)
    if len(rows) < _FEWEST_CELLS or max(len(row) for row in rows) < _FEWEST_CELLS:
        return None
    return Grid(rows, *_moved(table.bbox, page_box))


def _moved(
    box: tuple[float, float, float, float], page_box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """A box counted from the corner of the page as it is shown."""
    left, top = page_box[:2]
    return box[0] - left, box[1] - top, box[2] - left, box[3] - top
