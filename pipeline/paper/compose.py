"""Pages of words to one text: lines in reading order, paragraphs joined, tables as rows of cells, every word with its place.

compose([Sheet(1, 595, 842, "ocr", tokens)])       Composed(text="UBND TỈNH ...", pages=..., words=..., furniture=...)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document import Furniture, Page, Repair, Span, Words
from pipeline.paper.columns import read_rows
from pipeline.paper.furniture import Rows, sort_out
from pipeline.paper.grids import grid_lines, outside
from pipeline.paper.noise import part_noise
from pipeline.paper.paragraphs import Margins, Paragraph, margins_of, paragraph_of
from pipeline.paper.rows import rows_of
from pipeline.paper.stamps import without_stamp
from pipeline.paper.table_pages import Laid, joined_tables
from pipeline.paper.tokens import Line, Sheet, Token

_APART = 0.9
"""A gap of so many line heights above a line is told by an empty line."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of all pages, where each begins and ends, the places of the words, what was kept apart, and the encoding that
    most pages with fonts made before Unicode had.
    """

    text: str
    pages: tuple[Page, ...]
    words: Words
    furniture: tuple[Furniture, ...]
    repairs: tuple[Repair, ...]
    encoding: str | None = None


def compose(sheets: Iterable[Sheet]) -> Composed:
    """The text of pages in their order. `sheets` may be a generator: each is let go once it is laid out."""
    writer = _Writer()
    pages, furniture = [], []
    encodings: Counter[str] = Counter()
    sorted_out = (Laid(sheet, _lines(sheet, rows), apart) for sheet, rows, apart in sort_out(map(_laid_out, sheets)))
    for sheet, lines, kept_apart in joined_tables(sorted_out):
        furniture += kept_apart
        encodings.update([sheet.encoding] if sheet.encoding else [])
        start, end = writer.page(sheet, lines)
        size = {"width": round(sheet.width, 2), "height": round(sheet.height, 2)}
        pages.append(Page(number=sheet.number, start=start, end=end, method=sheet.method, **size))
    return Composed(
        "".join(writer.written),
        tuple(pages),
        writer.words,
        tuple(furniture),
        tuple(writer.repairs),
        encodings.most_common(1)[0][0] if encodings else None,
    )


def _laid_out(sheet: Sheet) -> tuple[Sheet, Rows, list[Furniture]]:
    """A page with the rows of what stands outside its tables, its incoming stamp, and what was taken for words and is none."""
    tokens, stamp = without_stamp(sheet)
    rows, noise = part_noise(rows_of(outside(tokens, sheet.grids)))
    noise += [token.text for token in sheet.noise]
    apart = [Furniture(kind="stamp", text=line, page=sheet.number) for line in stamp]
    return sheet, rows, [*apart, *([Furniture(kind="illegible", text=" ".join(noise), page=sheet.number)] if noise else [])]


def _lines(sheet: Sheet, rows: Rows) -> list[Line]:
    """The lines of a page in reading order; a table stands where its first row does."""
    tables = [line for number, grid in enumerate(sheet.grids, 1) for line in grid_lines(grid, sheet.tokens, number)]
    return list(_woven(read_rows(rows), tables))


def _woven(plain: list[Line], tables: list[Line]) -> Iterator[Line]:
    """The lines with each table before what stands below it; columns are not parted by a table beside them."""
    waiting = list(tables)
    for line, below in zip(plain, reversed(list(_tops(reversed(plain)))), strict=True):
        while waiting and waiting[0].top < below:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _tops(upwards: Iterable[Line]) -> Iterator[float]:
    """For each line, from the last to the first, how high it reaches: of columns, with all that follows in them."""
    top = float("inf")
    for line in upwards:
        top = min(top, line.top) if line.column else line.top
        yield top


@dataclass
class _Writer:
    """The text so far, page by page, and what the next line may go on with."""

    written: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    repairs: list[Repair] = field(default_factory=list)
    at: int = 0
    margins: Margins | None = None
    paragraph: Paragraph | None = None

    def page(self, sheet: Sheet, lines: list[Line]) -> tuple[int, int]:
        """Write a page and tell where it begins and ends."""
        margins = margins_of(lines, self.margins)
        start = None
        for index, line in enumerate(lines):
            self._separate(line, margins, first=index == 0)
            start = self.at if start is None else start
            self._line(sheet, line)
        self.margins = margins
        self.written.append("".join(self.pieces))
        self.pieces.clear()
        return (self.at if start is None else start), self.at

    def _separate(self, line: Line, margins: Margins, *, first: bool) -> None:
        paragraph = self.paragraph
        if paragraph is None:
            self.paragraph = paragraph_of(line, margins)
            return
        if paragraph.goes_on(line, margins, same_page=not first):
            self._write(" ")
            self.paragraph = paragraph.with_line(line, margins)
            return
        last = paragraph.last
        if (last.table and line.table) if first else last.table and last.table == line.table:
            self._write("\n")
        else:
            apart = first or bool(last.table) != bool(line.table) or last.column != line.column
            close = not apart and 0 <= line.top - last.bottom + last.height < (1 + _APART) * max(line.height, last.height)
            self._write("\n" if close else "\n\n")
        self.paragraph = paragraph_of(line, margins)

    def _line(self, sheet: Sheet, line: Line) -> None:
        between = " | " if line.table else "   "
        for index, part in enumerate(line.parts):
            self._words(sheet, part, between if index else "")
            if line.over is not None and line.over.line.parts[index]:
                self._words(line.over.sheet, line.over.line.parts[index], " ")

    def _words(self, sheet: Sheet, words: Sequence[Token], before: str) -> None:
        at = self.at + len(before)
        for token in words:
            corners = token[1:5] if sheet.pose is None else sheet.pose.corners(token)
            end = at + len(token.text)
            self.words.append(at, end, sheet.number, corners, token.confidence)
            if token.raw is not None:
                self.repairs.append(Repair(span=Span(start=at, end=end), raw=token.raw, kind="split_diacritics"))
            at = end + 1
        self._write(before + " ".join([token.text for token in words]))

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.at += len(piece)
