"""Tables with one line a row, cells joined by bars: what the readers of HTML, Word and PDF write, and what people type.

STT | Nhiệm vụ | Cơ quan chủ trì
1 | Tập huấn nghiệp vụ | Vụ Pháp chế
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.layout import Block
from pipeline.reading import Reading
from pipeline.tabular.grid import Grid, Row, grid_of, slot, words
from pipeline.tabular.heads import meaning_of

_LONGEST_TITLE = 200


def line_grids(reading: Reading, blocks: Sequence[Block]) -> Iterator[Grid]:
    """The tables among the blocks: runs of row blocks; a title that has a line to itself inside a run is a row of one cell."""
    run: list[Block] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        goes_on = not run or (_beside(reading, run[-1], block) and not _opens_another(reading, run, block))
        if (block.row and goes_on) or (run and following is not None and _is_title(reading, run[-1], block, following)):
            run.append(block)
        else:
            yield from _grid(reading, run)
            run = [block] if block.row else []
    yield from _grid(reading, run)


def _beside(reading: Reading, above: Block, below: Block) -> bool:
    """Whether nothing but blank lines stands between two blocks."""
    return not reading.clean[above.end : below.start].strip(" \n.-_=|+:*")


def _opens_another(reading: Reading, run: Sequence[Block], block: Block) -> bool:
    """Whether a row apart from those above it heads a table of its own: `STT | ...` with other words than the first head."""
    if not block.row or reading.text.count("\n", run[-1].end, block.start) < 2:
        return False
    head, cells = _filled(reading, run[0]), _filled(reading, block)
    return bool(cells) and meaning_of(cells[0]) == "number" and cells != head


def _filled(reading: Reading, block: Block) -> list[str]:
    return [words(reading, cell).lower() for cell in _cut(reading, block, framed=False) if cell]


def _is_title(reading: Reading, above: Block, block: Block, below: Block) -> bool:
    """A line between two rows without blank lines around it."""
    text = reading.text
    close = text.count("\n", above.end, block.start) == 1 and text.count("\n", block.end, below.start) == 1
    return close and below.row and block.end - block.start < _LONGEST_TITLE


def _grid(reading: Reading, run: Sequence[Block]) -> Iterator[Grid]:
    if sum(block.row for block in run) < 2:
        return
    clean = reading.clean
    framed = all(clean[block.start] == "|" == clean[block.end - 1] for block in run if block.row)
    rows = [_cut(reading, block, framed) if block.row else (None, slot(reading, block.start, block.end)) for block in run]
    grid = grid_of(rows)
    if grid is not None:
        yield grid


def _cut(reading: Reading, block: Block, framed: bool) -> Row:
    """The cells of a row; `framed` rows have a bar before the first and after the last cell."""
    cells = []
    at = block.start
    while (bar := reading.clean.find("|", at, block.end)) >= 0:
        cells.append(slot(reading, at, bar))
        at = bar + 1
    return tuple(cells[1:]) if framed else (*cells, slot(reading, at, block.end))
