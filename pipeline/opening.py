"""The upper part of a document: where its head begins, which line names its type, where its title and its legal bases stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from pipeline.anchors import DATE_WORDS, MOTTOS, NUMBER_LABEL, ORNAMENT
from pipeline.damage import one_off
from pipeline.fragments import Fragment, fragments
from pipeline.layout import Layout, Line
from pipeline.letters import folded, is_capital
from pipeline.lexicon import types
from pipeline.lexicon.bodies import head_of
from pipeline.lexicon.types import DocumentType
from pipeline.reading import Reading
from pipeline.titles import BASIS_FIRM, after_title, title_lines

_COPIES = ("SY", "TrS", "SL")
_ENACTING = ("QĐ", "NQ")
_FIRST_WORDS = (
    "ke hoach", "chuong trinh", "phuong an", "huong dan", "quyet dinh", "thong bao", "de an", "bao cao", "to trinh", "chi thi",
)  # fmt: skip
_STAMP = re.compile(r"du thao|(?<!\w)(?:hoa toc|(?:thuong )?khan|(?:toi |tuyet )?mat)(?= +\w)")
_HEAD_WINDOW = 150
_YEAR = 14
_MOST_PIECES = 600
_DASHES = "-–—_*."
_WORDS_OF_TITLE = 4
_OFFICES = ("CHỦ TỊCH", "BỘ TRƯỞNG", "GIÁM ĐỐC", "THỦ TƯỚNG", "HIỆU TRƯỞNG", "CỤC TRƯỞNG", "TỔNG GIÁM ĐỐC")
_ONE_WORD = 10
_FIRST_PIECES = 6


@dataclass(frozen=True, slots=True)
class TypeLine:
    """Where the words of the type stand, and nothing else."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Offsets where the zones of the upper part begin; without a type line, `type_line` is None and the title is empty."""

    head: int
    type_line: TypeLine | None
    title: int
    title_end: int
    preamble: int


