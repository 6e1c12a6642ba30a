"""Signs that a number counts nothing: it is part of a name, an ordinal, a time of day, an age, a year, or tells how things stand.

phường 3 · Mục tiêu 1: · lúc 7 giờ · từ 18 tuổi · Đợt 1 năm 2024 · đã vận động 120 hộ · giảm từ 23 ca (xuống 18)
"""

from __future__ import annotations

import re

from pipeline.quantities.figures import Figure
from pipeline.quantities.units import Unit
from pipeline.quantities.words import QuantityWords
from pipeline.rules import pattern

_EACH = pattern(r"(?<!\w)(?:mỗi|từng|bình quân|trung bình|các)(?: \w+){1,2} ?\Z")
_REPORT_SPAN = pattern(r"\(\d{1,2} tháng\)")
_TITLE = pattern(
    r"(?<!\w)(?:Chương trình|Đề án|Phong trào|Cuộc vận động|Dự án|Nghị quyết|Quỹ|Chiến dịch|Chương trình mục tiêu) ?\Z"
)
_DURING = pattern(r"(?:trong|vòng|sau|đủ|thời gian|thời lượng|giai đoạn|mỗi (?:ngày|ca|buổi|tuần)(?: [^\W\d_]+){0,4}|\(|:) ?\Z")
_DATE_BEHIND = pattern(r" ?\d{1,2}[/.-]\d")
_TRUE_MINIMUM = ("ít nhất", "tối thiểu", "không dưới")
_LATEST_HOUR = 23
_AFTER_HOUR = pattern(r"(?<!\w)sau \Z")
_HOUR_BEFORE = pattern(r"(?:giờ|\d ?[hg]) ?\Z")
_CLOCK_BEFORE = pattern(r"(?:lúc|vào|đến|từ|hồi|trước|-|–|giờ) ?\Z")
_OF_DAY = pattern(r" ?(?:\d|phút|sáng|trưa|chiều|tối|thứ|ngày|hằng|hàng)")
_WORKING = pattern(r" ?(?:làm việc|học|đầu|kể từ|liên tục|/)")
_ONCE = pattern(r" ?khi(?!\w)")
_YEAR_AFTER = pattern(r" ?(?:[-–—,(]? ?)?\d{4}")
_NUMBER_AFTER = pattern(r" ?(?:\d|i{1,3}(?!\w)|iv(?!\w))")
_PAST_SPAN = pattern(
    r" ?(?:tới(?!\w)|tiếp theo|kế hoạch|qua(?!\w)|trước(?!\w)|gần đây|vừa qua|trở lại đây|thành lập|tuổi|xây dựng và phát triển)"
)
_THROUGH = pattern(r"(?<!\w)(?:qua|trải qua|suốt) ?\Z")
_SINCE = pattern(r"(?<!\w)(?:sau|hơn|gần) ?\Z")
_SUMMING_UP = pattern(r"(?<!\w)(?:kỷ niệm|sơ kết|tổng kết) ?\Z")
_DONE = pattern(r" ?(?:liên tục )?(?:thực hiện|triển khai|thi hành|đổi mới|xây dựng|hoạt động)")
_ONE_HALF_YEAR = pattern(r" ?(?:đầu|cuối)(?: năm)?|,? (?:và )?(?:\d+ tháng|(?:hằng |hàng |cuối |cả |một |1 )?năm(?! \d))|/lần")
_AGE = pattern(r"(?: ?(?:đến|-|–) ?(?:dưới )?\d{1,3}(?: (?:tháng|năm))?)? ?(?:tháng |năm )?tuổi(?!\w)")
_BASELINE = pattern(r" ?(?:[^.;,\n]{0,40} )?(?:xuống|lên|còn)(?: còn)? ?(?:dưới |trên |khoảng |ít nhất |tối thiểu )?\d")
_FROM = pattern(r"(?<!\w)từ (?:khoảng |mức |trên )?\Z")
_DAYS = pattern(r"(?<!\w)(?:ngày|tuần|tháng|quý|năm) \Z")
_TIMES_A = pattern(r"(?:lần|buổi|bữa|kỳ)(?!\w)")
_CHILD = pattern(r"(?<!\w)(?:trẻ|cháu|bé|trẻ em)(?: (?:dưới|trên|từ))? \Z")
_RACE = pattern(r"(?<!\w)(?:chạy|cự ly|bơi|tiếp sức|đi bộ)[^;:\n]{0,40}\Z")
_GRADE = pattern(r"(?<!\w)(?:(?<!các\x20)loại|cỡ|dung tích|tải trọng|trọng tải|khổ(?: [^\W\d_]+)?|chai|lọ|ống|hộp|thế hệ) ?\Z")
_LAND = pattern(r"(?<!\w)(?:biên giới|bờ biển|bờ sông|bờ kè)[^.;,\d]{0,30} dài (?:hơn |trên |gần |khoảng )?\Z")
_SMALL = ("mm", "cm", "ml", "mg")
_TEAM = pattern(r"(?<!\w)(?:bóng (?:đá|rổ|chuyền|ném)|futsal)(?: mini| nam| nữ| bãi biển){0,2} \Z")
_LIST_BEFORE = pattern(r"(?:\d{1,3}(?:, ?| và ))+\Z")
_BETWEEN = pattern(r"(?<!\w)giữa \Z")
_BOTH = pattern(r"hai (?:bên|cơ quan|ngành|phía|sở|ban|đơn vị(?! (?:được|đăng|điểm|tiêu)))(?!\w)")
_CODE = re.compile(r"(?<![\w.])[A-ZĐ]{2,4} \Z")
_OFTEN = pattern(r"(?:ngày|tuần|tháng|quý|năm) ?/ ?(?:0?1 )?lần(?!\w)")
_SEATS = pattern(r"(?<!\w)(?:xe|ô tô|máy bay|tàu|loại) [^\d\n]{0,20}\Z")
_YEAR_FIRST = pattern(
    r"[ \x2d+•*(]*(?:trong |đến (?:hết |cuối )?|kết thúc |kết quả (?:thực hiện )?|riêng )?"
    r"năm (?:học )?(?P<year>(?:19|20)\d\d)(?: ?[-–] ?(?P<last>(?:19|20)\d\d))?(?!\d| ?[-–])"
)
_WHOLE_HAS = pattern(
    r"(?<!\w)toàn (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) (?:hiện )?có (?:khoảng |trên |gần |hơn )?"
    r"[\d.]{1,12} (?:hộ|nhân khẩu|khẩu|dân|người|thôn|bản|ấp|khóm|khu phố|tổ dân phố|km2|km²|ha)(?!\w)(?! [^.;,]{0,20}đạt)"
)
_HAS_JUST = pattern(
    r"[ \x2d+•*\d.)/]{0,8}(?:toàn )?(?:trường|nhà trường|bệnh viện|thành phố|thị xã|huyện|quận|xã|phường|"
    r"tỉnh|ngành|đơn vị|công ty|hội)"
    r"(?: [^\W\d_]+){0,4} (?:hiện )?có (?:[\d.]{1,7} [^.;,\d]{2,24}(?: với |, ))?(?!\d{1,3}\.\d00(?!\d))\d{1,3}\.\d{3}(?!\d)"
)
"""`Trường có 32 lớp với 1.356 học sinh`: so exact a number is counted, not aimed at."""
_SCALE = pattern(r"(?<!\w)lệ (?:1/[\d.]{1,7},? (?:và )?){0,3}\Z")
_AIMED = pattern(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|sẽ|đến năm|năm \d{4})(?!\w)")
_TOP = pattern(r"(?<!\w)(?:nhóm|tốp|top) \Z")
_LEADING = pattern(r"(?: [^\W\d_]+){0,2} (?:dẫn đầu|đứng đầu|hàng đầu|cao nhất|tốt nhất|đầu)(?!\w)")
_SENTENCE_MARKS, _CLAUSE_MARKS = "\n!?", "\n!?;"
SENTENCE_END = re.compile(r"[.](?!\d)|[\n!?]")
_FAR = 300


