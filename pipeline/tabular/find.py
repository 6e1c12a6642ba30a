"""All tables of a plan's body and annexes, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Span
from pipeline.layout import Block
from pipeline.letters import is_capital
from pipeline.lexicon import tables
from pipeline.plan import Cell, Table
from pipeline.reading import Reading, Zone
from pipeline.rules import pattern
from pipeline.tabular.bars import bar_grids
from pipeline.tabular.gaps import gap_grids
from pipeline.tabular.grid import Grid
from pipeline.tabular.heads import head_of, rows_below
from pipeline.tabular.lines import line_grids
from pipeline.tabular.stacked import stacked_grids
from pipeline.tabular.sums import check_total

_ZONES: tuple[Zone, ...] = ("preamble", "body", "implementation", "closing", "annex")
_CAPTION = pattern(r"(?:biểu|bảng|danh sách|danh mục|dự toán|phân bổ|phân công|lịch|tiến độ|kế hoạch|chỉ tiêu|phụ lục)(?!\w)")
_NO_CAPTION = pattern(
    r"\(|(?:đơn vị(?: tính)?|đvt) ?:|phụ lục(?: số)?(?: [ivx\d]{1,4})?$|(?:mẫu )?biểu(?: số)? ?\d{0,2}$|kèm theo"
)
_GIVES_OUT = pattern(r"(?:phân bổ|giao) (?:chỉ tiêu|số lượng|theo|cho)(?!\w)")
_LONGEST_CAPTION = 300
_ABOVE = 6
_EMPTY = Cell(text=None, span=None)
_SET_HEAD = pattern(r"(?<!\w)s?tt\x20{2}")
_SIGNATURES = ("NƠI NHẬN", "TM. ", "KT. ", "(ĐÃ KÝ)")


def find_tables(reading: Reading) -> tuple[Table, ...]:
    """The tables of a plan, ids still to be given: letterheads and signatures set in columns are none."""
    found = sorted(_grids(reading), key=lambda grid: grid.start)
    kept: list[Table] = []
    for grid in found:
        if (not kept or grid.start >= kept[-1].span.end) and not _is_layout(reading, grid):
            kept.append(_table(reading, grid, len(kept) + 1))
    return tuple(kept)


def _grids(reading: Reading) -> Iterator[Grid]:
    for zone in _ZONES:
        for start, end in reading.spans(zone):
            barred = reading.clean.find("|", start, end) >= 0
            if barred:
                yield from line_grids(reading, [block for block in reading.blocks_in(zone) if start <= block.start < end])
            if barred or _has_set_head(reading, start, end):
                lines = [line for line in reading.layout.lines if start <= line.start < end]
                yield from bar_grids(reading, lines)
                yield from gap_grids(reading, lines)
            if "tt\n" in reading.lower[start:end]:
                yield from stacked_grids(reading.text, [line for line in reading.layout.lines if start <= line.start < end])


def _has_set_head(reading: Reading, start: int, end: int) -> bool:
    return reading.lower.find("tt  ", start, end) >= 0 and bool(_SET_HEAD.search(reading.lower, start, end))


def _is_layout(reading: Reading, grid: Grid) -> bool:
    words = reading.clean[grid.start : min(grid.end, grid.start + 1500)].upper()
    return any(cue in words for cue in (*tables.lines("letterhead_cues.txt"), *_SIGNATURES))


def _table(reading: Reading, grid: Grid, number: int) -> Table:
    head = head_of(reading, grid)
    rows = tuple(tuple(_cell(reading, cell) for cell in row) for row in rows_below(reading, grid, head))
    span = Span(start=grid.start, end=grid.end)
    return Table(
        id=f"t{number}",
        span=span,
        mentions=(span,),
        rule="tables.grid",
        evidence="stated",
        section=reading.section_at(span.start),
        caption=_caption(reading, grid.start),
        columns=head.columns,
        rows=rows,
        pages=tuple(page.number for page in reading.document.pages if page.start < span.end and span.start < page.end),
        total_checked=check_total(head.columns, rows),
    )


def _cell(reading: Reading, cell: tuple[int, int] | None) -> Cell:
    if cell is None:
        return _EMPTY
    return Cell(text=reading.value(*cell) or None, span=Span(start=cell[0], end=cell[1]))


def _caption(reading: Reading, start: int) -> str | None:
    """The title above a table: `BẢNG PHÂN BỔ ĐẠI BIỂU`, the lines of an annex's title."""
    above = [block for block in reading.blocks if block.start < start][-_ABOVE:]
    lines: list[Block] = []
    for block in reversed(above):
        words = reading.lower[block.start : block.end].strip()
        if _NO_CAPTION.match(words):
            if lines:
                break
            continue
        capital = is_capital(reading.clean[block.start : block.end])
        if not lines and block.marker and (heading := _GIVES_OUT.match(reading.lower, block.content, block.end)):
            return reading.value(heading.start(), block.end).strip(" :.")[:_LONGEST_CAPTION] or None
        if block.row or block.marker or not (capital or _CAPTION.match(words)):
            break
        lines.append(block)
        if not capital:
            break
    text = " ".join(reading.value(block.start, block.end) for block in reversed(lines)).strip(" :.")
    return text if 0 < len(text) <= _LONGEST_CAPTION else None
