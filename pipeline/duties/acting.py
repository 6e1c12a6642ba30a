"""Whether a body that a sentence names has something to do: statements, targets, dates of events and conditions are no duties."""

from __future__ import annotations

from pipeline.duties.actors import Actor
from pipeline.duties.words import duty_words
from pipeline.reading import Reading
from pipeline.rules import pattern

_DAY = r"(?:ngày|sáng|chiều|tối|tháng|quý|\d{1,2}(?:[/.:hg]| giờ| tháng|-\d{1,2}/))"
_DATED = rf"(?:(?:xong |vào |từ |trong |trước |đến |chậm nhất |lúc )*{_DAY})"
_DATED_EVENT = pattern(rf"(?:tổ chức|hoàn thành|tiến hành|ra quân|phát động|khai mạc|khai giảng),? {_DATED}|{_DATED}|nộp \d")
_PLACEHOLDER = pattern(r"…|\.{3}|_{3}")
_HAS = pattern(r"(?<=\x20)có (?:hệ thống|(?:trên |dưới |từ |ít nhất |tối thiểu )?[\d,]+ ?%)")
_EACH = pattern(r"(?:mỗi|từng)(?!\w)")
_TARGETS = pattern(r"(?:(?:các|những|một số) )?(?:mục tiêu|chỉ tiêu)(?!\w)")
_DENIED = pattern(r"(?:thì )?không được (?:xét|xếp|công nhận|dự|tham dự|khen|bình)(?!\w)")
"""What follows of a condition: `Sinh viên vắng quá 20% số tiết không được dự thi`."""
_SAYS_NO_MORE = pattern(r"[^\W\d_]+(?: [^\W\d_]+)? ?[;)]")
"""`Báo cáo viên: Trung tâm Chính trị huyện cử; mỗi ...` tells who is sent, no duty."""
_SHARE = pattern(r"(?:mỗi|từng) [^,]{2,40} từ \d")
_GIVEN_SO_MANY = pattern(r" (?:\d{2}|\d \w)")
_LONG_NAME = 130


def acts(reading: Reading, actor: Actor, end: int) -> bool:
    """Whether a subject has something to do: no statement (`là`, `đã`), no date of an event, no blank of a form."""
    if _HAS.search(reading.lower, actor.start, actor.predicate):
        return False
    if duty_words().fact.search(reading.lower, actor.start, actor.predicate):
        return False
    if _PLACEHOLDER.search(reading.clean, actor.start, actor.end):
        return False
    given = _GIVEN_SO_MANY.search(reading.lower, actor.start, actor.predicate) is not None
    if _EACH.match(reading.lower, actor.start) and (given or _among_targets(reading, actor.start)):
        return False
    if reading.lower.find(" do ", actor.start, actor.end) >= 0:
        return False
    if _DENIED.match(reading.lower, actor.predicate, end) or _SAYS_NO_MORE.match(reading.lower, actor.predicate, end):
        return False
    if is_dated(reading, actor.predicate, end) or _SHARE.match(reading.lower, actor.start, actor.predicate):
        return False
    return actor.predicate - actor.start <= _LONG_NAME or reading.zone_at(actor.start) != "body"


def _among_targets(reading: Reading, at: int) -> bool:
    """Whether a title above names targets: `I. CHỈ TIÊU` / `Mỗi chi hội xây dựng 01 mô hình` is no duty."""
    titles = (one.heading_span for one in reading.ancestors(reading.section_at(at)))
    return any(title and _TARGETS.match(reading.lower, title.start, title.end) for title in titles)


def is_dated(reading: Reading, start: int, end: int) -> bool:
    """Whether a predicate merely dates an event: `tổ chức ngày 15/02`, `hoàn thành trước ngày 15/5/2021`."""
    return _DATED_EVENT.match(reading.lower, start, end) is not None
