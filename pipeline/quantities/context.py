"""What the words around a quantity say of it: what it counts, whom it binds, of what total it is a share.

trong đó đại biểu điển hình tiên tiến khoảng 70%      subject `đại biểu điển hình tiên tiến`
100% cán bộ phụ trách cấp xã                          subject `cán bộ phụ trách cấp xã`
Thời gian đại hội không quá 01 ngày                   subject `đại hội`
mỗi xã, thị trấn có ít nhất 01 ý tưởng sản phẩm       applies to `mỗi xã, thị trấn`
a. Đối với các công đoàn cơ sở                        (a heading) applies to `các công đoàn cơ sở`
"""

from __future__ import annotations

import re

from pipeline.quantities.reader import Quantity
from pipeline.quantities.signs import clause_start
from pipeline.quantities.units import phrase_end
from pipeline.quantities.words import quantity_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_LABEL_OF = pattern(
    r"(?<!\w)(?:thời gian|thời lượng|số lượng)(?! (?:thực hiện|tổ chức)) (?P<what>[^:.;,()\n\d]{3,70}?)"
    r"(?: nhưng| tối đa| tối thiểu|:[^:\n]{0,160})? ?\Z"
)
_HEAD_LABEL = pattern(r"(?:thành phần, )?số lượng (?P<what>[^:.;,()\n\d]{3,70}?): [^\n]{0,300}số lượng ?\Z")
_RATE_OF = pattern(r"(?<!\w)t[ỷỉ] (?:lệ|trọng|suất) (?P<what>[^:;()\n]{3,120})\Z")
_PIECE_EDGE = re.compile(r"[:;,()+\n%]")
_SHORTEST_PIECE, _LONGEST_PIECE = 3, 90
_LEADING = pattern(r" ?(?:(?:trong đó|và|các|số|với|đưa|riêng|tổng|có|là|phấn đấu|gồm) )+")
_TRAILING = pattern(
    r"(?: (?:phải|ước|đạt|chiếm|là|còn|xuống|lên|tăng|giảm|có|được|bằng|từ|cho|dự kiến|khoảng|trị giá|thêm|nhưng))+ ?\Z"
)
_SKIPPED = pattern(r" ?(?:(?:các|những|tổng số|số|tổng) )*")
_NO_SUBJECT = pattern(r"(?:vào|so|trở|từ|đến|theo|kế|trong|và|thì|năm|hằng|hàng|mỗi|để|tại|trên|dưới)(?!\w)")
_EACH = pattern(r"(?<!\w)(?:mỗi|từng) (?=[^\W\d_])")
_TOWARDS = pattern(r"đối với (?P<whom>.{3,90})")
_CONDITIONED = pattern(r" ?(?P<whom>[^.;:,()\n]{3,40}?) có ?\Z")
_FAR = 160
_VERBS = 40  # the longest run of verbs before a number


def clause_of(quantity: Quantity, reading: Reading) -> int:
    """Where the clause begins in which a quantity stands."""
    return clause_start(reading.lower, quantity.start, _block_start(quantity, reading))


def subject(quantity: Quantity, clause: int, reading: Reading) -> str | None:
    """The counted things in the words of the document; for a share what it is a share of, for a duration what lasts."""
    start, end = clause, quantity.start
    if quantity.kind == "share":
        return _behind(quantity, reading) or _before(reading, start, end)
    if named := _LABEL_OF.search(reading.lower, max(start, end - _FAR), end):
        return reading.value(named.start("what"), named.end("what")) or None
    if named := _HEAD_LABEL.match(reading.lower, _block_start(quantity, reading), quantity.start):
        return reading.value(named.start("what"), named.end("what")) or None
    if quantity.kind == "money" or quantity.unit.kind == "measure":
        return _before(reading, start, end)
    if quantity.kind == "duration":
        return None
    return reading.value(quantity.unit.start, quantity.unit.end).split("/")[0].strip() or None


def _behind(quantity: Quantity, reading: Reading) -> str | None:
    """`học sinh` behind `95%`."""
    lower = reading.lower
    skipped = _SKIPPED.match(lower, quantity.end)
    at = skipped.end() if skipped else quantity.end
    if not lower[at : at + 1].isalpha() or _NO_SUBJECT.match(lower, at):
        return None
    return reading.value(at, phrase_end(reading.clean, lower, at, quantity_words())) or None


def _before(reading: Reading, start: int, end: int) -> str | None:
    """The phrase that ends before a number, without the verb that leads to it."""
    lower = reading.lower
    start = max(start, end - _FAR)
    trailing = _TRAILING.search(lower, max(start, end - _VERBS), end)
    end = trailing.start() if trailing else end
    rate = _RATE_OF.search(lower, start, end)
    begin = rate.start("what") if rate else _piece_start(lower, start, end)
    if end - begin < _SHORTEST_PIECE:
        return None
    leading = _LEADING.match(lower, begin)
    return reading.value(leading.end() if leading else begin, end) or None


def _piece_start(lower: str, start: int, end: int) -> int:
    """The place behind the last mark before `end`."""
    begin = max(start, end - _LONGEST_PIECE)
    for mark in _PIECE_EDGE.finditer(lower, begin, end):
        begin = mark.end()
    return begin


def applies_to(quantity: Quantity, clause: int, reading: Reading) -> str | None:
    """The body or class the sentence binds, else that of a heading `Đối với ...`."""
    start, end = clause, quantity.start
    lower = reading.lower
    named = lower.find("mỗi ", start, end) >= 0 or lower.find("từng ", start, end) >= 0
    if named and (each := list(_EACH.finditer(lower, start, end))):
        last = each[-1]
        return reading.value(last.start(), min(phrase_end(reading.clean, lower, last.end(), quantity_words()), end))
    if quantity.kind == "condition" and (whom := _CONDITIONED.match(lower, start, end)):
        return reading.value(whom.start("whom"), whom.end("whom"))
    for section in reading.ancestors(reading.section_at(quantity.start)):
        heading = section.heading_span
        if heading and (towards := _TOWARDS.match(lower, heading.start, heading.end)):
            return reading.value(towards.start("whom"), towards.end("whom")).rstrip(" :.")
    return None


def is_share_of(part: Quantity, total: Quantity, reading: Reading) -> bool:
    """Whether a total announced before it in the paragraph is what a share is a share of."""
    if part.kind != "share" or total.kind not in ("limit", "count", "money"):
        return False
    between = reading.lower[total.end : part.start]
    return "\n" not in between and len(between) < 2 * _FAR and ("trong đó" in between or "(" in between)


def _block_start(quantity: Quantity, reading: Reading) -> int:
    block = reading.block_at(quantity.start)
    return block.content if block and block.content <= quantity.start else 0