class _Pieces:
    """The pieces of the first lines, taken apart as far as they are asked for, and which of them are anchors."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._rest = islice(fragments(layout.clean, layout, _first_lines(layout)), _MOST_PIECES)
        self._known: list[Fragment] = []
        self._anchors: dict[int, bool] = {}

    def __iter__(self) -> Iterator[tuple[int, Fragment]]:
        """All pieces with their indexes."""
        yield from enumerate(self._known)
        for piece in self._rest:
            self._known.append(piece)
            yield len(self._known) - 1, piece

    def up_to(self, end: int) -> list[Fragment]:
        """The pieces that end at or before an offset."""
        return list(takewhile(lambda piece: piece.end <= end, (piece for _, piece in self)))

    def above(self, index: int) -> Fragment | None:
        """The piece before one already seen."""
        return self._known[index - 1] if index else None

    def is_anchor(self, index: int) -> bool:
        """Whether the piece, one already seen, is an anchor."""
        if index not in self._anchors:
            self._anchors[index] = is_anchor(self._layout, self._known[index].start, self._known[index].end)
        return self._anchors[index]

    def near_anchor(self, index: int) -> bool:
        """Whether one of the lines right above is a motto, a number line or a date line."""
        return any(self.is_anchor(at) for at in range(max(0, index - 5), index))


def find_opening(layout: Layout) -> Opening:
    """The upper part of a document."""
    pieces = _Pieces(layout)
    kind = _type_line(layout, pieces)
    if kind is None:
        end = _end_of_head(layout, pieces)
        start = _head_start(layout, pieces, pieces.up_to(len(layout.clean)), end)
        title = _untyped_title(layout, end)
        title_end = title[-1][1] if title else end
        return Opening(start, None, end, title_end, after_title(layout, title_end) if title else end)
    head = _head_start(layout, pieces, pieces.up_to(kind.start), kind.start)
    title = title_lines(layout, kind.end)
    title_end = title[-1][1] if title else kind.end
    return Opening(head, kind, kind.end, title_end, after_title(layout, title_end))


def _first_lines(layout: Layout) -> tuple[Line, ...]:
    texts = 0
    for index, line in enumerate(layout.lines):
        texts += line.kind == "text"
        if texts > _HEAD_WINDOW:
            return layout.lines[:index]
    return layout.lines


@cache
def _type_words() -> dict[str, DocumentType]:
    """Types by the folded letters of their words: `kehoach`; marks of copying (`SAO Y`) are none that a document bears."""
    kinds = {folded(word).replace(" ", ""): types.by_word(word) for word in reversed(types.words())}
    return {letters: kind for letters, kind in kinds.items() if kind and kind.code not in _COPIES}


def type_in(layout: Layout, start: int, end: int) -> tuple[DocumentType, int, int] | None:
    """The type that a stretch names and nothing else but a stamp before it (`DỰ THẢO`), with the place of its words."""
    if stamp := _STAMP.search(layout.folded, start, end):
        start = stamp.end()
    letters = _letters(layout.folded[start:end])
    kind = _type_words().get(letters) or (_type_words()["kehoach"] if one_off(letters, "kehoach") else None)
    while start < end and not layout.clean[start].isalpha():
        start += 1
    while end > start and not layout.clean[end - 1].isalpha():
        end -= 1
    return (kind, start, end) if kind and not _enacts(layout, kind.code, end) else None


def _enacts(layout: Layout, code: str | None, end: int) -> bool:
    """`QUYẾT ĐỊNH:` behind the legal bases says what is decided, and is no head."""
    return code in _ENACTING and layout.clean[end : end + 2].lstrip().startswith(":")


def printed_type(reading: Reading) -> tuple[DocumentType, int, int] | None:
    """The type whose words close the head of a document, with the place of the words."""
    heads = reading.spans("head")
    if not heads:
        return None
    start, end = heads[-1]
    line = _last_line(reading, start, end)
    return type_in(reading.layout, line, end) or type_in(reading.layout, _last_line(reading, start, line - 1), end)


def _last_line(reading: Reading, start: int, end: int) -> int:
    """Where the last line or cell of a stretch begins."""
    return max(reading.text.rfind("\n", start, end), reading.text.rfind("|", start, end), start - 1) + 1


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _type_line(layout: Layout, pieces: _Pieces) -> TypeLine | None:
    """The line KẾ HOẠCH (or another type): alone in capitals, else with the title behind it, damaged, or in small letters."""
    for find in (_exact_or_near, _leading, _damaged, _small, _unframed):
        for index, piece in pieces:
            if (found := find(layout, pieces, index, piece)) is not None:
                return found
    return None


def _exact_or_near(layout: Layout, pieces: _Pieces, index: int, piece: Fragment) -> TypeLine | None:
    if (exact := _exact(layout, piece) or _wrapped(layout, pieces, index, piece)) is not None:
        return exact
    damaged = _damaged(layout, pieces, index, piece)
    return damaged if damaged and pieces.near_anchor(index) else None


def _wrapped(layout: Layout, pieces: _Pieces, index: int, piece: Fragment) -> TypeLine | None:
    """`QUYẾT` / `ĐỊNH`: the words of the type on two lines of a narrow cell."""
    above = pieces.above(index)
    if above is None or above.row + 1 != piece.row or max(piece.end - piece.start, above.end - above.start) > _ONE_WORD:
        return None
    return _exact(layout, above._replace(end=piece.end))


def _exact(layout: Layout, piece: Fragment) -> TypeLine | None:
    if piece.end - piece.start > 60:
        return None
    words = layout.clean[piece.start : piece.end].partition("(")[0]
    stamp = _STAMP.search(layout.folded, piece.start, piece.start + len(words))
    letters = _letters(layout.folded[stamp.end() if stamp else piece.start : piece.start + len(words)])
    return _typed(layout, piece.start, piece.start + len(words)) if letters in _type_words() and is_capital(words) else None


def _typed(layout: Layout, start: int, end: int) -> TypeLine | None:
    found = type_in(layout, start, end)
    return TypeLine(found[1], found[2]) if found else None


def _leading(layout: Layout, pieces: _Pieces, index: int, piece: Fragment) -> TypeLine | None:
    """`KẾ HOẠCH TỔ CHỨC HỘI NGHỊ ...` on one line, near the frame of a head."""
    if not is_capital(layout.clean[piece.start : piece.end]):
        return None
    return _type_first(layout, piece) if pieces.near_anchor(index) else None


def _small(layout: Layout, pieces: _Pieces, index: int, piece: Fragment) -> TypeLine | None:
    """`Kế hoạch`, alone or before its title, right under the frame of a head."""
    if not layout.clean[piece.start].isupper() or not pieces.near_anchor(index):
        return None
    return _type_first(layout, piece)


def _unframed(layout: Layout, pieces: _Pieces, index: int, piece: Fragment) -> TypeLine | None:
    """`KẾ HOẠCH tổ chức ngày hội` among the first lines of a text that has no frame."""
    found = _type_first(layout, piece) if index < _FIRST_PIECES and layout.clean[piece.start].isupper() else None
    return found if found and is_capital(layout.clean[found.start : found.end]) else None


def _type_first(layout: Layout, piece: Fragment) -> TypeLine | None:
    return leading_type(layout, piece.start, piece.end)


def leading_type(layout: Layout, start: int, end: int) -> TypeLine | None:
    """The words of a type that a stretch begins with, before its title; none where a paper is cited (`Kế hoạch số 12`)."""
    for words in _FIRST_WORDS:
        if layout.folded.startswith(words, start, end):
            last = start + len(words)
            if last < end and (layout.clean[last].isalnum() or layout.folded.startswith(" so ", last)):
                return None
            return None if words == "quyet dinh" and _enacts(layout, "QĐ", last) else TypeLine(start, last)
    return None


def _damaged(layout: Layout, _: _Pieces, __: int, piece: Fragment) -> TypeLine | None:
    """`KÊ HOẠGH`: a capital line one letter off the word for a plan."""
    words = layout.clean[piece.start : piece.end]
    if len(words) > 12 or not is_capital(words):
        return None
    return _typed(layout, piece.start, piece.end)


def is_anchor(layout: Layout, start: int, end: int) -> bool:
    """Whether a stretch holds a motto, a number with its label, or a line of place and date."""
    view = layout.folded
    while start < end and view[start] in _DASHES:
        start += 1
    if any(motto.search(view, start, end) for motto in MOTTOS):
        return True
    if NUMBER_LABEL.match(view, start, end):
        return True
    date = DATE_WORDS.search(view, start, end)
    return date is not None and end - date.end() < _YEAR


def _head_start(layout: Layout, pieces: _Pieces, above: list[Fragment], end: int) -> int:
    """Where the head begins: at the first anchor near the type line, or at capital lines right above it."""
    count = len(above)
    before = bisect_right(above, end, key=lambda piece: piece.end)
    first = next((index for index in range(max(0, count - 40), before) if pieces.is_anchor(index)), before)
    while first > 0 and count - first < 60 and _may_name(layout, above[first - 1]):
        first -= 1
    return _line_start(layout, above[first].start) if first < count else end


def _line_start(layout: Layout, offset: int) -> int:
    at = bisect_right(layout.lines, offset, key=lambda line: line.start) - 1
    return layout.lines[at].start if at >= 0 else offset


def _may_name(layout: Layout, piece: Fragment) -> bool:
    words = layout.clean[piece.start : piece.end]
    return piece.end - piece.start < 120 and (is_capital(words) or ORNAMENT.fullmatch(words) is not None)


def _end_of_head(layout: Layout, pieces: _Pieces) -> int:
    """Without a type line: behind the last anchor of the first lines, and behind who decides (`ỦY BAN NHÂN DÂN TỈNH`)."""
    above = list(takewhile(lambda one: not BASIS_FIRM.match(layout.folded, one[1].start), islice(pieces, 30)))
    last = max((index for index, piece in above if pieces.is_anchor(index)), default=-1)
    behind = [piece for index, piece in above if index > last]
    if last >= 0 and behind and _names_body(layout, behind[0].start, behind[0].end):
        return behind[0].end
    return above[last][1].end if last >= 0 else 0


def _untyped_title(layout: Layout, end: int) -> list[tuple[int, int]]:
    """The title right behind a head that a page shows without its type: in capitals, several words, no body's name."""
    lines = title_lines(layout, end)
    if not lines or not is_capital(layout.clean[slice(*lines[0])]) or _names_body(layout, *lines[0]):
        return []
    return lines if sum(layout.clean.count(" ", *line) for line in lines) >= _WORDS_OF_TITLE else []


def _names_body(layout: Layout, start: int, end: int) -> bool:
    words = layout.clean[start:end].strip(" |*")
    known = head_of(words) is not None and not words.partition(" ")[0].endswith(",")
    return is_capital(words) and (known or words.startswith(_OFFICES))
