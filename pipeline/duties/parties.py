"""With whom a duty is done, and to whom it is reported (guidelines 8.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.duties.actors import noun_phrase_end
from pipeline.duties.words import duty_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_WITH = pattern(r"phối hợp(?: chặt chẽ| tốt| thường xuyên)? (?:với|cùng) ")
_PURPOSE = pattern(r" (?:để|nhằm|trong|theo|khi|đối với|thông qua|từ|xác định|đẩy nhanh)(?!\w)")
_LAST_WORDS = pattern(r"\w+(?: \w+)?\Z")
_NOT_OWN = (" tham mưu", " để tổng hợp", " để", " để tổng hợp,", " giúp", " tổng hợp, tham mưu")
_VIA = pattern(
    r"\((?:thông )?qua (?P<body>[^()\n]{3,120})\)"
    r"|(?:thông )?qua (?P<bare>(?:ban|phòng|văn phòng|sở|cơ quan thường trực|công an)[^().;,\n]{3,90})"
)
_VIA_END = pattern(
    r" (?:trước|để|chậm nhất|định kỳ|theo|vào|và|tổng hợp|kết quả)(?!\w)|,? (?:điện thoại|sđt|đt|số điện thoại|email)(?!\w)"
)
_NAME_GOES_ON = pattern(r" (?:thể thao|du lịch|thương binh|chống|tư tưởng)")
_LONGEST_REPORTED = 160
_LONGEST_LIST = 2000


@cache
def _to() -> re.Pattern[str]:
    """What stands before the body that a report goes to."""
    body = duty_words().reported
    return pattern(
        r"(?:báo cáo(?: kết quả| tình hình)?(?: thực hiện| triển khai)?|gửi|nộp) "
        + body
        + r"|(?:báo cáo|gửi|nộp|phản ánh|phản ảnh|kiến nghị)[^.;\n]{0,120}? (?:về|cho|đến|với|tới) "
        + body
    )


def partners_of(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The bodies after `phối hợp với`, split at commas."""
    match = _WITH.search(reading.lower, start, end)
    if match is None:
        return ()
    stop = noun_phrase_end(reading, match.end(), end)
    purpose = _PURPOSE.search(reading.lower, match.end(), stop)
    return split_bodies(reading, match.end(), purpose.start() if purpose else stop)


def split_bodies(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The bodies that a stretch lists. A comma inside a name (`Sở Văn hóa, Thể thao và Du lịch`) or inside a class of bodies
    (`các sở, ban, ngành`) splits nothing."""
    names = (reading.value(*reading.trim(first, last)) for first, last in _pieces(reading, start, end))
    return tuple(name for name in names if name)


def _pieces(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    end = min(end, start + _LONGEST_LIST)
    for at in range(start, end):
        if reading.clean[at] == ";" or (reading.clean[at] == "," and _parts(reading, first, at, end)):
            yield first, at
            first = at + 1
    yield first, end


def _parts(reading: Reading, first: int, comma: int, end: int) -> bool:
    """Whether a body of its own follows the comma."""
    lower, clean = reading.lower, reading.clean
    at = comma + 1
    while at < end and clean[at] == " ":
        at += 1
    if clean.count("(", first, comma) > clean.count(")", first, comma) or duty_words().head.match(lower, at, end) is None:
        return False
    while first < comma and clean[first] == " ":
        first += 1
    class_word = duty_words().class_word
    goes_on = class_word.match(lower, at, end)
    last = _LAST_WORDS.search(lower, first, comma)
    listed = duty_words().determiner.match(lower, first, comma) or class_word.match(lower, first, comma)
    if not goes_on or not (
        listed or (last and any(class_word.fullmatch(word) for word in (last[0], last[0].rpartition(" ")[2])))
    ):
        return True
    return (
        clean[at].isupper()
        and clean[goes_on.end() : goes_on.end() + 1] != ","
        and clean[goes_on.end() + 1 : goes_on.end() + 2].isupper()
    )


def report_to(reading: Reading, start: int, end: int) -> str | None:
    """The bodies after `báo cáo`, `gửi ... về`, `phản ánh về`, without `(qua Ban ...)`."""
    if not _may_report(reading.lower, start, end):
        return None
    for match in _to().finditer(reading.lower, start, end):
        before = " " + " ".join(reading.lower[max(start, match.start() - 24) : match.start()].split())
        if before.endswith(_NOT_OWN):
            continue
        name = reading.value(*reading.trim(match.end(), _bodies_end(reading, match.end(), end)))
        if name:
            return name
    return None


def _may_report(lower: str, start: int, end: int) -> bool:
    """A quick look: what stands before the body that a report goes to begins with one of these."""
    return (
        lower.find("báo ", start, end) >= 0
        or lower.find("gửi", start, end) >= 0
        or lower.find("nộp", start, end) >= 0
        or lower.find("phản ", start, end) >= 0
        or lower.find("kiến ", start, end) >= 0
    )


def _bodies_end(reading: Reading, start: int, end: int) -> int:
    """Where the names of bodies end that a report goes to: a comma parts two of them, or a name from what follows."""
    limit = min(end, start + _LONGEST_REPORTED)
    for stop in duty_words().report_end.finditer(reading.lower, start + 1, limit):
        listed = stop[0] == "," and duty_words().head.match(reading.lower, stop.end() + 1, end)
        in_name = stop[0] == "," and _NAME_GOES_ON.match(reading.lower, stop.end(), end)
        name = stop[0][0] == " " and reading.clean[stop.start() + 1].isupper()
        if not (listed or in_name or name):
            return stop.start()
    return limit if limit == end else start


def via(reading: Reading, start: int, end: int) -> str | None:
    """The office a report goes through: `(qua Ban Tuyên giáo - Nữ công)`."""
    match = _VIA.search(reading.lower, start, end) if reading.lower.find("qua ", start, end) >= 0 else None
    if match is None:
        return None
    first, last = match.span("body" if match["body"] else "bare")
    stop = _VIA_END.search(reading.lower, first, last)
    return reading.value(*reading.trim(first, stop.start() if stop else last)) or None
