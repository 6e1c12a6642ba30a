"""What a quantity is about, in the words of the document (guidelines 7.4).

trong đó đại biểu điển hình tiên tiến khoảng 70%      `đại biểu điển hình tiên tiến`
100% hộ chăn nuôi trâu, bò có chuồng trại             `hộ chăn nuôi trâu, bò`
Thời gian đại hội không quá 01 ngày                   `đại hội`
trả kết quả xét nghiệm trong vòng 2 giờ               `trả kết quả xét nghiệm`
Tổng kinh phí: 286 triệu đồng                         `Tổng kinh phí`
1. Hội nghị cấp tỉnh / Thời gian: 1,5 ngày            `Hội nghị cấp tỉnh`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.lexicon.tables import toml
from pipeline.quantities.context import block_start
from pipeline.quantities.reader import Quantity
from pipeline.quantities.units import phrase_end
from pipeline.quantities.words import either, quantity_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_LABEL_OF = pattern(
    r"(?<!\w)(?:thời gian|thời lượng|số lượng)(?! (?:thực hiện|tổ chức)) (?P<what>[^:.;,()\n\d]{3,70}?)"
    r"(?: nhưng| tối đa| tối thiểu|:[^:\n]{0,160})? ?\Z"
)
_HEAD_LABEL = pattern(r"(?:thành phần, )?số lượng (?P<what>[^:.;,()\n\d]{3,70}?): [^\n]{0,300}số lượng ?\Z")
_RATE_OF = pattern(r"(?<!\w)t[ỷỉ] (?:lệ|trọng|suất) (?P<what>[^:;()\n]{3,120})\Z")
_LABEL = pattern(r"(?P<what>[^:;.,()\n]{3,60}?) ?: ?\Z")
_SKIPPED = pattern(r" ?(?:(?:các|những|tổng số|số|tổng) )*")
_NO_SUBJECT = pattern(r"(?:vào|so|trở|từ|đến|theo|kế|trong|và|thì|năm|hằng|hàng|mỗi|để|tại|trên|dưới)(?!\w)")
_PIECE_EDGE = re.compile(r"[:;,()+\n%]|\d ")
_SHARE_END = re.compile(r"[.;:()\n\d]|\Z")
_SHORTEST_PIECE, _LONGEST_PIECE, _LONGEST_SHARED = 3, 90, 80
_FAR = 160
_VERBS = 40  # the longest run of words between a subject and its number


@dataclass(frozen=True, slots=True)
class _Words:
    predicate: re.Pattern[str]
    trailing: re.Pattern[str]
    leading: re.Pattern[str]
    label: re.Pattern[str]
    event: re.Pattern[str]


@cache
def _words() -> _Words:
    table = cast(dict[str, dict[str, list[str]]], toml("quantities.toml"))["subjects"]
    of = {name: either(words) for name, words in table.items()}
    return _Words(
        predicate=pattern(rf"(?<!\w)(?:{of['predicates']})(?!\w)"),
        trailing=pattern(rf"(?:(?:\A|(?<!\w))(?:{of['before']}) ?)+\Z"),
        leading=pattern(rf" ?(?:(?:{of['leading']}) )+"),
        label=pattern(rf" ?(?:{of['labels']})(?!\w)"),
        event=pattern(rf" ?(?:tổ chức )?(?:{of['events']})(?!\w)"),
    )


def subject(quantity: Quantity, clause: int, reading: Reading) -> str | None:
    """The counted things; for a share what it is a share of, for a duration what lasts. `clause`: where the clause begins."""
    start, end = clause, quantity.start
    if quantity.kind == "share":
        return _behind(quantity, reading) or _before(reading, start, end)
    if named := _LABEL_OF.search(reading.lower, max(start, end - _FAR), end):
        return reading.value(named.start("what"), named.end("what")) or None
    if named := _HEAD_LABEL.match(reading.lower, block_start(quantity, reading), quantity.start):
        return reading.value(named.start("what"), named.end("what")) or None
    if quantity.kind == "money":
        return _before(reading, start, end) or _labelled(quantity, reading)
    if quantity.kind == "duration":
        return _before(reading, start, end) or _event(quantity, reading)
    if quantity.unit.kind == "measure":
        return _before(reading, start, end)
    return reading.value(quantity.unit.start, quantity.unit.end).split("/")[0].strip() or None


def _behind(quantity: Quantity, reading: Reading) -> str | None:
    """`học sinh` behind `95%`: up to the verb that says what of them, else the noun phrase."""
    lower = reading.lower
    skipped = _SKIPPED.match(lower, quantity.end)
    at = skipped.end() if skipped else quantity.end
    if not lower[at : at + 1].isalpha() or _NO_SUBJECT.match(lower, at):
        return None
    phrase = phrase_end(reading.clean, lower, at, quantity_words())
    edge = _SHARE_END.search(lower, at, at + _LONGEST_SHARED)
    verb = _words().predicate.search(lower, phrase, edge.start() if edge else at + _LONGEST_SHARED)
    if verb or (edge and edge[0] in (";", ".", "\n")):
        phrase = max(phrase, verb.start() if verb else cast(re.Match[str], edge).start())
    return reading.value(at, phrase).rstrip(" ,") or None


def _before(reading: Reading, start: int, end: int) -> str | None:
    """The phrase that ends before a number, without the words that lead to it."""
    lower = reading.lower
    start = max(start, end - _FAR)
    trailing = _words().trailing.search(lower, max(start, end - _VERBS), end)
    end = trailing.start() if trailing else end
    rate = _RATE_OF.search(lower, start, end)
    begin = rate.start("what") if rate else _piece_start(lower, start, end)
    if leading := _words().leading.match(lower, begin, end):
        begin = leading.end()
    if end - begin < _SHORTEST_PIECE:
        return None
    return reading.value(begin, end) or None


def _labelled(quantity: Quantity, reading: Reading) -> str | None:
    """`Tổng kinh phí` of `Tổng kinh phí: 286 triệu đồng`."""
    label = _LABEL.search(reading.lower, max(block_start(quantity, reading), quantity.start - _LONGEST_PIECE), quantity.start)
    if label is None or _words().label.match(reading.lower, label.start("what")):
        return None
    return reading.value(label.start("what"), label.end("what")) or None


def _event(quantity: Quantity, reading: Reading) -> str | None:
    """What lasts, where only `Thời gian: 1,5 ngày` stands: the event that a heading above names."""
    for section in reading.ancestors(reading.section_at(quantity.start)):
        heading = section.heading_span
        if heading and _words().event.match(reading.lower, heading.start, heading.end):
            return reading.value(heading.start, heading.end).rstrip(" :.") or None
    return None


def _piece_start(lower: str, start: int, end: int) -> int:
    """The place behind the last mark or number before `end`."""
    begin = max(start, end - _LONGEST_PIECE)
    for mark in _PIECE_EDGE.finditer(lower, begin, end):
        begin = mark.end()
    return begin
