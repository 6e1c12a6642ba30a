"""What a plan counts, limits and shares out (guidelines 7, 10.8, 10.9, 10.14, 10.17).

    Số lượng đại biểu: Không quá 250 đại biểu, trong đó đại biểu điển hình tiên tiến khoảng 70%
      -> limit, max 250 `đại biểu`; share of it, approx 70 `%`
    mỗi xã, thị trấn có ít nhất 01 ý tưởng sản phẩm     limit, min 1 `ý tưởng sản phẩm`, applies to `mỗi xã, thị trấn`

Years, document numbers, ordinals, phones, anniversaries, past facts and numbers in names are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.findings import Findings
from pipeline.plan import Quota
from pipeline.quantities.cells import Total, cell_quotas, repeated_in, total_spans
from pipeline.quantities.context import applies_to, is_share_of, subject
from pipeline.quantities.merging import grouped
from pipeline.quantities.reader import Quantity, QuantityReader
from pipeline.reading import Reading


def extract(reading: Reading, found: Findings) -> Findings:
    """Fill `quotas`; numbers inside citations, anniversaries, dates, contacts and campaigns belong to those."""
    groups = grouped(_quantities(reading, found), reading)
    totals = total_spans(found.tables)
    drafts: list[tuple[Quota, Quantity | None]] = [(_quota(reading, group, totals), group[0]) for group in groups]
    drafts += [(quota, None) for quota in cell_quotas(reading, found.tables)]
    drafts.sort(key=lambda draft: (draft[0].span.start, draft[0].span.end))
    return replace(found, quotas=tuple(_numbered(reading, drafts)))


def _quantities(reading: Reading, found: Findings) -> Iterator[Quantity]:
    reader = QuantityReader(reading, found)
    for start, end in reading.spans("body", "implementation", "closing", "annex"):
        yield from reader.quantities(start, end)


def _quota(reading: Reading, group: list[Quantity], totals: list[Total]) -> Quota:
    first = group[0]
    unit = reading.value(first.unit.start, first.unit.end)
    said = [reading.span(quantity.start, quantity.end) for quantity in group]
    return Quota(
        id="q",
        span=said[0],
        mentions=(*said, *repeated_in(totals, first.high, unit)),
        rule=f"quota.{first.kind}",
        evidence="stated",
        section=reading.section_at(first.start),
        kind=first.kind,
        subject=subject(first, reading),
        comparator=first.comparator,
        min=first.low,
        max=first.high,
        unit=unit,
        raw=reading.value(said[0].start, said[0].end),
        applies_to=applies_to(first, reading),
        of=None,
    )


def _numbered(reading: Reading, drafts: list[tuple[Quota, Quantity | None]]) -> Iterator[Quota]:
    """Ids in order of place, and shares linked to the total before them."""
    total: tuple[Quantity, str] | None = None
    for number, (quota, quantity) in enumerate(drafts, start=1):
        of = total[1] if quantity and total and is_share_of(quantity, total[0], reading) else None
        yield quota.model_copy(update={"id": f"q{number}", "of": of})
        if quantity and quantity.kind != "share":
            total = quantity, f"q{number}"
