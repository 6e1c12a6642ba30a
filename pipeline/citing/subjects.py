"""Where the subject of a cited paper ends."""

from __future__ import annotations

import re
from functools import cache

from pipeline.citing.patterns import spaced
from pipeline.citing.words import phrases

_QUOTED = '“”"'
_ALIAS = spaced(
    r"\( *(?:(?:[^\W\d]++ ){0,4}?(?:sau đây|dưới đây|gọi (?:tắt|là|chung)|viết tắt|kèm theo|nếu có)(?!\w)"
    r"|(?:nghị quyết|quyết định|kế hoạch|chỉ thị|nghị định|thông tư|chương trình|kết luận|đề án|chiến lược)(?!\w)[^()\n]{0,50}\))"
)
_HEAD = spaced(
    r",? *(?:ủy|uỷ|ubnd|ban|bộ|sở|phòng|liên|lđlđ|hội|đoàn|tỉnh|thành|huyện|xã|công|trường|bệnh|trung|đảng|chi|cục|tổng|nhà|"
    r"chủ tịch|mặt|thường|tòa|toà|viện|học viện|tiểu|tổ|kho|btv|bch|mttq|hđnd|trưởng|giám đốc|"
    r"bảo hiểm|bhxh|ngân hàng|văn phòng|thanh tra|quận|khoa)(?!\w)"
)
_FURTHER = spaced(r", *(?:trên cơ sở|theo đề nghị|xét đề nghị|căn cứ|sau khi|để triển khai|để thực hiện|nhằm) ")
_ENACTS = spaced(r"xây dựng|ban hành|triển khai|lập|tổ chức|phát động|đề ra|thông báo|hướng dẫn|cụ thể hóa|yêu cầu|báo cáo")
_ENACTING_ROOM = 260
_MOST = 900


def subject_end(lower: str, start: int, limit: int, *, formal: bool) -> int:
    """The end of the subject that begins at `start`, at most `limit`, where the block or the next paper's turn comes.

    A clause ends at `;`, at a full stop, before an alias in brackets, before the enacting sentence; in running text (not
    `formal`) also before words that resume the sentence. Quotation marks and brackets shield what they hold.
    """
    limit = min(limit, start + _MOST)
    quoted = lower[max(0, start - 2) : start].rstrip()[-1:] in ("“", '"')
    nested, at, shields = 0, start, True
    while match := _breaks(formal).search(lower, at, limit):
        mark, here, at = match[0], match.start(), match.end()
        if mark in "|\n":
            return here
        if mark in _QUOTED:
            if mark == "“" and quoted and shields:  # an unclosed quotation mark shields nothing
                at, shields = start, False
            quoted = shields and (mark == "“" or (mark == '"' and not quoted))
        elif mark == "(":
            if not quoted and not nested and _ALIAS.match(lower, here, limit):
                return here
            nested += 1
        elif mark == ")":
            if not nested:
                return here
            nested -= 1
        elif not quoted and not nested and _ends(lower, mark, here, limit, formal):
            return here
    return limit


@cache
def _breaks(formal: bool) -> re.Pattern[str]:
    stops = phrases("basis_stops" if formal else "subject_stops")
    return re.compile(rf"[;|“”\"(),\n]|\.(?=\x20|$)|\[\d|(?<!tiến)\x20(?={stops})")


def _ends(lower: str, mark: str, here: int, limit: int, formal: bool) -> bool:
    if mark != ",":
        return True
    if formal:
        return enacting(lower, here, limit) or bool(_FURTHER.match(lower, here, limit))
    while here + 1 < limit and lower[here + 1] == " ":
        here += 1
    return bool(_resuming().match(lower, here + 1, limit))


@cache
def _resuming() -> re.Pattern[str]:
    return re.compile(phrases("subject_stops"))


def enacting(lower: str, at: int, end: int) -> bool:
    """Whether the enacting sentence begins at `at`: `, Ủy ban nhân dân tỉnh ban hành Kế hoạch`."""
    head = _HEAD.match(lower, at, end)
    if head is None:
        return False
    stop = min(end, at + _ENACTING_ROOM)
    verb = _ENACTS.search(lower, head.end(), stop)
    if verb is None:
        return False
    plan = min(
        (found for found in (lower.find("kế hoạch", verb.end(), stop), lower.find("như sau", verb.end(), stop)) if found > 0),
        default=-1,
    )
    return plan > 0 and not any(mark in lower[at + 1 : plan] for mark in ".;|")
