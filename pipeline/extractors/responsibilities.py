"""Who does what: duties stand under a heading that names a body, and anywhere a sentence assigns one (guidelines 8, 10.9-10.10).

1. Đối với LĐLĐ huyện
- Ban Thường vụ LĐLĐ huyện lãnh đạo, chỉ đạo ...     -> actor `Ban Thường vụ LĐLĐ huyện`, lead
- Sau khi kết thúc hội nghị, gửi hồ sơ về LĐLĐ tỉnh   -> actor `LĐLĐ huyện` (from the heading), report
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Span
from pipeline.duties.duty import partners_of, report_to, via
from pipeline.duties.walk import Duty, Walk
from pipeline.findings import Findings
from pipeline.plan import DateExpression, Responsibility
from pipeline.reading import Reading
from pipeline.rules import pattern

_TIME_OF_ACTION = pattern(r"thoi gian(?: to chuc| thuc hien| tien hanh| hoan thanh)? (?P<action>[^:.;\n]{6,90}):")


def extract(reading: Reading, found: Findings) -> Findings:
    duties = sorted(Walk(reading).duties(), key=lambda duty: (duty.start, duty.end))
    items = tuple(_item(reading, found, number, duty) for number, duty in enumerate(duties, start=1))
    return replace(found, responsibilities=items)


def _item(reading: Reading, found: Findings, number: int, duty: Duty) -> Responsibility:
    span = Span(start=duty.start, end=duty.end)
    task_start, task_end = reading.trim(duty.task, duty.end)
    return Responsibility(
        id=f"r{number}",
        span=span,
        mentions=(span,),
        rule=f"responsibilities.{duty.rule}",
        evidence="stated",
        section=reading.section_at(duty.start),
        actor=reading.value(*duty.actor),
        actor_full=None,
        role=duty.role,
        task=reading.value(task_start, task_end).removeprefix("thì "),
        partners=partners_of(reading, duty.task, duty.end),
        deadline=_deadline(reading, found.dates, duty),
        report_to=report_to(reading, duty.task, duty.end),
        via=via(reading, duty.task, duty.end),
        actor_span=reading.span(*duty.actor),
    )


def _deadline(reading: Reading, dates: Sequence[DateExpression], duty: Duty) -> str | None:
    """The deadline in the sentence, else one that a line `Thời gian <this action>: ...` of its section sets (guidelines 8.8)."""
    deadlines = [date for date in dates if date.kind == "deadline"]
    for date in deadlines:
        if any(duty.start <= mention.start and mention.end <= duty.end + 2 for mention in date.mentions):
            return date.id
    section = reading.section_at(duty.start)
    for date in deadlines:
        if date.span.start > duty.end and _same_section(reading, section, date.section):
            action = _dated_action(reading, date)
            if action and action in reading.folded[duty.start : duty.end]:
                return date.id
    return None


def _same_section(reading: Reading, one: str | None, other: str | None) -> bool:
    def numbered(section_id: str | None) -> str | None:
        kept = (item.id for item in reading.ancestors(section_id) if item.kind not in ("dash", "plus", "bullet"))
        return next(kept, None)

    return one is not None and numbered(one) == numbered(other)


def _dated_action(reading: Reading, date: DateExpression) -> str | None:
    """The first words of the action that the line of a deadline names: `dai hoi diem`."""
    block = reading.block_at(date.span.start)
    if block is None:
        return None
    match = _TIME_OF_ACTION.match(reading.folded, block.content, block.end)
    return " ".join(match["action"].split()[:3]) if match else None
