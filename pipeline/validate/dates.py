"""Checks of everything that is a date: form, bounds, kinds, recurrences, anniversaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import edtf
from pipeline.plan import Anniversary, DateExpression, Plan
from pipeline.validate.problem import Finding, short
from pipeline.validate.reading import folded, in_order, integers, numbers, said, same, words, years

_TIME = re.compile(r"(?:[01][0-9]|2[0-4]):[0-5][0-9]")
_RRULE = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]{2,12}=[A-Z0-9,+-]{1,200}){0,12}")
_LUNAR = {"am", "tet", "chap", "gieng", "mung", "mong", "ram"}


def edtf_form(field: str, value: str | None) -> Iterator[Finding]:
    try:
        edtf.parse(value or "2000")
    except ValueError as error:
        yield field, str(error)


def bounds_agree(value: str | None, start: str | None, end: str | None) -> Iterator[Finding]:
    """`start_date` and `end_date` are the bounds of the EDTF string; behind `~` they may lie inside."""
    date = _parsed(value)
    if value is not None and date is None:
        return
    first = date.start if isinstance(date, edtf.Interval) else date
    last = date.end if isinstance(date, edtf.Interval) else date
    for field, day, side, bound in (("start_date", start, first, 0), ("end_date", end, last, 1)):
        allowed = side.bounds if side else (None, None)
        if side and side.approximate and day is not None and None not in allowed:
            right = (allowed[0] or "") <= day <= (allowed[1] or "")
        else:
            right = day == allowed[bound]
        if not right:
            yield field, f"is {day}, {value} gives {allowed[bound]}"
    if start is not None and end is not None and start > end:
        yield "end_date", f"{end} is before start_date {start}"


def _parsed(value: str | None) -> edtf.Date | edtf.Interval | None:
    try:
        return edtf.parse(value) if value is not None else None
    except ValueError:
        return None


def date(item: DateExpression, plan: Plan) -> Iterator[Finding]:
    yield from edtf_form("edtf", item.edtf)
    yield from bounds_agree(item.edtf, item.start_date, item.end_date)
    yield from _kind(item)
    yield from _recurrence(item)
    if item.time is not None and not _TIME.fullmatch(item.time):
        yield "time", f"{item.time!r} is not HH:MM"
    if item.edtf is not None and item.approximate != ("~" in item.edtf):
        yield "approximate", f"is {item.approximate}, the date is {item.edtf}"
    yield from _printed_years(item, plan)
    printed = said(plan.text, item.span)
    if not same(item.raw, printed):
        yield "raw", f"is {short(item.raw)}, the span says {short(printed)}"


def _kind(item: DateExpression) -> Iterator[Finding]:
    if item.kind == "deadline":
        if item.edtf is not None and not item.edtf.startswith("../"):
            yield "edtf", f"{item.edtf} is no deadline: a deadline is ../D"
        if item.exclusive is None:
            yield "exclusive", "is null, a deadline includes its day or not"
    elif item.exclusive is not None and item.kind != "recurring":
        yield "exclusive", f"is given for a {item.kind}"
    if item.edtf is None and item.relative_to is None and item.rrule is None:
        yield "edtf", "is null without relative_to or rrule"


def _recurrence(item: DateExpression) -> Iterator[Finding]:
    value = _parsed(item.edtf)
    if value is not None and value.repeats != (item.kind == "recurring"):
        yield "kind", f"is {item.kind}, the date is {item.edtf}"
    if item.rrule is None:
        return
    if item.kind != "recurring":
        yield "rrule", f"is given for a {item.kind}"
    if not _RRULE.fullmatch(item.rrule):
        yield "rrule", f"{item.rrule!r} is no rule of RFC 5545"
    elif isinstance(value, edtf.Date):
        parts = dict(part.split("=") for part in item.rrule.split(";"))
        for name, number in (("BYMONTH", value.month), ("BYMONTHDAY", value.day)):
            if name in parts and number is not None and parts[name] != str(number):
                yield "rrule", f"{name} is {parts[name]}, the date is {item.edtf}"


def _printed_years(item: DateExpression, plan: Plan) -> Iterator[Finding]:
    """A stated date prints its years, a period over New Year its second; a lunar day may fall into the next one."""
    if item.evidence != "stated" or item.edtf is None:
        return
    printed = said(plan.text, *item.mentions)
    here, there = years(item.edtf), years(printed)
    lunar = not _LUNAR.isdisjoint(words(folded(printed)))
    allowed = there | {year + 1 for year in there} if lunar else there
    if _crosses_new_year(item):
        allowed = allowed | {year - 1 for year in there}
    two_figures = integers(printed)
    if wrong := {year for year in here - allowed if year % 100 not in two_figures}:
        yield "edtf", f"{item.edtf}: {_listed(wrong)} is not printed in {short(printed)}"
    missing = years(said(plan.text, item.span)) - here
    if missing and not lunar:
        yield "edtf", f"{item.edtf} lacks {_listed(missing)} of {short(printed)}"


def _crosses_new_year(item: DateExpression) -> bool:
    start, end = item.start_date or "", item.end_date or ""
    return start[:4] < end[:4] and start[5:] > end[5:]


def anniversary(item: Anniversary, plan: Plan) -> Iterator[Finding]:
    yield from edtf_form("start", item.start)
    yield from edtf_form("end", item.end)
    start, end = year_of(item.start), year_of(item.end)
    known = start is not None and end is not None and item.years is not None
    consistent = (end or 0) - (start or 0) == item.years if known else None
    if item.consistent != consistent:
        yield "consistent", f"is {item.consistent}, {item.start} and {item.end} with {item.years} years give {consistent}"
    if item.evidence != "stated":
        return
    printed = said(plan.text, *item.mentions)
    for field, value in (("years", item.years), ("start", start), ("end", end)):
        if value is not None and value not in numbers(printed) | integers(printed):
            yield field, f"{value} is not printed in {short(printed)}"
    if not in_order(item.event, printed):
        yield "event", f"{short(item.event)} is not printed in {short(printed)}"


def year_of(text: str | None) -> int | None:
    """The year of a date string that names exactly one."""
    value = _parsed(text)
    return value.year if isinstance(value, edtf.Date) else None


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
