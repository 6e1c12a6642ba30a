"""Whether the rows of a table add up to the total it prints."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.plan import Cell
from pipeline.rules import pattern

TOTAL = pattern(r"(?:tổng(?: cộng| số| kinh phí)?|cộng|toàn (?:tỉnh|huyện|xã|thành phố|ngành))(?: \([^()]{1,30}\))?:?")
_FIGURE = pattern(r"(?P<whole>\d{1,3}(?:\.\d{3}){1,6}|\d{1,15})(?:,(?P<part>\d{1,4}))?")
_ROMAN = pattern(r"[IVX]{1,5}")
_NO_SUM = ("stt", "tt", "đơn giá", "tỷ lệ", "tỉ lệ", "%", "mức", "năm sinh", "ghi chú")
_LABELS = 3  # so many columns at the left may hold the words of a total


def figure(text: str) -> float | int | None:
    """The number that a cell holds and nothing else: `1.364.329` is 1364329, `212,5` is 212.5.

    >>> figure("212,5")
    212.5
    """
    match = _FIGURE.fullmatch(text.strip(" *"))
    if match is None:
        return None
    whole = int(match["whole"].replace(".", ""))
    return float(f"{whole}.{match['part']}") if match["part"] else whole


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row is the total of the others: `Tổng cộng`, `Cộng`."""
    return any(cell.text is not None and TOTAL.fullmatch(cell.text.lower()) is not None for cell in row[:_LABELS])


def check_total(columns: Sequence[str | None], rows: Sequence[Sequence[Cell]]) -> bool | None:
    """True where every total agrees, False where one does not, None without a total row or with rows that are no plain list."""
    totals = [row for row in rows if is_total(row)]
    if len(totals) != 1 or totals[0] not in (rows[0], rows[-1]):
        return None
    others = [row for row in rows if row is not totals[0]]
    results = [_column(column, i, others, totals[0]) for i, column in enumerate(columns)]
    known = [result for result in results if result is not None]
    return all(known) if known else None


def _column(name: str | None, index: int, rows: Sequence[Sequence[Cell]], total: Sequence[Cell]) -> bool | None:
    wanted = figure(total[index].text or "")
    if wanted is None or any(word in (name or "").lower() for word in _NO_SUM):
        return None
    tops = [row for row in rows if row[0].text is not None and _ROMAN.fullmatch(row[0].text)]
    candidates = [_sum(part, index) for part in (tops, rows) if part]
    known = [value for value in candidates if value is not None]
    if not known:
        return None
    if any(abs(value - wanted) < 0.006 for value in known):
        return True
    return False if _is_plain(rows) else None


def _sum(rows: Sequence[Sequence[Cell]], index: int) -> float | None:
    """The sum of a column, None where a cell holds words or the whole column is empty."""
    values = [figure(row[index].text or "0") for row in rows]
    return None if None in values or not any(values) else sum(value for value in values if value is not None)


def _is_plain(rows: Sequence[Sequence[Cell]]) -> bool:
    """Rows numbered one after the other: no subtotals that would count twice."""
    numbers = [row[0].text for row in rows]
    return all(number == str(i) or number == f"{i:02}" for i, number in enumerate(numbers, 1)) or not any(numbers)
