"""From a phrase to the fields of the contract: kind, date string, bounds.

trước ngày 25/4/2025                     deadline ../2025-04-25
Từ tháng 5/2022 đến hết quý III/2023     period 2022-05/2023-35
ngày 28/6                                point, the year from the plan
trước ngày 15/12 hằng năm                recurring XXXX-12-15, FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.dates.parts import Part, Value, interval, recurrence, value
from pipeline.dates.phrases import Every, Phrase

Kind = Literal["point", "deadline", "period", "recurring"]


class Meaning(NamedTuple):
    kind: Kind
    value: Value | None
    exclusive: bool | None = None
    rrule: str | None = None


def recurring(phrase: Phrase) -> Meaning | None:
    """The recurrence a phrase names, None where it names none."""
    parts = phrase.run.parts
    if parts[0].year is not None:
        return None
    every = phrase.every
    if every is None and phrase.periodic and parts[0].day is not None:
        every = "year" if parts[0].month is not None else "month"
    if every is None or (every != "year" and parts[0].day is None):
        return None
    sayable = (
        every != "quarter"
        and not (every == "month" and len(parts) > 1)
        and all(part.quarter is None and not part.approximate and part.months == 1 for part in parts)
    )
    rule = _rrule(parts[0], every) if len(parts) == 1 else _daily(parts) if every == "month" else None
    if not sayable and rule is None:
        return None
    exclusive = phrase.exclusive if phrase.word in ("before", "latest") else None
    return Meaning("recurring", recurrence(parts) if sayable else None, exclusive, rule)


def _daily(parts: tuple[Part, ...]) -> str | None:
    """From one day of every month to another: EDTF cannot say it."""
    first, last = parts[0].day, parts[-1].day
    if first is None or last is None or first > last:
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(str(day) for day in range(first, last + 1))}"


def _rrule(part: Part, every: Every) -> str:
    """RFC 5545; a quarter of the year recurs in its three months."""
    day = f";BYMONTHDAY={part.day}" if part.day else ""
    if every == "quarter":
        return f"FREQ=MONTHLY;INTERVAL=3{day}"
    if every == "month":
        return f"FREQ=MONTHLY{day}"
    if part.quarter:
        return f"FREQ=YEARLY;BYMONTH={','.join(str(3 * part.quarter - back) for back in (2, 1, 0))}"
    return f"FREQ=YEARLY;BYMONTH={part.month}{day}"


def dated(phrase: Phrase, parts: tuple[Part, ...], issued: str | None) -> Meaning:
    """What a phrase with its years says; `issued` is the day from which `từ nay` counts.

    Raises ValueError for a day the calendar does not have.
    """
    last, sure = parts[-1], not phrase.tentative
    if len(parts) == 2:
        return Meaning("period", interval(parts[0], last, not sure))
    if phrase.word == "now":
        return Meaning("period", interval(_day(issued), last, not sure))
    if phrase.word == "since" and last.last_year is not None:
        return Meaning("period", value(last, not sure))
    if phrase.onwards or phrase.word in ("since", "after"):
        return Meaning("period", interval(last, None, not sure))
    if phrase.word in ("latest", "before") or phrase.due or (phrase.word == "until" and not _past(last, issued)):
        return Meaning("deadline", interval(None, last, not sure), phrase.exclusive)
    return Meaning("point" if last.day is not None else "period", value(last, not sure))


def _past(part: Part, issued: str | None) -> bool:
    """`Đến 12h00 ngày 21/11/2025`, in a plan of that day, tells how things stand."""
    return issued is not None and (value(part).end_date or "") <= issued


def _day(iso: str | None) -> Part | None:
    return Part(int(iso[:4]), int(iso[5:7]), int(iso[8:])) if iso else None
