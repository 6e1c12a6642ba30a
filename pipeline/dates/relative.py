"""Deadlines that only another event fixes: given with the event, without a date (schema page; not scored).

trong vòng 10 ngày làm việc kể từ ngày nhận được Kế hoạch     relative to `ngày nhận được Kế hoạch`
trước đại hội Đảng cùng cấp                                   relative to `đại hội Đảng cùng cấp`
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dates.entries import Entry
from pipeline.rules import pattern

_CUES = ("kể từ", "tính từ", "từ khi", "sau khi", "trước khi", "từ ngày", "trước ngày")
_NUMBER = pattern(
    r"(?<!\w)(?P<lead>(?:trong|sau|chậm nhất|muộn nhất|không quá|trước)(?: (?:vòng|thời hạn|thời gian|sau|trước|là)){0,2}) "
    r"\d{1,3}(?: \([^()\n]{1,20}\))? (?:ngày|giờ|tuần|tháng)(?: làm việc)?(?: đầu)?,? ?\Z"
)
_ANCHOR = pattern(r"(?:kể từ(?: khi)?|tính từ(?: khi)?|từ khi|từ|sau khi|trước khi|trước) (?P<event>[^.,;:()|\n\d]{4,90})")
_EVENT = pattern(
    r"trước (?P<event>(?:khi (?:kết thúc|tổ chức|khai mạc)|đại hội|kỳ họp|ngày bầu cử)(?! (?:trên|này|và))[^.,;:()|\n\d]{3,60})"
)
_FAR = 80


def relative_deadlines(lower: str, clean: str, start: int, end: int) -> Iterator[Entry]:
    """Relative deadlines of a stretch of text, the event cut at the next mark."""
    for cue in _CUES:
        at = lower.find(cue, start, end)
        while at >= 0:
            number = _NUMBER.search(lower, max(start, at - _FAR), at) if lower[at - 1] in " ," else None
            anchor = _ANCHOR.match(lower, at) if number else None
            if number and anchor:
                exclusive = number["lead"].startswith("trước")
                yield _entry(number.start(), anchor.end(), exclusive, clean[anchor.start("event") : anchor.end()])
            at = lower.find(cue, at + len(cue), end)
    for match in _EVENT.finditer(lower, start, end):
        if not lower[match.start() - 1 : match.start()].isalnum():
            yield _entry(match.start(), match.end(), True, clean[match.start("event") : match.end()])


def _entry(start: int, end: int, exclusive: bool, event: str) -> Entry:
    words = " ".join(event.split())
    return Entry(start, end, "deadline", None, "schedule", "date.relative", exclusive=exclusive, relative_to=words)