def is_time_of_day(lower: str, figure: Figure, unit: Unit) -> bool:
    """`7 giờ 30 phút`, `16 giờ`; but `trong 24 giờ`, `0-48 giờ` last."""
    word = lower[unit.start : unit.end]
    if not word.startswith(("giờ", "phút", "tiếng")):
        return False
    if word.startswith("phút"):
        return _HOUR_BEFORE.search(lower, max(0, figure.start - 6), figure.start) is not None
    if _OF_DAY.match(lower, unit.end):
        return True
    if _AFTER_HOUR.search(lower, max(0, figure.start - 4), figure.start) and figure.low <= _LATEST_HOUR:
        return (_WORKING.match(lower, unit.end) or _ONCE.match(lower, unit.end)) is None
    lead = lower[max(0, figure.start - 40) : figure.start]
    lasts = _WORKING.match(lower, unit.end) or "/" in word or figure.high is not None or _DURING.search(lead)
    return not lasts


def lasts(lower: str, start: int, comparator: str, figure: Figure) -> bool:
    """Whether hours behind a comparator last: `trước ít nhất 04 giờ`; `sau 16 giờ` is a time of day, `sau 72 giờ` is not."""
    if comparator in ("exact", "approx"):
        return False
    if lower.startswith("sau ", start):
        return figure.low > _LATEST_HOUR
    return lower.startswith(_TRUE_MINIMUM, start) or _CLOCK_BEFORE.search(lower, max(0, start - 8), start) is None


