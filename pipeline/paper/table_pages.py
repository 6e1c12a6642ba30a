"""Tables that go on on the next page: a head printed again is kept apart, a row that the page cut in two is one row.

2 | Rà soát diện tích, bố trí cây | Phòng Tài chính | 30/9        2 | Rà soát diện tích, bố trí cây giống | Phòng Tài chính | 30/9
------------------------- page -------------------------     ->
  | giống                         |                 |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.document import Furniture
from pipeline.paper.tokens import Line, Over, Sheet, Token

_HEAD_ROWS = 3
_BLANK, _PADDING = 3.5, 5.0
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,5}|[a-zđA-H])[.)]?")
_TOTAL = re.compile(r"(?:tổng|cộng)(?!\w)", re.IGNORECASE)
_BULLET = re.compile(r"[-–+•*]$")


class Laid(NamedTuple):
    """A page with its lines in reading order, and what was kept apart from them."""

    sheet: Sheet
    lines: list[Line]
    furniture: list[Furniture]


def joined_tables(pages: Iterable[Laid]) -> Iterator[Laid]:
    """The pages with tables joined; holds one page back, for its last row may end on the next."""
    held: Laid | None = None
    head: list[str] = []
    for page in pages:
        goes_on = bool(held and held.lines and held.lines[-1].table and page.lines and page.lines[0].table)
        last = next((line.table for line in reversed(page.lines) if line.table), 0)
        first_rows = [_letters(line) for line in page.lines if line.table == last][:_HEAD_ROWS]
        new_table = last and not (goes_on and last == page.lines[0].table)
        if held is not None:
            if goes_on:
                page = _without_head(page, head)
                held, page = _with_row_joined(held, page)
            yield held
        if new_table:
            head = first_rows
        held = page
    if held is not None:
        yield held


def _letters(line: Line) -> str:
    return "".join(line.text.split())


def _without_head(page: Laid, head: Sequence[str]) -> Laid:
    """The page without the rows at its top that are the table's head."""
    again = 0
    while again < len(page.lines) and page.lines[again].table and _letters(page.lines[again]) in head:
        again += 1
    heads = [Furniture(kind="table_head", text=line.text, page=page.sheet.number) for line in page.lines[:again]]
    return Laid(page.sheet, page.lines[again:], [*page.furniture, *heads])


def _with_row_joined(held: Laid, page: Laid) -> tuple[Laid, Laid]:
    if not page.lines or not page.lines[0].table or not _is_rest(held.lines[-1], page.lines[0]):
        return held, page
    whole = replace(held.lines[-1], over=Over(page.sheet, page.lines[0]))
    return Laid(held.sheet, [*held.lines[:-1], whole], held.furniture), Laid(page.sheet, page.lines[1:], page.furniture)


def _is_rest(above: Line, row: Line) -> bool:
    """Whether a row without a number goes on with the numbered one above, in the middle of each of its cells."""
    if len(row.parts) != len(above.parts) or row.parts[0] or not above.parts[0] or above.over is not None:
        return False
    if not _NUMBER.fullmatch(above.parts[0][0].text) or any(_TOTAL.match(part[0].text) for part in row.parts if part):
        return False
    cells = zip(above.parts, row.parts, above.edges, strict=True)
    return all(not rest or (part and _goes_on(part, rest[0], edge)) for part, rest, edge in cells)


def _goes_on(part: Sequence[Token], word: Token, edge: float) -> bool:
    """Whether a word goes on with a cell above: in small letters, as another bullet, or because it had no room there."""
    if _BULLET.match(word.text):
        return any(_BULLET.match(token.text) for token in part)
    return word.text[0].islower() or part[-1].x1 + _BLANK + word.x1 - word.x0 > edge - _PADDING
