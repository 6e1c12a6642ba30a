"""Recurrences without a calendar date: `định kỳ hằng quý`, `thứ Sáu hằng tuần`, `lúc 5 giờ 30 phút hằng ngày`.

EDTF cannot say them; they are given by their rule (guidelines 10.4). A bare `hằng năm` is none (10.13), nor is `hằng ngày`
without a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.dates.clock import CLOCK, clock_time
from pipeline.dates.entries import Entry
from pipeline.rules import pattern

_EVERY = pattern(r"h[àằ]ng (?P<unit>ngày|tuần|tháng|quý)(?!\w)|định kỳ (?P<months>0?[369]|12) tháng(?:(?: một|/) ?lần)?(?!\w)")
_CUES = ("hằng ", "hàng ", "định ")
_LEAD = pattern(
    rf"(?<!\w)(?:(?P<before>truoc|cham nhat)(?: la)? |(?:vao|luc) )?(?:(?P<clock>{CLOCK}),? )?"
    r"(?:(?:vao )?(?:(?P<day>(?<!tuan\x20)thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)|ngay (?P<monthday>\d{1,2})"
    r"|cuoi|dau),? )?(?:tuan dau |cua )?\Z"
)
_DAYS = {
    "hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA",
    "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA",
}  # fmt: skip
_FREQUENCY = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "quý": "MONTHLY;INTERVAL=3"}


def rhythms(lower: str, folded: str, start: int, end: int) -> Iterator[Entry]:
    """The recurrences of a stretch of text that no calendar date is part of."""
    for every in _everies(lower, start, end):
        lead = _LEAD.search(folded, max(start, every.start() - 70), every.start())
        if every["months"]:
            yield _entry(every.start(), every.end(), f"FREQ=MONTHLY;INTERVAL={int(every['months'])}", None, False)
        elif lead is not None and lead["monthday"] is None and (every["unit"] != "ngày" or lead["clock"]):
            time = clock_time(lead["clock"]) if lead["clock"] else None
            yield _entry(
                _start(lead, every), every.end(), _rule(every["unit"], lead["day"], time), time, lead["before"] == "truoc"
            )


def _everies(lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for cue in _CUES:
        at = lower.find(cue, start, end)
        while at >= 0:
            if every := _EVERY.match(lower, at, end):
                yield every
            at = lower.find(cue, at + len(cue), end)


def _start(lead: re.Match[str], every: re.Match[str]) -> int:
    return lead.start() if lead["day"] or lead["clock"] or lead["before"] else every.start()


def _rule(unit: str, day: str | None, time: str | None) -> str:
    rule = f"FREQ={_FREQUENCY[unit]}"
    if day is not None:
        rule += f";BYDAY={_DAYS.get(day.split()[-1], 'SU')}"
    if time is not None and unit == "ngày":
        hour, minute = time.split(":")
        rule += f";BYHOUR={int(hour)};BYMINUTE={int(minute)}"
    return rule


def _entry(start: int, end: int, rule: str, time: str | None, exclusive: bool) -> Entry:
    return Entry(start, end, "recurring", None, "schedule", "date.rhythm", time=time, exclusive=exclusive or None, rrule=rule)
