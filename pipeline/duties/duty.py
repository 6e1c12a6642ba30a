"""What a duty says: its role, partners, and to whom it reports."""

from __future__ import annotations

from pipeline.duties.actors import noun_phrase_end
from pipeline.duties.words import duty_words
from pipeline.plan import Role
from pipeline.reading import Reading
from pipeline.rules import pattern

_WITH = pattern(r"phối hợp(?: chặt chẽ| tốt)? (?:với|cùng) ")
_BODY = (
    r"(?=các |ban |bộ |sở |phòng |ủy ban|uỷ ban|ubnd|văn phòng|lđlđ|liên đoàn|công đoàn|công an|cấp |"
    r"thường trực|chủ tịch|lãnh đạo|tỉnh |huyện |thành |đảng |hội |trung |tổng |cục |chi |viện |trường |đoàn |thủ |chính )"
)
_TO = pattern(
    r"(?:báo cáo(?: kết quả| tình hình)?(?: thực hiện| triển khai)?(?: về| cho| với)?"
    r"|gửi[^.;\n]{0,120}? (?:về|cho|đến)"
    r"|(?:phản ánh|phản ảnh|kiến nghị)[^.;,\n]{0,60}? (?:về|với|đến|cho|tới)) " + _BODY
)
_VIA = pattern(
    r"\((?:thông )?qua (?P<body>[^()\n]{3,120})\)"
    r"|(?:thông )?qua (?P<bare>(?:ban|phòng|văn phòng|sở|cơ quan thường trực)[^().;,\n]{3,90})"
)
_BODY_END = pattern(
    r"[(,.;:]| (?:trước|để|theo|chậm nhất|định kỳ|và (?:các|đề|kịp|tổng|tham|xem)|về (?:kết|tình|việc|tiến)|qua|"
    r"kết quả|tình hình|xem xét|vào|hằng|hàng|trong|những|khi|nếu|bằng|đúng)(?!\w)"
)
_PARTNER_BREAK = pattern(
    r",(?! (?:thể|đoàn|chống|ngành|nghề|vệ|tư))"
    r"| và (?=các|sở|ban|phòng|ủy|uỷ|ubnd|văn|công|hội|đoàn|bộ|trung|đơn|cơ|địa|liên|mặt)"
)
_ADVERBS = pattern(
    r"(?:(?:chủ động|tích cực|kịp thời|thường xuyên|nghiêm túc|khẩn trương|tiếp tục|trực tiếp|"
    r"có trách nhiệm|có nhiệm vụ|cần|phải|sẽ|thì|đồng thời|tham gia(?= phối hợp)|làm tốt việc) ){1,6}"
)


def role_of(reading: Reading, start: int, end: int) -> Role:
    """The role that the first verb of a duty gives (guidelines 8.6); `start` is where the predicate or the bullet begins."""
    for at in _verb_starts(reading, start, end):
        for role, verbs in duty_words().roles:
            if verbs.match(reading.lower, at, end):
                return role
        if duty_words().verb.match(reading.lower, at, end) and not duty_words().opener.match(reading.lower, at, end):
            return "implement"
    return "implement"


def _verb_starts(reading: Reading, start: int, end: int) -> list[int]:
    """The start of the duty, then the starts of its first clauses when it opens with an adverbial one."""
    starts = [_past_adverbs(reading, start, end)]
    if duty_words().opener.match(reading.lower, start, end):
        at = start
        for _ in range(4):
            comma = reading.clean.find(", ", at, min(end, start + 300))
            if comma < 0:
                break
            at = comma + 2
            starts.append(_past_adverbs(reading, at, end))
    return starts


def _past_adverbs(reading: Reading, start: int, end: int) -> int:
    while start < end and reading.clean[start] == " ":
        start += 1
    adverbs = _ADVERBS.match(reading.lower, start, end)
    return adverbs.end() if adverbs else start


def partners_of(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The bodies after `phối hợp với`, split at commas (guidelines 8.7)."""
    names: list[str] = []
    match = _WITH.search(reading.lower, start, end)
    if match is None:
        return ()
    stop = noun_phrase_end(reading, match.end(), end)
    at = match.end()
    for separator in [*_PARTNER_BREAK.finditer(reading.lower, match.end(), stop), None]:
        name = reading.value(*reading.trim(at, separator.start() if separator else stop))
        if name:
            names.append(name)
        at = separator.end() if separator else stop
    return tuple(names)


def report_to(reading: Reading, start: int, end: int) -> str | None:
    """The body after `báo cáo`, `gửi ... về`, `phản ánh về`, without `(qua Ban ...)`."""
    for match in _TO.finditer(reading.lower, start, end):
        stop = _BODY_END.search(reading.lower, match.end(), end)
        name = reading.value(*reading.trim(match.end(), stop.start() if stop else end))
        if name:
            return name
    return None


def via(reading: Reading, start: int, end: int) -> str | None:
    """The office a report goes through: `(qua Ban Tuyên giáo - Nữ công)`."""
    match = _VIA.search(reading.lower, start, end)
    if match is None:
        return None
    group = "body" if match["body"] else "bare"
    return reading.value(*reading.trim(*match.span(group))) or None
