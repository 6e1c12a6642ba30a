"""Heads inside a text: lines that name a type or an addressee, with the frame that stands over them.

ỦY BAN NHÂN DÂN XÃ BẮC HÀ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/KH-UBND                     Bắc Hà, ngày 4 tháng 8 năm 2025
                        KẾ HOẠCH                                        one head: its number, date and motto, its type KH
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.anchors import ADDRESSEE, DATE_WORDS, MOTTOS, NUMBER_LABEL
from pipeline.document_numbers import DocumentNumber, read_number
from pipeline.foot import is_signature
from pipeline.fragments import Fragment, fragments
from pipeline.layout import Layout, Line
from pipeline.letters import is_capital
from pipeline.lexicon.bodies import head_of
from pipeline.lexicon.people import is_surname
from pipeline.opening import is_anchor, leading_type, type_in
from pipeline.persons import name_in
from pipeline.rules import pattern

ANNEX = pattern(r"[^a-z0-9]{0,4}(?:phu luc|bieu)\b")
_BULLET = re.compile(r"[-–—+•*] ?\S")
_HEAD_LINES = 16
_LONGEST_PIECE = 130
_LABEL_WIDTH = 60
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Head:
    """`lines` from the first line of the frame to the line of type or addressee, which ends at `end`.

    `start` is where the first line begins on paper, the bars and rules right over it included.
    `code` is that of the type, None for a letter. `number` and `date` (the words behind the place) are None where not printed.
    """

    lines: tuple[Line, ...]
    start: int
    end: int
    code: str | None
    number: DocumentNumber | None
    date: str | None
    motto: bool


def heads_in(layout: Layout, lines: Sequence[Line]) -> Iterator[Head]:
    """Every head in order of its last line; a line of type without any frame over it is one too."""
    for index, line in enumerate(lines):
        found = _last_line(layout, line)
        if found is None:
            continue
        code, end = found
        above = _frame(layout, lines, index)
        yield _read(layout, tuple(lines[index - above : index + 1]), end, code)


def _last_line(layout: Layout, line: Line) -> tuple[str | None, int] | None:
    """The type and the end of its words in a line that names nothing else; a line that names the addressee has no type."""
    if ADDRESSEE.match(layout.folded, line.start, line.end):
        return None, line.end
    bracket = layout.clean.find("(", line.start, line.end)
    start, end = line.start, bracket if bracket > line.start else line.end
    if end - start > _LONGEST_PIECE or not is_capital(layout.clean[start:end]):
        return None
    leading = leading_type(layout, start, end)
    found = type_in(layout, start, leading.end if leading else end)
    return (found[0].code or found[0].name, found[2]) if found else None


def _frame(layout: Layout, lines: Sequence[Line], index: int) -> int:
    """How many lines above belong to the head: up to the first anchor, and names in capitals right over it."""
    top = index
    while index - top < _HEAD_LINES and top > 0 and _belongs(layout, lines[top - 1]):
        top -= 1
    first = next((at for at in range(top, index) if _is_anchored(layout, lines[at])), index)
    while first > top and _names(layout, lines[first - 1], lines[first]):
        first -= 1
    return index - first


def _belongs(layout: Layout, line: Line) -> bool:
    """A line of a frame: an anchor, capitals, or something short; no line of a foot and no running text."""
    if _BULLET.match(layout.clean, line.start, line.end):
        return False
    pieces = list(fragments(layout.clean, layout, (line,)))
    if any(is_signature(layout, piece.start, piece.end) for piece in pieces):
        return False
    return _is_anchored(layout, line) or all(_fits(layout, piece) for piece in pieces)


def _fits(layout: Layout, piece: Fragment) -> bool:
    """Short or in capitals, and no person's name."""
    words = layout.clean[piece.start : piece.end]
    if name_in(words, 0, len(words)) and is_surname(words.split()[0]) and not head_of(words):
        return False
    return len(words) < _SHORT or (is_capital(words) and len(words) < _LONGEST_PIECE)


def _is_anchored(layout: Layout, line: Line) -> bool:
    return any(is_anchor(layout, piece.start, piece.end) for piece in fragments(layout.clean, layout, (line,)))


def _names(layout: Layout, line: Line, below: Line) -> bool:
    """Capitals that name a body, or that stand on the line before without an empty one between."""
    words = layout.clean[line.start : line.end]
    if ANNEX.match(layout.folded, line.start, line.end):
        return False
    return is_capital(words) and ("\n\n" not in layout.clean[line.end : below.start] or head_of(words) is not None)


def _read(layout: Layout, lines: tuple[Line, ...], end: int, code: str | None) -> Head:
    pieces = list(fragments(layout.clean, layout, lines))
    numbers = (_number(layout, piece) for piece in pieces)
    return Head(
        lines=lines,
        start=_start(layout, lines[0]),
        end=end,
        code=code,
        number=next((number for number in numbers if number is not None), None),
        date=next((date for piece in pieces if (date := _date(layout, piece)) is not None), None),
        motto=any(motto.search(layout.folded, piece.start, piece.end) for motto in MOTTOS for piece in pieces),
    )


def _start(layout: Layout, line: Line) -> int:
    """The start of the printed line, or of the rows of bars and rules that touch it from above."""
    start = layout.clean.rfind("\n", 0, line.start) + 1
    while start > 0:
        above = layout.clean.rfind("\n", 0, start - 1) + 1
        words = layout.clean[above : start - 1].strip()
        if not words or any(map(str.isalnum, words)):
            break
        start = above
    return start


def _number(layout: Layout, piece: Fragment) -> DocumentNumber | None:
    """The number behind the label that a piece begins with."""
    label = NUMBER_LABEL.match(layout.folded, piece.start, piece.end)
    if label is None:
        return None
    colon = layout.clean.find(":", piece.start, piece.start + 5)
    return read_number(layout.clean, (colon if colon >= 0 else piece.start + 1) + 1, min(piece.end, piece.start + _LABEL_WIDTH))


def _date(layout: Layout, piece: Fragment) -> str | None:
    words = DATE_WORDS.search(layout.folded, piece.start, piece.end)
    return layout.clean[words.start() : piece.end] if words else None
