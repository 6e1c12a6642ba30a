"""The lines of a title: what stands under the word KẾ HOẠCH, up to the first legal basis or section.

KẾ HOẠCH
Tổ chức Hội nghị điển hình tiên tiến          two lines of one title,
trong các cấp công đoàn                       and nothing of the note behind it
(Kèm theo Quyết định số 12/QĐ-UBND)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.anchors import ADDRESSEE, ATTACHED, DATE_WORDS, NOTE_INSIDE, NUMBER_LABEL, RECIPIENTS
from pipeline.layout import Block, Layout, Line
from pipeline.letters import is_capital
from pipeline.lexicon.bodies import head_of, organ_of
from pipeline.rules import pattern

BASIS = pattern(
    r"(?:can cu|thuc hien|thi hanh|theo|trien khai|xet|tren co so|de |nham|tiep tuc|huong ung|chap hanh|thiet thuc|"
    r"nhan dip|phat huy|chao mung|sau khi|ngay \d)"
)
ENACTING = pattern(
    r"(?:xay dung|ban hanh|trien khai|lap|phat dong|de ra|thong nhat|to chuc|ban)"
    r"(?: (?:va|thuc hien|to chuc|trien khai|ban hanh|noi dung)){0,3}"
    r" (?:ban )?(?:ke hoach|phuong an|chuong trinh|huong dan|quyet dinh|quy che|de an)\b|nhu sau ?:"
)
BASIS_FIRM = pattern(r"[-–+•*]? ?(?:can cu|xet de nghi|theo de nghi)\b")
_SELF = re.compile(r"(?:Nhà trường|Đơn vị|Cơ quan|Chi bộ|Trường|Chúng tôi) ")
_LONGEST_TITLE = 900
_LONG_PARAGRAPH = 250
_LONG_LINE = 12
_MOST_LINES = 60
_SENTENCE_LINES = 6
_LONG_SENTENCE = 600
NUMBERED = ("part", "chapter", "item", "article", "roman", "arabic", "decimal", "letter", "paren")


def title_lines(layout: Layout, start: int) -> list[tuple[int, int]]:
    """The printed lines of the title that stands behind the words of the type."""
    found: list[tuple[int, int]] = []
    gap = spaced = False
    for line in _lines_from(layout, start):
        first = max(line.start, start)
        while first < line.end and layout.clean[first] in " :.-–|":
            first += 1
        if line.kind in ("rule", "bar"):
            if found:
                break
            continue
        if line.kind != "text" or first >= line.end:
            gap = gap or line.kind == "blank"
            continue
        if not found and (ATTACHED.match(layout.folded, first, line.end) or _is_frame(layout, first, line.end)):
            continue
        note = NOTE_INSIDE.search(layout.folded, first, line.end)
        line = line._replace(end=note.start()) if note and note.start() > first else line
        goes_on = spaced and gap and _may_end(layout, first, line)
        if _ends_title(layout, found, first, line, gap and not goes_on) or sum(e - s for s, e in found) > _LONGEST_TITLE:
            break
        spaced = spaced or (gap and bool(found))
        found.append((first, line.end))
        if note:
            break
        gap = False
    return found


def _may_end(layout: Layout, start: int, line: Line) -> bool:
    """A line without a stop may go on with a title whose lines stand apart (`gắn với tổng kết` / `Chương trình ...`)."""
    words = layout.clean[start : line.end]
    return (words[-1].isalnum() or words[-1] in ")”") and len(words) < _LONG_PARAGRAPH and not BASIS.match(layout.folded, start)


def _is_frame(layout: Layout, start: int, end: int) -> bool:
    """A number or date line that stands under the type line."""
    if NUMBER_LABEL.match(layout.folded, start, end):
        return True
    return end - start < 70 and bool(DATE_WORDS.search(layout.folded, start, end)) and layout.clean[end - 1].isdigit()


def _lines_from(layout: Layout, start: int) -> Iterator[Line]:
    low, high = 0, len(layout.lines)
    while low < high:
        middle = (low + high) // 2
        if layout.lines[middle].end < start:
            low = middle + 1
        else:
            high = middle
    for index in range(low, min(low + _MOST_LINES, len(layout.lines))):
        yield layout.lines[index]


def _ends_title(layout: Layout, found: list[tuple[int, int]], start: int, line: Line, gap: bool) -> bool:
    """Whether a line is no (further) line of the title."""
    view, end = layout.folded, line.end
    if ATTACHED.match(view, start, end) or ADDRESSEE.match(view, start) or _is_numbered(layout, start):
        return True
    if BASIS_FIRM.match(view, start, end) or RECIPIENTS.match(view, start, end):
        return True
    if not found:
        return not is_capital(layout.clean[start:end]) and _is_prose(layout, start)
    if _makes_plan(layout, start, line):
        return True
    previous = layout.clean[found[-1][0] : found[-1][1]]
    capital = is_capital(layout.clean[start:end])
    letters = any(c.isalpha() for c in layout.clean[start:end])
    if gap and not _goes_on(layout, previous, start, line, capital):
        return True
    goes_on = layout.clean[start].islower() or _same_line_mixed(layout, start, end)
    if _begins_in_capitals(layout, found) and letters and not capital and not goes_on:
        return True
    return bool(BASIS.match(view, start, end)) and layout.clean[start].isupper() and not capital and _is_prose(layout, start)


def _makes_plan(layout: Layout, start: int, line: Line) -> bool:
    """Whether the sentence that makes the plan begins here, under the title: `Thanh tra tỉnh xây dựng kế hoạch như sau:`."""
    words = layout.clean[start : line.end]
    if not words[0].isupper() or is_capital(words) or not (head_of(words) or organ_of(words) or _SELF.match(words)):
        return False
    for last in islice(_lines_from(layout, start), _SENTENCE_LINES):
        if last.kind == "blank" or last.end > start + _LONG_SENTENCE or (last.start > start and _is_basis(layout, last)):
            return False
        if layout.clean[start : last.end].rstrip(" *").endswith(":"):
            return ENACTING.search(layout.folded, start, last.end) is not None
    return False


def _is_basis(layout: Layout, line: Line) -> bool:
    return layout.clean[line.start].isupper() and BASIS.match(layout.folded, line.start, line.end) is not None


def _begins_in_capitals(layout: Layout, found: list[tuple[int, int]]) -> bool:
    """Whether the first line is in capitals; one short word (`TRIỂN` / `KHAI THỰC HIỆN ...`) tells with the line below it."""
    first = layout.clean[found[0][0] : found[0][1]]
    if len(first) <= _LONG_LINE and len(found) > 1:
        first = layout.clean[found[0][0] : found[1][1]]
    return len(first) > _LONG_LINE and is_capital(first)


def _goes_on(layout: Layout, previous: str, start: int, line: Line, capital: bool) -> bool:
    """Behind an empty line a title goes on in capitals, in bold, or in the middle of a sentence."""
    first = layout.clean[start]
    if is_capital(previous):
        return capital
    return (
        first.islower() or (first.isdigit() and not _is_numbered(layout, start)) or (line.bold and not _is_prose(layout, start))
    )


def _same_line_mixed(layout: Layout, start: int, end: int) -> bool:
    """A line of a capital title may hold a name in small letters (`NGHỊ QUYẾT SỐ 1899/QĐ-TTg`), but is no sentence."""
    letters = [c for c in layout.clean[start:end] if c.isalpha()]
    return sum(c.isupper() for c in letters) > len(letters) // 2


def _is_numbered(layout: Layout, start: int) -> bool:
    block = _block_at(layout, start)
    return block is not None and block.start == start and block.marker is not None and block.marker.kind in NUMBERED


def _is_prose(layout: Layout, start: int) -> bool:
    """Whether a paragraph of the preamble begins here: it ends like a legal basis, or says that a plan is made."""
    block = _block_at(layout, start)
    if block is None:
        return False
    end = block.end
    while end > start and layout.clean[end - 1] in " *":
        end -= 1
    if layout.clean[end - 1] in ";:":
        return True
    long = end - start > _LONG_PARAGRAPH
    return long and (layout.clean[end - 1] == "." or bool(ENACTING.search(layout.folded, start, end)))


def _block_at(layout: Layout, start: int) -> Block | None:
    low, high = 0, len(layout.blocks)
    while low < high:
        middle = (low + high) // 2
        if layout.blocks[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return layout.blocks[low] if low < len(layout.blocks) and layout.blocks[low].start <= start else None


def after_title(layout: Layout, title_end: int) -> int:
    """The first line of the preamble: behind the title and a note like `(Kèm theo Quyết định số ...)`."""
    in_note = False
    for line in _lines_from(layout, title_end):
        if line.kind != "text" or line.end <= title_end:
            continue
        noted = NOTE_INSIDE.search(layout.folded, max(line.start, title_end), line.end) if line.start < title_end else None
        if in_note or noted or ATTACHED.match(layout.folded, line.start, line.end):
            in_note = ")" not in layout.clean[noted.start() if noted else line.start : line.end]
            continue
        return line.start
    return len(layout.clean)
