"""What a plan counts, limits and shares out (guidelines 7, 10.8, 10.9, 10.14, 10.17).

    Số lượng đại biểu: Không quá 250 đại biểu, trong đó đại biểu điển hình tiên tiến khoảng 70%
      -> limit, max 250 `đại biểu`; share of it, approx 70 `%`
    mỗi xã, thị trấn có ít nhất 01 ý tưởng sản phẩm     limit, min 1 `ý tưởng sản phẩm`, applies to `mỗi xã, thị trấn`

Years, document numbers, ordinals, phones, anniversaries, past facts and numbers in names are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import Findings
from pipeline.plan import Quota
from pipeline.quantities.cells import Total, cell_quota, given_out, repeated_in, total_spans
from pipeline.quantities.context import applies_to, clause_of, is_share_of
from pipeline.quantities.merging import grouped
from pipeline.quantities.reader import Quantity, QuantityReader
from pipeline.quantities.subjects import subject
from pipeline.reading import Reading
from pipeline.tabular.allocations import Allocation


def extract(reading: Reading, found: Findings) -> Findings:
    """Fill `quotas`; numbers inside citations, anniversaries, dates, contacts and campaigns belong to those."""
    groups: list[list[Quantity] | Allocation] = [*grouped(_quantities(reading, found), reading)]
    groups += given_out(found.tables)
    totals = total_spans(found.tables)
    quotas: list[Quota] = []
    total: tuple[Quantity, str] | None = None
    for number, group in enumerate(sorted(groups, key=_place), start=1):
        if isinstance(group, Allocation):
            quotas.append(cell_quota(reading, group, f"q{number}"))
            continue
        of = total[1] if total and is_share_of(group[0], total[0], reading) else None
        quotas.append(_quota(reading, group, totals, f"q{number}", of))
        if group[0].kind != "share":
            total = group[0], f"q{number}"
    return found._replace(quotas=tuple(quotas))


def _quantities(reading: Reading, found: Findings) -> Iterator[Quantity]:
    reader = QuantityReader(reading, found)
    for start, end in reading.spans("body", "implementation", "closing", "annex"):
        yield from reader.quantities(start, end)


def _place(group: list[Quantity] | Allocation) -> int:
    return group.span.start if isinstance(group, Allocation) else group[0].start


def _quota(reading: Reading, group: list[Quantity], totals: list[Total], id: str, of: str | None) -> Quota:
    first = group[0]
    unit = reading.value(first.unit.start, first.unit.end)
    clause = clause_of(first, reading)
    said = [reading.span(quantity.start, quantity.end) for quantity in group]
    totals_behind = (span for span in repeated_in(totals, first.high, unit) if span.start >= said[0].end)
    holds_unit = first.start <= first.unit.start and first.unit.end <= first.end  # not in `đại biểu chính thức 200`
    return Quota(
        id=id,
        span=said[0],
        mentions=tuple(sorted((*said, *totals_behind), key=lambda span: span.start)),
        rule=f"quota.{first.kind}",
        evidence="stated" if holds_unit else "inferred",
        section=reading.section_at(first.start),
        kind=first.kind,
        subject=subject(first, clause, reading),
        comparator=first.comparator,
        min=first.low,
        max=first.high,
        unit=unit,
        raw=reading.value(said[0].start, said[0].end),
        applies_to=applies_to(first, clause, reading),
        of=of,
    )
