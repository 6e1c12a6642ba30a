"""The role that the first verb of a duty gives its actor (guidelines 8.6)."""

from __future__ import annotations

from pipeline.duties.words import duty_words
from pipeline.plan import Role
from pipeline.reading import Reading
from pipeline.rules import pattern

_ADVERBS = pattern(
    r"(?:(?:chủ động|tích cực|kịp thời|thường xuyên|nghiêm túc|khẩn trương|tiếp tục|trực tiếp|"
    r"có trách nhiệm|có nhiệm vụ|cần|phải|sẽ|thì|đồng thời|tham gia(?= phối hợp)|làm tốt việc|định kỳ|"
    r"(?:là|làm) (?:cơ quan |đơn vị )?(?:đầu mối|thường trực)),? ){1,6}"
)
_MORE = pattern(r"; (?!báo cáo|gửi|phản ánh|phản ảnh|tổng hợp)")
_ON_BASIS = pattern(
    r"căn cứ [^,;]{5,120}? (?=(?:xây dựng|triển khai|tổ chức|báo cáo|ban hành|chỉ đạo|bố trí|chủ trì|phối hợp|tham mưu) )"
)


def role_of(reading: Reading, start: int, end: int) -> Role:
    """The role of a duty whose predicate, or bullet, begins at `start`."""
    words = duty_words()
    for at in _verb_starts(reading, start, end):
        for role, verbs in words.roles:
            if verbs.match(reading.lower, at, end):
                return "implement" if role == "report" and _asks_more(reading, at, end) else role
        if words.verb.match(reading.lower, at, end) and not words.opener.match(reading.lower, at, end):
            return "implement"
    return "implement"


def _asks_more(reading: Reading, start: int, end: int) -> bool:
    """Whether a report is not all that is asked: `gửi kế hoạch về Công an tỉnh ...; chịu trách nhiệm trước ...`."""
    words = duty_words()
    return any(words.verb.match(reading.lower, more.end(), end) for more in _MORE.finditer(reading.lower, start, end))


def _verb_starts(reading: Reading, start: int, end: int) -> list[int]:
    """The start of the duty, then the starts of its first clauses when it opens with an adverbial one."""
    starts = [_past_adverbs(reading, start, end)]
    opener = duty_words().opener.match(reading.lower, _past_blanks(reading, start, end), end)
    if opener is None:
        return starts
    if based := _ON_BASIS.match(reading.lower, opener.start(), end):
        starts.append(based.end())
    at = start
    for _ in range(4):
        comma = reading.clean.find(", ", at, min(end, start + 300))
        if comma < 0:
            break
        at = comma + 2
        starts.append(_past_adverbs(reading, at, end))
    return starts


def _past_blanks(reading: Reading, start: int, end: int) -> int:
    while start < end and reading.clean[start] == " ":
        start += 1
    return start


def _past_adverbs(reading: Reading, start: int, end: int) -> int:
    start = _past_blanks(reading, start, end)
    adverbs = _ADVERBS.match(reading.lower, start, end)
    return adverbs.end() if adverbs else start
