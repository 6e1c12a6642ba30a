"""Quotas in the cells of allocation tables (guidelines 10.9, 10.14).

TT | Đơn vị | Số căn        75, unit `căn`, applies to `Ba Tri`, inferred from head and row
1 | Ba Tri | 75
 | Tổng cộng | 320          a mention of the announced `320 căn nhà`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Span
from pipeline.plan import Quota, Table
from pipeline.quantities.merging import amount
from pipeline.reading import Reading
from pipeline.tabular.allocations import Allocation, allocations

Total = tuple[float | None, str, Span]


def given_out(tables: Sequence[Table]) -> list[Allocation]:
    """The numbers that tables give to a row; totals are none."""
    return [cell for cell in allocations(tables) if cell.unit is not None and not cell.total]


def cell_quota(reading: Reading, cell: Allocation, id: str) -> Quota:
    """The quota of a cell: unit from the head of its column, `applies_to` its row."""
    return Quota(
        id=id,
        span=cell.span,
        mentions=(cell.span,),
        rule="quota.cell",
        evidence="inferred",
        section=reading.section_at(cell.span.start),
        kind="money" if cell.money else "count",
        subject=None,
        comparator="exact",
        min=cell.value,
        max=cell.value,
        unit=cell.unit,
        raw=reading.value(cell.span.start, cell.span.end),
        applies_to=cell.applies_to,
        of=None,
    )


def total_spans(tables: Sequence[Table]) -> list[Total]:
    """The numbers of total rows: amount with its scale, unit, place."""
    cells = (cell for cell in allocations(tables) if cell.total)
    return [(amount(cell.value, cell.unit), cell.unit, cell.span) for cell in cells if cell.unit]


def repeated_in(totals: Sequence[Total], value: float | None, unit: str) -> Iterator[Span]:
    """The total rows that repeat an announced total: same amount, and one unit begins or ends like the other."""
    wanted = amount(value, unit)
    return (span for total, counted, span in totals if wanted is not None and total == wanted and _alike(unit, counted))


def _alike(first: str, second: str) -> bool:
    one, other = first.lower().split(), second.lower().split()
    return one[-1:] == other[-1:] or one[: len(other)] == other or other[: len(one)] == one
