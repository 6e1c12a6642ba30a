"""Deadlines and events of all plans as a calendar (RFC 5545).

    b"".join(calendar(store))       BEGIN:VCALENDAR ... one VEVENT for each date of a plan's own schedule

A deadline stands on the last day that keeps it: `trước ngày 25/4` on the 24th, `chậm nhất ngày 25/4` on the 25th. Times that only
another event fixes have no day and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from pipeline.store.database import Store
from pipeline.store.tables import dates, plans, responsibilities

_LINE = 73
"""Bytes of a line, so that with the blank of a continued one it has at most 75."""


def calendar(store: Store) -> Iterator[bytes]:
    """The lines of the file, folded and ended as the standard has it."""
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kehoach//plans//VI")
    columns = (dates.c.plan_no, dates.c.no, dates.c.id, dates.c.kind, dates.c.start_date, dates.c.end_date, dates.c.exclusive)
    asked = select(
        *columns, dates.c.rrule, dates.c.raw, plans.c.id.label("plan"), plans.c.number, plans.c.title, plans.c.issue_start
    )
    own = asked.join(plans, plans.c.no == dates.c.plan_no).where(dates.c.role == "schedule").order_by(plans.c.no, dates.c.no)
    with store.reading() as connection:
        tasks = defaultdict(list)
        due = select(
            responsibilities.c.plan_no, responsibilities.c.deadline_no, responsibilities.c.actor, responsibilities.c.task
        )
        for plan, deadline, actor, task in connection.execute(due.where(responsibilities.c.deadline_no.is_not(None))):
            tasks[plan, deadline].append(f"{actor}: {task}")
        for row in connection.execute(own):
            yield from _event(row, tasks[row.plan_no, row.no])
    yield from _lines("END:VCALENDAR")


def _event(row: Any, tasks: list[str]) -> Iterator[bytes]:
    first, last = row.start_date, row.end_date
    if row.kind == "deadline" and last is not None:
        first = last = last - timedelta(days=1) if row.exclusive and last > date.min else last
    elif row.kind == "recurring":
        first = last = first or row.issue_start
    first, last = first or last, last or first
    if first is None or last is None:
        return
    stop = min(max(first, last), date.max - timedelta(days=1)) + timedelta(days=1)
    yield from _lines(
        "BEGIN:VEVENT",
        f"UID:{row.plan}/{row.id}@kehoach",
        f"DTSTAMP:{_day(row.issue_start or first)}T000000Z",
        f"DTSTART;VALUE=DATE:{_day(first)}",
        *([f"DTEND;VALUE=DATE:{_day(stop)}"] if stop > first else ()),
        *([f"RRULE:{row.rrule}"] if row.rrule and row.kind == "recurring" else ()),
        f"SUMMARY:{_text(' - '.join(filter(None, (row.number, row.raw, *tasks[:1]))))}",
        f"DESCRIPTION:{_text(chr(10).join(filter(None, (row.title, *tasks))))}",
        f"CATEGORIES:{row.kind}",
        "END:VEVENT",
    )


def _day(day: date) -> str:
    return f"{day:%Y%m%d}".rjust(8, "0")


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "")
    return escaped.replace("\n", "\\n")


def _lines(*lines: str) -> Iterator[bytes]:
    """Lines cut between characters into pieces of at most 75 bytes."""
    for line in lines:
        piece, size = "", 0
        for letter in line:
            width = len(letter.encode())
            if size + width > _LINE:
                yield f"{piece}\r\n ".encode()
                piece, size = "", 0
            piece, size = piece + letter, size + width
        yield f"{piece}\r\n".encode()