def is_date_part(lower: str, figure: Figure, unit: Unit) -> bool:
    """`Đợt 1 năm 2024`, `20 tháng 9`, `1 ngày 14-5`."""
    word = lower[unit.start : unit.end]
    if word == "năm":
        return _YEAR_AFTER.match(lower, unit.end) is not None and lower[unit.end : unit.end + 2].strip() != "("
    if word == "ngày" and _DATE_BEHIND.match(lower, unit.end):
        return True
    if word == "ngày" and _DURING.search(lower, max(0, figure.start - 40), figure.start):
        return False
    return word in ("tháng", "ngày", "quý", "tuần") and _NUMBER_AFTER.match(lower, unit.end) is not None


def is_span_of_past(lower: str, figure: Figure, unit: Unit) -> bool:
    """`05 năm qua`, `sau 5 năm thực hiện`, `6 tháng đầu năm`."""
    if _OFTEN.match(lower, unit.start):
        return True
    word = lower[unit.start : unit.end].split("/")[0]
    if word not in ("năm", "tháng", "ngày", "tuần", "quý"):
        return False
    if _PAST_SPAN.match(lower, unit.end) or _THROUGH.search(lower, max(0, figure.start - 12), figure.start):
        return True
    if word == "tháng" and _REPORT_SPAN.match(lower, figure.start - 1):
        return True
    if word == "tháng" and _ONE_HALF_YEAR.match(lower, unit.end):
        return True
    if _SUMMING_UP.search(lower, max(0, figure.start - 12), figure.start):
        return True
    return bool(_SINCE.search(lower, max(0, figure.start - 12), figure.start) and _DONE.match(lower, unit.end))


def is_age(lower: str, figure: Figure, unit: Unit | None) -> bool:
    if unit is not None and unit.kind == "time" and _CHILD.search(lower, max(0, figure.start - 14), figure.start):
        return lower.startswith(("tháng", "tuổi"), unit.start)
    return _AGE.match(lower, figure.end) is not None or (unit is not None and _AGE.match(lower, unit.end) is not None)


def is_baseline(lower: str, figure: Figure, unit: Unit) -> bool:
    """The first of `giảm từ 23 ca xuống 18 ca`."""
    before = _FROM.search(lower, max(0, figure.start - 16), figure.start)
    return before is not None and _BASELINE.match(lower, unit.end) is not None


def is_one_of_few(lower: str, figure: Figure) -> bool:
    """`giữa 02 ngành`, `hai bên`: the very ones the plan speaks of, no count of it."""
    if _BETWEEN.search(lower, max(0, figure.start - 6), figure.start):
        return True
    return figure.low == 2 and _BOTH.match(lower, figure.start) is not None


def is_ordinal(lower: str, clean: str, figure: Figure, unit: Unit | None, words: QuantityWords) -> bool:
    """`phường 3`, `Mục tiêu 1:`, `chương 72, 84, 85`, `IR 50404`; but `mỗi lớp 50 học viên` and
    `Tổng số: 1.050 học sinh` count."""
    if figure.low == 1 and _SCALE.search(lower, max(0, figure.start - 24), figure.start):
        return True  # `bản đồ tỷ lệ 1/500, 1/1.000`
    if figure.end - figure.start > 3 and clean[figure.start : figure.end].isdigit() and _is_code(clean, figure.start):
        return True
    if (listed := _LIST_BEFORE.search(lower, max(0, figure.start - 16), figure.start)) and not figure.zeroed:
        figure = figure._replace(start=listed.start())
    if _TITLE.search(clean, max(0, figure.start - 22), figure.start):
        return True
    if unit is not None and _TIMES_A.match(lower, unit.start) and _DAYS.search(lower, max(0, figure.start - 8), figure.start):
        return False
    if words.ordinal.search(lower, max(0, figure.start - 18), figure.start):
        if words.compound.search(lower, max(0, figure.start - 24), figure.start):
            return False
        if _EACH.search(lower, max(0, figure.start - 24), figure.start):
            return False
        if unit is not None and unit.kind != "open" and ":" in lower[max(0, figure.start - 2) : figure.start]:
            return False
        counted = unit is not None and unit.kind != "open"
        if figure.low != int(figure.low) or _is_top(lower, figure, unit):
            return False
        strong = counted and (
            figure.zeroed or figure.high is not None or (unit is not None and unit.kind in ("share", "money", "time"))
        )
        return not strong
    return False


