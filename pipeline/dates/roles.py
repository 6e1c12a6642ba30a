"""Schedule or reference: whether an action of the plan happens or is due then, or the date only names a term, a year, the past.

Thời gian: Năm 2025 · Năm 2018: Lựa chọn ...      schedule, for the year is a slot of the plan
phương hướng năm 2025 · nhiệm kỳ 2023-2028         reference (guidelines 6.4)
Từ ngày 15/11 đến ngày 20/11/2025 xảy ra mưa lũ    reference in a plan issued on the 21st
"""

from __future__ import annotations

from typing import Literal

from pipeline.dates.meaning import Meaning
from pipeline.dates.phrases import Phrase
from pipeline.rules import pattern

Role = Literal["schedule", "reference"]

_TARGET = pattern(
    r"(?:^|[.;:(\n|/–+-]|\d[.)]|muc tieu(?: cu the| chung| tong quat)?|phan dau|chi tieu(?: cu the)?|lo trinh|"
    r"ke hoach|yeu cau|tien toi|va|hoan thanh|xong) *\Z"
)
_REACHED = pattern(
    r",? ?(?:dat|co|phai|phan dau|hoan thanh|ty le|tang|giam|se(?!\w)|(?:tren |duoi |it nhat |toi thieu |khoang )?\d|:)"
)
_REPORTED = pattern(
    r"(?<!\w)(?:ket qua|tinh hinh|so lieu|bao cao|so ket|ke hoach(?! ban hanh)|nhiem vu|chi tieu)"
    r"(?: (?!trong|vao|den|tu)[a-z]{1,7}){0,2} \Z"
)
_IN_FORCE = pattern(r"(?<!\w)(?:co hieu luc|hieu luc thi hanh)(?: thi hanh)?(?: ke)? \Z")
_SEASON = pattern(
    r"(?<!\w)mua (?:kho|mua|bao|lu|dong|he|xuan|thu|nang|ret)[^.;\n]{0,30}(?:keo dai|thuong|dien ra|bat dau)(?: vao)? ?\Z"
)
_OUTLOOK = pattern(r"(?<!\w)(?:tam nhin|dinh huong|huong toi|chien luoc)(?: [a-z]+){0,3} ?\Z")


def role(phrase: Phrase, said: Meaning, folded: str, issued: str | None, headed: bool) -> Role:
    """`headed`: it stands in the title or the preamble, where a year only names what the plan is about."""
    value = said.value
    past = issued is not None and value is not None and (value.end_date or value.start_date or "") < issued
    sample = phrase.run.form in ("blank_day", "form") and phrase.word is None and not phrase.due
    if sample or phrase.counted or (said.kind == "point" and phrase.word == "until"):
        return "reference"
    if (
        is_season(phrase, folded)
        or _IN_FORCE.search(folded, max(0, phrase.start - 40), phrase.start)
        or _names_report(phrase, folded)
    ):
        return "reference"
    if not phrase.run.parts[-1].whole_years:
        return "reference" if past and said.kind != "deadline" and not phrase.slot else "schedule"
    if phrase.slot and not headed:
        return "schedule"
    if headed or phrase.term or _OUTLOOK.search(folded, max(0, phrase.start - 40), phrase.start):
        return "reference"
    if said.kind == "deadline" and phrase.word == "until" and phrase.run.parts[-1].whole_years:
        return "schedule" if _is_target(phrase, folded) else "reference"
    if said.kind == "deadline" or phrase.onwards:
        return "schedule"
    open_end = value is not None and value.end_date is None
    return "schedule" if open_end and not past else "reference"


def is_season(phrase: Phrase, folded: str) -> bool:
    """`Mùa khô kéo dài từ tháng 11 năm trước đến tháng 4 năm sau` tells how the weather is."""
    return _SEASON.search(folded, max(0, phrase.start - 70), phrase.start) is not None


def _names_report(phrase: Phrase, folded: str) -> bool:
    """`kết quả 6 tháng đầu năm 2021`, `kế hoạch sản xuất quý II` are what is told of, not when."""
    part = phrase.run.parts[0]
    whole = part.quarter is not None or part.months > 1
    bare = phrase.word is None and not phrase.slot and not phrase.due and phrase.time is None
    return whole and bare and _REPORTED.search(folded, max(0, phrase.start - 40), phrase.start) is not None


def _is_target(phrase: Phrase, folded: str) -> bool:
    """`Đến năm 2030, ...` and `phấn đấu đến năm 2030` set a day; `Chiến lược ... đến năm 2030` is a name."""
    if folded.startswith(("den het", "den cuoi"), phrase.start):
        return True
    before = _TARGET.search(folded, max(0, phrase.start - 30), phrase.start)
    return before is not None or _REACHED.match(folded, phrase.end) is not None
