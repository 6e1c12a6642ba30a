"""Rows of tables, cells joined by bars, that a hard wrap broke over several lines.

1 | Tập huấn nghiệp vụ kiểm soát thủ tục hành chính | Vụ          these two lines
Pháp chế | Các Tổng cục, Cục | Tháng 4/2013                       are one row of the four cells that the head has
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.layout import Line

_MOST_LINES = 3
_FULL = 0.6
"""A row is broken only where its line is nearly as long as the width at which the text is wrapped."""


def rests_of_rows(marked: str, lines: Sequence[Line], width: int) -> frozenset[int]:
    """The offsets at which lines begin that go on with the row above; none of a table whose rows do not come out even."""
    found: set[int] = set()
    for run in _runs(marked, lines):
        widest = max((_bars(marked, line) for line in run), default=0)
        if run and marked[run[0].start] == marked[run[-1].end - 1] == "|":
            found.update(_framed(marked, run, width) or ())
        elif rests := _rests(marked, run, width, widest):
            found.update(rests)
        elif widest:
            found.update(_all_broken(marked, run, width, widest))
    return frozenset(found)


def _runs(marked: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of text from the first to the last with bars, no empty line between."""
    run: list[Line] = []
    for line in lines:
        if line.kind != "text":
            yield _to_last_row(marked, run)
            run = []
        elif run or _bars(marked, line):
            run.append(line)
    yield _to_last_row(marked, run)


def _to_last_row(marked: str, run: list[Line]) -> list[Line]:
    while run and not _bars(marked, run[-1]):
        run.pop()
    return run


def _bars(marked: str, line: Line) -> int:
    return marked.count("|", line.start, line.end)


def _framed(marked: str, run: list[Line], width: int) -> list[int] | None:
    """Rows between bars (`| a | b |`): a line goes on where the row above is not closed, or it does not begin with a bar."""
    rests: list[int] = []
    for above, line in pairwise(run):
        if marked[above.end - 1] != "|" or marked[line.start] != "|":
            if not _is_full(above, width):
                return None
            rests.append(line.start)
    return rests


def _is_full(line: Line, width: int) -> bool:
    return line.end - line.start + line.indent > width * _FULL


def _all_broken(marked: str, run: list[Line], width: int, widest: int) -> list[int]:
    """Rows each of which is broken, so that no line is whole: numbered ones, whose rests have no number."""
    for wanted in range(widest + 1, sum(_bars(marked, line) for line in run[:_MOST_LINES]) + 1):
        rests = _rests(marked, run, width, wanted)
        starts = frozenset(rests or ())
        rows = [line for line in run[1:] if line.start not in starts]
        if rests and rows and all(_is_numbered(marked, line.start) for line in rows):
            return [] if any(_is_numbered(marked, start) for start in rests) else rests
    return []


def _is_numbered(marked: str, start: int) -> bool:
    return marked[start].isdigit()


def _rests(marked: str, run: list[Line], width: int, wanted: int) -> list[int] | None:
    """Where lines go on with a row, so that all rows have the wanted number of bars; None where that cannot be."""
    rests: list[int] = []
    count = wanted
    before: Line | None = None
    for line in run:
        bars = _bars(marked, line)
        if before is not None and bars <= wanted - count and _is_full(before, width):
            rests.append(line.start)
            count += bars
        elif count != wanted:
            return None
        else:
            count = bars
        before = line
    return rests if count == wanted else None
