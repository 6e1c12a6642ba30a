"""Feasts: a Tết with its year, a named day without one.

Tết Nguyên đán Giáp Thìn 2024     a period of 2024 labelled `Tết Nguyên đán Giáp Thìn`
ngày gia đình Việt Nam 28/6       28/6 is a day, for a feast is named; in `đạt 2/3 số phiếu` it is a fraction
"""

from __future__ import annotations

import re

from pipeline.dates.chains import Run
from pipeline.layout import Layout
from pipeline.lexicon.anniversaries import anniversary
from pipeline.rules import pattern

_STEM = r"(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)"
_BRANCH = r"(?:ty|ti|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)"
_TET = pattern(
    r"(?<!\w)(?P<feast>tet(?: (?:nguyen dan|am lich|duong lich|trung thu|doc lap|thieu nhi|co truyen|doan ngo))?"
    rf"(?: co truyen)?(?:,? {_STEM} {_BRANCH})?|xuan {_STEM} {_BRANCH}|mua xuan {_STEM} {_BRANCH})(?:,? nam)?[ (-]*\Z"
)
_NAMED_DAY = re.compile(r"(?<!\w)(?P<word>[Nn]gày|[Ll]ễ) +(?P<name>[^\d.;:()\n]{2,100}?)(?P<open> *\( *| +)\Z")
_VERBS = pattern(r"(?<!\w)(?:đạt|là|có|được|bằng|trong|với|làm việc|phải|ít nhất|tối thiểu|trên|dưới|chiếm|tổng số|khoảng)(?!\w)")
_CUE = pattern(
    r"(?<!\w)(?:tu|den|truoc|sau|dip|le|cham nhat|het|vao|sang|trua|chieu|toi|ngay|khai mac|be mac|so ket|tong ket|chung ket|"
    r"ra quan|phat dong|bat dau|ket thuc|(?:dot|vong|lan) (?:\d{1,2}|[ivx]{1,4}|nhat|hai|ba|tu|cuoi))(?: vao| ngay)?:? ?\Z"
)
_SET_APART = pattern(r"[(:] ?\Z")
_CLAUSE = re.compile(r"[\d.;:)\n]")
_LONGEST_NAME = 110
_GOES_ON = re.compile(
    r" *(?:[.,;:)\n\]/–”\"|-]|\Z|(?:và|hoặc|hằng|hàng|để|tại|tới|đến|thì|do|ở|năm|với|theo|nhằm|gắn|các|trên|cho)(?!\w))"
)
_YEAR_GOES_ON = re.compile(r" *(?:[.,;:)\n\]*–|-]|\Z|(?:và|hoặc|trở|đạt|có|là|của|để|theo|cho)(?!\w))")
_YEAR_CUE = pattern(r"(?<!\w)(?:den|tu|truoc|sau|het|trong|nam|va|[-–(]) ?\Z")


def feast(layout: Layout, run: Run) -> tuple[int, str] | None:
    """Where the name of the feast begins that a year belongs to, and the name."""
    if run.form != "year":
        return None
    match = _TET.search(layout.folded, max(0, run.start - 60), run.start)
    if match is None:
        return None
    return match.start(), " ".join(layout.clean[match.start() : match.end("feast")].split())


def named_day(clean: str, run: Run) -> int | None:
    """Where the name of a feast begins that `28/6` closes: at its `ngày`, or at the run where a bracket or no `ngày` holds it."""
    left = max(0, run.start - _LONGEST_NAME)
    match = _NAMED_DAY.search(clean, left, run.start)
    if match is not None and _is_name(match["name"], match["word"] == "Ngày" and "(" in match["open"]):
        return run.start if "(" in match["open"] else match.start()
    words = _CLAUSE.split(clean[left : run.start])[-1].rstrip("( ").split()
    return run.start if any(anniversary(" ".join(words[-size:])) for size in range(1, min(9, len(words)) + 1)) else None


def _is_name(words: str, named: bool) -> bool:
    return not _VERBS.search(words.lower()) and (named or any(c.isupper() for c in words) or anniversary(words) is not None)


def is_day(layout: Layout, run: Run, *, in_slot: bool) -> bool:
    """Whether a bare `28/6` is a day and no fraction: introduced like a date, closing the name of a feast, `(04/3 - 10/3)`.

    `in_slot` tells that it stands behind `Thời gian:` or in a column of that name, where a fraction has a unit (`1/2 ngày`).
    """
    if not _GOES_ON.match(layout.lower, run.end):
        return False
    if in_slot:
        return True
    if run.form == "range" and _SET_APART.search(layout.folded, max(0, run.start - 3), run.start):
        return True
    return _CUE.search(layout.folded, max(0, run.start - 20), run.start) is not None or named_day(layout.clean, run) is not None


def is_year(layout: Layout, run: Run) -> bool:
    """Whether a bare `2030` is a year and no count."""
    goes_on = _YEAR_GOES_ON.match(layout.lower, run.end) is not None
    return goes_on and _YEAR_CUE.search(layout.folded, max(0, run.start - 14), run.start) is not None
