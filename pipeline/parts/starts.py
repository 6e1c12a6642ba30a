"""Where further documents begin in a text: their heads, told from those of annexes and of forms to be filled in.

A head counts that stands behind the foot of the document before it and prints a number of its own with date or motto. Where
number or day are blank it may be a form (Mẫu số 01): then it counts only without the signs of one, and with a foot of its own.
Without a number, a plan counts that a paper of another type encloses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.anchors import DATE_WORDS, ENCLOSED, find_recipients
from pipeline.foot import is_signature
from pipeline.fragments import fragments
from pipeline.layout import Layout, Line, lay_out
from pipeline.opening import find_opening, is_anchor, type_in
from pipeline.parts.heads import ANNEX, Head, heads_in
from pipeline.rules import pattern
from pipeline.titles import NUMBERED, title_lines

_PLANS = ("KH", "CTr", "PA", "ĐA")
"""Types that a paper of another type encloses as papers of their own."""
_PARTS = ("part", "chapter", "roman", "article")
"""What a programme of work is divided by, the programme of a meeting is not."""
_FORM = pattern(r"[^a-z0-9]{0,4}(?:mau|bieu mau|bieu so)\b")
_BLANKS = pattern(r"[.…_]{4,}|…|ten (?:co quan|don vi|to chuc)\b")
_BASIS = pattern(r"[-–+•*]? ?(?:can cu|thuc hien|thi hanh|trien khai|chap hanh)\b")
_END = "./."
_DAY = re.compile(r"^\D{0,8}\d{1,2}\D{1,12}\d{1,2}\D{1,9}(?:19|20)\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNED_LINES = 14
_NOTE_LINES = 4
_ABOVE = 3
_MOST_BLOCKS = 60


def starts_of(layout: Layout) -> list[int]:
    """Where the documents of a text begin, in order; the first always at 0."""
    lines = [line for line in layout.lines if line.kind == "text"]
    starts = [0]
    last: Head | None = None
    for head in heads_in(layout, lines):
        if not _follows_foot(layout, lines, last.end if last else 0, head.start):
            last = last or head
        elif _begins(layout, lines, head, last, starts[-1]):
            starts.append(head.start)
            last = head
    return starts


def _follows_foot(layout: Layout, lines: Sequence[Line], body: int, head: int) -> bool:
    """Whether recipients close a document before a head, or a signature or the mark of the end right above."""
    label = next(find_recipients(layout.folded, body, head), None)
    if label is not None and label.start("label") < head:
        return True
    above = [line for line in lines if body < line.start < head][-_SIGNED_LINES:]
    if any(_END in layout.clean[line.start : line.end + 3] for line in above):
        return True
    return any(is_signature(layout, piece.start, piece.end) for piece in fragments(layout.clean, layout, above))


def _begins(layout: Layout, lines: Sequence[Line], head: Head, last: Head | None, start: int) -> bool:
    """Whether a head behind a foot opens a document; `last` is the head and `start` the start of the document before."""
    if head.number is None:
        return _is_enclosed(layout, lines, head, start)
    if not (head.date or head.motto) or (_same_number(head, last) and not _is_plan(layout, head)):
        return False
    above = [line for line in lines if line.start < head.start][-_ABOVE:]
    if any(_FORM.match(layout.folded, line.start, line.end) for line in (*above, *head.lines)) or _has_blanks(layout, head):
        return False
    if head.number.sequence is not None and (head.date is None or _DAY.search(head.date)):
        return True
    annexed = any(ANNEX.match(layout.folded, line.start, line.end) for line in above)
    return not annexed and head.date is not None and bool(_YEAR.search(head.date)) and _has_foot(layout, head)


def _same_number(head: Head, last: Head | None) -> bool:
    """An annex that repeats the number of its plan."""
    one, other = head.number, last.number if last else None
    return bool(one and other and one.sequence is not None and (one.sequence, one.symbol) == (other.sequence, other.symbol))


def _has_blanks(layout: Layout, head: Head) -> bool:
    """Dotted places to fill in, save those of number and day, which a paper may leave to the pen."""
    for piece in fragments(layout.clean, layout, head.lines):
        end = piece.end
        if is_anchor(layout, piece.start, piece.end):
            day = DATE_WORDS.search(layout.folded, piece.start, piece.end)
            end = day.start() if day else piece.start
        if _BLANKS.search(layout.folded, piece.start, end):
            return True
    return False


def _has_foot(layout: Layout, head: Head) -> bool:
    return next(find_recipients(layout.folded, head.end), None) is not None


def _is_enclosed(layout: Layout, lines: Sequence[Line], head: Head, start: int) -> bool:
    """A plan that a decision, a letter or the like encloses: with a note that says so, or with the parts of a plan."""
    if head.code not in _PLANS or _has_blanks(layout, head):
        return False
    enclosing = lay_out(layout.clean[start : head.start])
    line = find_opening(enclosing).type_line
    kind = type_in(enclosing, line.start, line.end) if line else None
    if not _has_parts(layout, head):
        return False
    if kind and kind[0].code in _PLANS:
        return _is_plan(layout, head)
    return head.code == "KH" or (_has_note(layout, lines, head) and _has_parts(layout, head, _PARTS))


def _is_plan(layout: Layout, head: Head) -> bool:
    """A plan from its bases to its foot, not an annex that looks like one."""
    return head.code == "KH" and _has_bases(layout, head) and _has_foot(layout, head)


def _has_bases(layout: Layout, head: Head) -> bool:
    """Legal bases among the first paragraphs behind the head."""
    blocks = (block for block in layout.blocks if block.start >= head.end)
    return any(_BASIS.match(layout.folded, block.start, block.end) for block in islice(blocks, 6))


def _has_note(layout: Layout, lines: Sequence[Line], head: Head) -> bool:
    title = title_lines(layout, head.end)
    end = title[-1][1] if title else head.end
    behind = islice((line for line in lines if line.start >= end), _NOTE_LINES)
    return any(ENCLOSED.match(layout.folded, line.start, line.end) for line in behind)


def _has_parts(layout: Layout, head: Head, kinds: Sequence[str] = NUMBERED) -> bool:
    """Two numbered paragraphs of these kinds behind the head."""
    blocks = (block for block in layout.blocks if block.start >= head.end)
    return sum(1 for block in islice(blocks, _MOST_BLOCKS) if block.marker and block.marker.kind in kinds) > 1
