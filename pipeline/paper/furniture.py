"""What is printed on a page and is no part of the document: page numbers, running heads, digital signatures.

                2                                  page_number
SAO Y                                              digital_signature
Thời gian ký: 2025-10-02T16:24:01+07:00

Incoming stamps are taken out before, in `stamps`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.document import Furniture
from pipeline.letters import folded
from pipeline.paper.tokens import Segment, Sheet

Rows = list[list[Segment]]

_PAGE_NUMBER = re.compile(r"(?:(?:[Tt]rang|[Pp]age) *)?[-–—]? *\d{1,4} *(?:/ *\d{1,4})? *[-–—]?")
_SIGNED = re.compile(r"thoi gian ky|nguoi ky ?:|ky boi ?:|ky so boi|digitally signed|signature not verified|ngay ky ?: ?\d")
_EDGE = 0.1
_LINES_APART = 5.0
_ALIGNED = 8.0
_LONGEST_RUNNING = 120
_FEWEST_LETTERS = 4
_SHIFT = 6.0
_FEW = 3
"""So many stretches has a row with a page number: a running head may stand at each side of it."""


Page = tuple[Sheet, Rows, list[Furniture]]


def sort_out(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages with their furniture taken out of the rows. Holds one page back: a running head shows on the page after it."""
    held: Page | None = None
    before: list[tuple[str, float]] = []
    for page in pages:
        if held is not None:
            yield _sorted(*held, [*before, *_running(*page[:2])])
            before = _running(*held[:2])
        held = page
    if held is not None:
        yield _sorted(*held, before)


def _running(sheet: Sheet, rows: Rows) -> list[tuple[str, float]]:
    """The lines at the upper and lower edge with their heights, figures as `#`."""
    return [(_shape(one), one.top) for row in rows for one in row if _at_edge(sheet, one) and len(one.text) < _LONGEST_RUNNING]


def _shape(segment: Segment) -> str:
    return re.sub(r"\d+", "#", segment.text.lower())


def _at_edge(sheet: Sheet, segment: Segment) -> bool:
    return segment.bottom < _EDGE * sheet.upright_height or segment.top > (1 - _EDGE) * sheet.upright_height


def _sorted(sheet: Sheet, rows: Rows, known: list[Furniture], running: list[tuple[str, float]]) -> Page:
    kinds = {id(one): kind for row in rows for one in row if (kind := _kind(sheet, one, running, alone=len(row) <= _FEW))}
    for row in rows:
        for one in row:
            if kinds.get(id(one)) == "digital_signature":
                kinds |= {id(other): "digital_signature" for other in _around(one, rows)}
    found = [Furniture(kind=kinds[id(one)], text=one.text, page=sheet.number) for row in rows for one in row if id(one) in kinds]
    kept = [[one for one in row if id(one) not in kinds] for row in rows]
    return sheet, [row for row in kept if row], [*found, *known]


def _kind(sheet: Sheet, segment: Segment, running: list[tuple[str, float]], *, alone: bool) -> str | None:
    """What a stretch is, None for text; `alone` where its row is no justified line whose words stand far apart."""
    text = segment.text
    if _at_edge(sheet, segment):
        if alone and _PAGE_NUMBER.fullmatch(text):
            return "page_number"
        shape = _shape(segment)
        repeated = any(shape == other and abs(segment.top - top) < _SHIFT for other, top in running)
        if repeated and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS:
            return "running_head"
    return "digital_signature" if _SIGNED.search(folded(text)) else None


def _around(anchor: Segment, rows: Rows) -> Iterator[Segment]:
    """The lines of a signature's note: set closely above and below, at the same edge, in the same size."""
    for direction in (1, -1):
        edge = anchor
        for row in rows[::direction]:
            for one in row:
                gap = one.top - edge.bottom if direction == 1 else edge.top - one.bottom
                close = -_LINES_APART < gap < _LINES_APART and (one.top - edge.top) * direction > 1
                if close and abs(one.x0 - anchor.x0) < _ALIGNED and one.height < 1.3 * anchor.height:
                    edge = one
                    yield one
