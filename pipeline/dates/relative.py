"""Deadlines that only another event fixes: given with the event, without a date (schema page; not scored).

trong vòng 10 ngày làm việc kể từ ngày nhận được Kế hoạch     relative to `ngày nhận được Kế hoạch`
trước đại hội Đảng cùng cấp                                   relative to `đại hội Đảng cùng cấp`
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dates.entries import Entry
from pipeline.rules import pattern

_COUNTED = pattern(
    r"\d{1,3}(?: \([^()\n]{1,20}\))? (?:ngày|giờ|tuần|tháng)(?: làm việc)?(?: đầu)?,? "
    r"(?:kể từ(?: khi)?|tính từ(?: khi)?|từ khi|từ(?= ngày [^\d\n])|sau khi|trước khi|trước(?= ngày [^\d\n])) "
    r"(?P<event>[^.,;:()|\n\d]{4,90})"
)
_CUES = ("kể từ", "tính từ", "từ khi", "sau khi", "trước khi", "từ ngày", "trước ngày")
_LEAD = pattern(r"(?<!\w)(?:trong|sau|chậm nhất|muộn nhất|không quá|trước)(?: (?:vòng|thời hạn|thời gian|sau|trước|là)){0,2} \Z")
_EVENT = pattern(
    r"trước (?P<event>(?:khi (?:kết thúc|tổ chức|khai mạc)|đại hội|kỳ họp|ngày bầu cử)(?! (?:trên|này|và))[^.,;:()|\n\d]{3,60})"
)


def relative_deadlines(lower: str, clean: str, start: int, end: int) -> Iterator[Entry]:
    """Relative deadlines of a stretch of text, the event cut at the next mark."""
    counted = any(lower.find(cue, start, end) >= 0 for cue in _CUES)
    for match in _COUNTED.finditer(lower, start, end) if counted else ():
        lead = _LEAD.search(lower, max(start, match.start() - 50), match.start())
        if lead is not None:
            exclusive = lower.startswith("trước", lead.start())
            yield _entry(lead.start(), match.end(), exclusive, clean[match.start("event") : match.end()])
    for match in _EVENT.finditer(lower, start, end):
        if not lower[match.start() - 1 : match.start()].isalnum():
            yield _entry(match.start(), match.end(), True, clean[match.start("event") : match.end()])


def _entry(start: int, end: int, exclusive: bool, event: str) -> Entry:
    words = " ".join(event.split())
    return Entry(start, end, "deadline", None, "schedule", "date.relative", exclusive=exclusive, relative_to=words)