def _is_top(lower: str, figure: Figure, unit: Unit | None) -> bool:
    """`nhóm 15 tỉnh, thành phố dẫn đầu`."""
    leading = unit is not None and _LEADING.match(lower, unit.end) is not None
    return leading and _TOP.search(lower, max(0, figure.start - 6), figure.start) is not None


def _is_code(clean: str, start: int) -> bool:
    return _CODE.search(clean, max(0, start - 6), start) is not None


def is_grade(lower: str, figure: Figure, unit: Unit, words: QuantityWords) -> bool:
    """`xe ô tô 7 chỗ`, `sản phẩm đạt 4 sao`, `đường dây 35kV`, `chạy 100m`, `loại 0,5 ml`, `súng cối 60 mm`."""
    compared = words.comparator_ends.search(lower, max(0, figure.start - 12), figure.start) is not None
    if (
        unit.kind == "measure"
        and not compared
        and (
            _RACE.search(lower, max(0, figure.start - 50), figure.start)
            or _GRADE.search(lower, max(0, figure.start - 16), figure.start)
            or _LAND.search(lower, max(0, figure.start - 60), figure.start)
            or (figure.high is None and lower[unit.start : unit.end] in _SMALL and lower[figure.start - 1 : figure.start] == " ")
        )
    ):
        return True
    if unit.kind == "noun" and lower.startswith("người", unit.start):
        return _TEAM.search(lower, max(0, figure.start - 30), figure.start) is not None
    if lower.startswith("sao", unit.start) or (unit.kind == "open" and unit.start == figure.end):
        return True
    return lower.startswith("chỗ", unit.start) and _SEATS.search(lower, max(0, figure.start - 30), figure.start) is not None


def clause_start(lower: str, offset: int, floor: int) -> int:
    """Where the clause begins that holds the offset."""
    return _behind_last(_CLAUSE_MARKS, lower, offset, floor)


def tells_facts(lower: str, offset: int, floor: int, words: QuantityWords, issued: str | None) -> bool:
    """Whether the words before a number speak of what is or was: `đã vận động`, `Năm 2023, ...` in a plan of 2024."""
    sentence = sentence_start(lower, offset, floor)
    clause = clause_start(lower, offset, sentence)
    if "mỗi " in lower[clause:offset] and "đã " not in lower[clause:offset]:
        return False
    if words.clause_fact.search(lower, clause, offset):
        return True
    if words.target.search(lower, clause, offset):
        return False
    if "phấn đấu" in lower[sentence:offset]:
        return False
    if _HAS_JUST.match(lower, sentence) and not _AIMED.search(lower, sentence, offset):
        return True
    whole = _WHOLE_HAS.search(lower, sentence, offset + _FAR)
    if whole and whole.start() < offset and not _AIMED.search(lower, sentence, whole.start()):
        return True
    years = (_YEAR_FIRST.match(lower, start) for start in (sentence, clause))
    past = any(year is not None and issued is not None and year.end() < offset and _is_past(year, issued) for year in years)
    return past or words.fact.search(lower, sentence, offset) is not None


def _is_past(year: re.Match[str], issued: str) -> bool:
    """A year before that of issue, or a school year that has ended."""
    if year["last"]:
        return f"{year['last']}-07" < issued
    return year["year"] < issued[:4] or (year["year"] == issued[:4] and issued[5:7] == "12")


def sentence_start(lower: str, offset: int, floor: int) -> int:
    """Where the sentence begins that holds the offset."""
    return _behind_last(_SENTENCE_MARKS, lower, offset, floor)


def _behind_last(marks: str, lower: str, offset: int, floor: int) -> int:
    """The place behind the last mark or full stop before an offset; the dot in `1.500` is none."""
    start = max(floor, offset - _FAR)
    for mark in marks:
        at = lower.rfind(mark, start, offset)
        if at >= 0:
            start = at + 1
    stop = lower.rfind(".", start, offset)
    while stop >= 0 and stop + 1 < offset and lower[stop + 1].isdecimal():
        stop = lower.rfind(".", start, stop)
    return max(start, stop + 1)
