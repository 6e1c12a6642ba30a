"""Tables that a portal flattened: every cell stands on lines of its own, between lines that hold a bar and nothing else.

    |            a bar opens the row,
    TT           one stands between any two cells,
    |            one closes the row;
    Nội dung     an empty cell leaves two bars next to each other,
    |            and so does the end of a row.
    |

How many cells a row has is found by trying: the number that leaves the fewest incomplete rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layout import Line
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.tabular.grid import Grid, Row, Slot, grid_of, is_ordinal, slot, words

_LONGEST_CELL = 2000
_LONGEST_PARAGRAPH = 250
_MOST_CELLS = 24
_MOST_CELLS_OF_TABLE = 20_000
_SHORT, _UNNUMBERED, _LONG, _SWALLOWED = 1.2, 0.4, 3.0, 1.5
_LONGEST_ORDINAL = 14
_TOTAL = ("tổng cộng", "cộng", "tổng", "tổng số", "tổng kinh phí")
_TITLE = pattern(r"(?:phụ lục|mẫu|biểu|bảng|danh sách|danh mục|kế hoạch|[ivx]{1,4}\.|\d{1,2}\. |\(kèm theo)")


def bar_grids(reading: Reading, lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables among the lines of a zone."""
    for cells in _runs(reading, lines):
        rows = _rows(reading, cells)
        grid = grid_of(_aligned(reading, rows))
        if grid is not None:
            yield grid


def _runs(reading: Reading, lines: Sequence[Line]) -> Iterator[list[Slot]]:
    """What stands between bars, table by table; paragraphs or a Markdown title between two bars stand between two tables."""
    cells: list[Slot] = []
    held: list[Line] = []
    inside = False
    for line in lines:
        if line.kind != "bar":
            held.append(line)
            continue
        if inside:
            if _is_outside(reading, held):
                yield cells
                cells = []
            else:
                cells.append(_cell(held))
        inside, held = True, []
    last = _first_paragraph(held)
    if inside and last and last == [line for line in held if line.kind == "text"]:
        cells.append(_cell(last))
    yield cells


def _cell(held: Sequence[Line]) -> Slot:
    text = [line for line in held if line.kind == "text"]
    return (text[0].start, text[-1].end) if text else None


def _first_paragraph(held: Sequence[Line]) -> list[Line]:
    """The text lines before the first blank line that follows words."""
    paragraph: list[Line] = []
    for line in held:
        if line.kind == "text":
            paragraph.append(line)
        elif paragraph and line.kind == "blank":
            break
    return paragraph


def _is_outside(reading: Reading, held: Sequence[Line]) -> bool:
    text = [line for line in held if line.kind == "text"]
    if not text:
        return False
    first, length = _first_paragraph(held), text[-1].end - text[0].start
    several = len(first) < len(text)
    if several and (length > _LONGEST_PARAGRAPH or _TITLE.match(reading.lower, text[0].start)):
        return True
    return length > _LONGEST_CELL or "\n#" in reading.text[text[0].start - 1 : text[-1].end]


def _rows(reading: Reading, cells: Sequence[Slot]) -> list[Row]:
    """The cells cut into rows, so that as many as can be have the same number of cells."""
    if not any(cells) or len(cells) > _MOST_CELLS_OF_TABLE:
        return []
    lengths = Counter(_filled_runs(cells))
    longest = min(max(lengths), _MOST_CELLS)
    widths = {longest, longest + 1, lengths.most_common(1)[0][0]} - {1}
    signs = _signs(reading, cells)
    _, width, ends = min((_cut(cells, signs, width) for width in sorted(widths)), default=(0.0, 0, []))
    rows: list[Row] = []
    at = 0
    for end in ends:
        rows.append(tuple(cell and slot(reading, *cell) for cell in cells[at : min(end, at + width)]))
        if end - at > width:  # what goes on without an end of row is no table any more
            break
        at = end + 1
    return rows


def _filled_runs(cells: Sequence[Slot]) -> Iterator[int]:
    run = 0
    for cell in (*cells, None):
        if cell is None and run:
            yield run
        run = run + 1 if cell else 0


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells where rows end: `empty` the next empty cell at or after each place, `numbered` whether a cell may open a row,
    `opened` how many cells before each place look like the number of a row that follows an empty cell."""

    empty: Sequence[int]
    numbered: Sequence[bool]
    opened: Sequence[int]


def _signs(reading: Reading, cells: Sequence[Slot]) -> _Signs:
    count = len(cells)
    empty = [count] * (count + 2)
    for at in range(count - 1, -1, -1):
        empty[at] = at if cells[at] is None else empty[at + 1]
    numbered = [cell is None or _is_ordinal(reading, cell) for cell in cells]
    opened = [0]
    for at, cell in enumerate(cells):
        following = cells[at + 1] if at + 1 < count else None
        opens = at > 0 and cells[at - 1] is None and cell and numbered[at] and following and not _is_figure(reading, following)
        opened.append(opened[-1] + bool(opens))
    return _Signs(empty, numbered, opened)


def _is_ordinal(reading: Reading, cell: tuple[int, int]) -> bool:
    return cell[1] - cell[0] <= _LONGEST_ORDINAL and is_ordinal(reading.value(*cell))


def _is_figure(reading: Reading, cell: tuple[int, int]) -> bool:
    return reading.clean[cell[0]].isdigit() and reading.clean[cell[1] - 1].isdigit()


def _cut(cells: Sequence[Slot], signs: _Signs, width: int) -> tuple[float, int, list[int]]:
    """The cheapest cut into rows of about `width` cells, each row followed by an empty cell: (cost, width, ends of rows).

    A complete row costs nothing, a short one something (a title over all columns, a cell over two rows), a long one more.
    """
    count = len(cells)
    empty, numbered, opened = signs.empty, signs.numbered, signs.opened
    cost = [0.0] * (count + 2)
    choice = [count] * (count + 1)
    for at in range(count - 1, -1, -1):
        best, chosen = float("inf"), count
        end = empty[at] if cells[at] else empty[at + 1]
        while True:
            length = end - at
            price = _SHORT if length < width else 0.0 if length == width else _LONG
            price += cost[min(end + 1, count)] + _SWALLOWED * (opened[end] - opened[at + 1])
            if price < best:
                best, chosen = price, end
            if end >= count or length >= width:
                break
            end = empty[end + 1]
        cost[at], choice[at] = best if numbered[at] else best + _UNNUMBERED, chosen
    ends = []
    at = 0
    while at < count:
        ends.append(choice[at])
        at = choice[at] + 1
    return cost[0], width, ends


def _aligned(reading: Reading, rows: Sequence[Row]) -> Iterator[Row]:
    """Short rows in their columns: the figures of a total under their heads, the rest of a tall cell's row to the right."""
    width = max(map(len, rows), default=0)
    for i, row in enumerate(rows):
        lack = (None,) * (width - len(row))
        first = words(reading, row[0])
        if not lack or i == 0 or len(row) < 3 or is_ordinal(first):
            yield row
        elif first.lower() in _TOTAL:
            yield (row[0], *lack, *row[1:])
        elif first or words(reading, row[1]).lower() not in _TOTAL:
            yield (*lack, *row)
        else:
            yield (*row[:2], *lack, *row[2:])
