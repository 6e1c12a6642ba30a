"""What an allocation table gives to whom: every number under `Số lượng`, `Số tiền` and the like (guidelines 10.9, 10.14); where
the rows add up, or a column names the unit of each, every column of numbers that tells no state of things.

TT | Đơn vị | Số đại biểu        Allocation(span of `12`, value=12, unit="đại biểu", applies_to="Chi bộ Bằng Phú")
1 | Chi bộ Bằng Phú | 12
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Span
from pipeline.plan import Cell, Table
from pipeline.rules import pattern
from pipeline.tabular.heads import meanings
from pipeline.tabular.sums import figure, is_total

_MOST_COLUMNS = 3
_EMPTY = ("-", "–", "x", "")
_PIECES = pattern(
    r"người|đồng chí|chiếc|cái|bộ|suất|căn|con|hộ|lượt|liều|quyển|cuốn|tờ|giường|học sinh|đại biểu|"
    r"lớp|buổi|tin|bài|cây|máy|xe|nhà"
)
_FACTS = pattern(r"ước thực hiện|đã thực hiện|hiện trạng|hiện có|kết quả năm|năm trước|so sánh")
_TOLD = pattern(r"hiện trạng|thực trạng|tình hình|kết quả|thống kê|so sánh|hiện có")
_COUNT_WORDS = pattern(r"(?:phân bổ )?(?:tổng số lượng|số lượng|tổng số|chỉ tiêu|phân bổ|số|sl)(?: phân bổ| giao)?(?: \(|\b) ?")
_MONEY_UNIT = pattern(r"(?:triệu|tỷ|tỉ|nghìn|ngàn|1000)? ?đồng(?:/[a-zà-ỹđ ]{2,20})?|vnđ")
_BRACKET = pattern(r"\((?:đvt|đơn vị(?: tính)?|tính bằng)? ?:? ?(?P<unit>[^()\d]{1,40})\)")
_UNIT_COLUMN = pattern(r"đvt|đơn vị tính|đ/v tính")
_COUNTED = pattern(
    r"đại biểu|suất(?: quà| học bổng)?|căn nhà|căn|học sinh|giáo viên|cán bộ|đoàn viên|hội viên|đồng chí|thành viên|"
    r"tiết mục|bài dự thi|chỉ tiêu|người|liều|giường|lớp|hộ|cây|công trình|mô hình"
)


@dataclass(frozen=True, slots=True)
class Allocation:
    """`span` is the number alone; `unit` comes from the head of the column; `total` marks the row that adds up the others."""

    span: Span
    value: float | int
    unit: str | None
    applies_to: str | None
    money: bool
    total: bool


def allocations(tables: Sequence[Table]) -> tuple[Allocation, ...]:
    """The cells of all allocation tables that hold a number to be given out, in reading order."""
    found = [item for table in tables for item in _of_table(table)]
    return tuple(sorted(found, key=lambda item: item.span.start))


def _of_table(table: Table) -> Iterator[Allocation]:
    kinds = meanings(table)
    figures = [i for i in range(len(table.columns)) if _is_figures(table, i)]
    given = [
        i
        for i in figures
        if (kinds[i] in _wanted(table) or _counts(table, i)) and not _FACTS.search((table.columns[i] or "").lower())
    ]
    label = next((i for i in range(len(kinds)) if i not in figures and kinds[i] != "number"), None)
    if label is None or not given or len(figures) - ("number" in kinds) > _MOST_COLUMNS or "lead" in kinds:
        return
    name: str | None = None
    for row in table.rows:
        total = is_total(row)
        name = None if total else row[label].text or name
        for i in given:
            value, span = figure(row[i].text or ""), row[i].span
            if value is not None and span is not None:
                yield Allocation(span, value, _unit(table, i, row), name, kinds[i] == "money", total)


def _wanted(table: Table) -> tuple[str | None, ...]:
    """What the columns of numbers may hold: anything where the rows add up or a column names the unit of each."""
    whole = (table.total_checked or _unit_column(table) is not None) and not _TOLD.search((table.caption or "").lower())
    return ("count", "money", None) if whole else ("count", "money")


def _counts(table: Table, index: int) -> bool:
    """Whether the head of a column of numbers names the pieces it gives: `Xuồng, ca nô (chiếc)`, `Chỉ tiêu BHYT (người)`."""
    bracket = _BRACKET.search((table.columns[index] or "").lower())
    pieces = bracket is not None and _PIECES.fullmatch(bracket["unit"]) is not None
    return pieces and not _TOLD.search((table.caption or "").lower())


def _unit_column(table: Table) -> int | None:
    """The column `Đơn vị tính`."""
    return next((i for i, name in enumerate(table.columns) if name and _UNIT_COLUMN.fullmatch(name.lower())), None)


def _is_figures(table: Table, index: int) -> bool:
    """Whether most filled cells of a column are numbers."""
    filled = [row[index].text or "" for row in table.rows if (row[index].text or "-").strip() not in _EMPTY]
    return len(filled) > 0 and sum(figure(text) is not None for text in filled) > 0.6 * len(filled)


def _unit(table: Table, index: int, row: Sequence[Cell]) -> str | None:
    """`Số căn` counts `căn`, `Số tiền (triệu đồng)` `triệu đồng`; else a column `Đơn vị tính` or the table's title says it."""
    head = (table.columns[index] or "").rpartition(" - ")[2]
    if bracket := _BRACKET.search(head.lower()):
        return head[bracket.start("unit") : bracket.end("unit")].strip()
    if money := _MONEY_UNIT.search(head.lower()):
        return money[0].strip()
    words = _COUNT_WORDS.match(head.lower())
    named = head[words.end() :].strip(" ()") if words else head
    column = _unit_column(table)
    if column is not None and row[column].text:
        return row[column].text
    if named:
        return named
    counted = _COUNTED.search((table.caption or "").lower())
    return counted[0] if counted else None
