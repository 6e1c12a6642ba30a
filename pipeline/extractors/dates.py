"""When things happen: points, deadlines, periods, recurrences (guidelines 6, 10.4-10.6, 10.13, 10.16).

    Hoàn thành trước ngày 15/5/2020                    deadline ../2020-05-15, exclusive
    1. Đợt 1 (từ tháng 01/2024 đến 31/7/2024): ...     period 2024-01/2024-07-31, label `Đợt 1`
    phương hướng, nhiệm vụ năm 2025                    period 2025, a reference: one entry for all its mentions

Citations and anniversaries keep their dates for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dates.entries import Entry, grouped
from pipeline.dates.reader import DateReader
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.plan import DateExpression
from pipeline.reading import Reading


def extract(reading: Reading, found: Findings) -> Findings:
    """Fill `dates`; what `found` has of citations and anniversaries is left out, its issue date gives years not printed."""
    groups = grouped(_entries(reading, found))
    items = (_item(reading, number, group) for number, group in enumerate(groups, start=1))
    return found._replace(dates=tuple(items))


def _entries(reading: Reading, found: Findings) -> Iterator[Entry]:
    reader = DateReader(reading, found)
    for start, end in reading.content:
        yield from reader.entries(start, end)


def _item(reading: Reading, number: int, group: list[Entry]) -> DateExpression:
    first = group[0]
    mentions = tuple(_span(reading, entry) for entry in group)
    span = mentions[0]
    return DateExpression(
        id=f"d{number}",
        span=span,
        mentions=mentions,
        rule=first.rule,
        evidence=first.evidence,
        section=reading.section_at(span.start),
        kind=first.kind,
        edtf=first.value.edtf if first.value else None,
        start_date=first.value.start_date if first.value else None,
        end_date=first.value.end_date if first.value else None,
        time=first.time,
        approximate=first.value is not None and first.value.approximate,
        exclusive=first.exclusive,
        label=first.label,
        role=first.role,
        relative_to=first.relative_to,
        rrule=first.rrule,
        raw=reading.value(span.start, span.end),
    )


def _span(reading: Reading, entry: Entry) -> Span:
    """The span of an entry; a mark of bold type that opens inside is closed inside: `trước **15/3/2020**`."""
    span = reading.span(entry.start, entry.end)
    unclosed = reading.text.count("**", span.start, span.end) % 2 == 1
    return Span(start=span.start, end=span.end + 2) if unclosed and reading.text.startswith("**", span.end) else span
