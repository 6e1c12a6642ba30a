"""Which rows of a table are its head, and what the head of a column says about its cells.

STT | Nội dung | Năm hiện hành 2025 |               columns: STT, Nội dung, Năm hiện hành 2025 - Kế hoạch,
    |          | Kế hoạch           | Ước thực hiện          Năm hiện hành 2025 - Ước thực hiện
A   | B        | 1                  | 2
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.lexicon.tables import toml
from pipeline.plan import Table
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.tabular.grid import Grid, Row, is_number, is_ordinal, words

_SPREADS = pattern(
    r"năm (?:hiện hành|\d{4})|trong đó|chia ra|tọa độ|toạ độ|vị trí|(?:dự kiến|kế hoạch) 0?\d năm|số lượng|thời gian|gồm"
)
_INDEX = pattern(r"[a-h]|\(?\d{1,2}\)?(?: ?= ?[\d+:/x()* -]{1,30})?|\d{1,2}[=][\d/+:x]{1,20}")
_LONGEST_HEAD = 160


@dataclass(frozen=True, slots=True)
class Head:
    """The names of the columns, None where the print leaves one open, and how many rows of the grid the head takes."""

    columns: tuple[str | None, ...]
    rows: int


def head_of(reading: Reading, grid: Grid) -> Head:
    """The head of a table; without one (the first row holds figures or is numbered) no column has a name."""
    width = len(grid.rows[0])
    first = [words(reading, cell) or None for cell in grid.rows[0]]
    named = [name for name in first if name]
    if len(named) < 2 or is_ordinal(named[0]) or any(is_number(name) or len(name) > _LONGEST_HEAD for name in named):
        return Head((None,) * width, 0)
    columns, count = first, 1
    if len(grid.rows) > 2 and (merged := _with_second_row(reading, first, grid.rows[1])):
        columns, count = merged, 2
    if count < len(grid.rows) - 1 and _is_index(reading, grid.rows[count]):
        count += 1
    return Head(tuple(columns), count)


def rows_below(reading: Reading, grid: Grid, head: Head) -> list[Row]:
    """The rows behind the head, without those that print it again where the table goes on on a new page."""
    printed = [_named(reading, row) for row in grid.rows[: head.rows]]
    again = {names for names in printed if len([name for name in names if name]) > 1}
    return [row for row in grid.rows[head.rows :] if _named(reading, row) not in again]


def _named(reading: Reading, row: Row) -> tuple[str, ...]:
    return tuple(words(reading, cell).lower() for cell in row)


def _with_second_row(reading: Reading, first: list[str | None], row: Row) -> list[str | None] | None:
    """The names with those of a second row below them, or None if the second row holds data."""
    second = [words(reading, cell) for cell in row]
    parts = [name for name in second if name]
    named = [name for name in first if name]
    open_places = len(first) - len(named)
    if not open_places or not parts or any(is_number(name) for name in parts):
        return None
    if is_ordinal(parts[0]) and any(len(name) > 3 for name in parts[1:]):
        return None
    if second[0] or not _placed(first, second):
        groups = len(parts) - open_places
        return _spread(named, parts, groups) if 1 <= groups < len(named) else None
    return _under(first, second)


def _placed(first: list[str | None], second: list[str]) -> bool:
    """Whether a second row stands where the first leaves room: under an empty place, or under the head before one."""
    last = len(first) - 1
    return all(not name or first[i] is None or (i < last and first[i + 1] is None) for i, name in enumerate(second))


def _under(first: list[str | None], second: list[str]) -> list[str | None]:
    columns: list[str | None] = []
    above: str | None = None
    for name, part in zip(first, second, strict=True):
        above = name or above
        columns.append(f"{above} - {part}" if part and above else part or name)
    return columns


def _spread(named: list[str], parts: list[str], groups: int) -> list[str | None]:
    """The parts under the head that is wide: the one whose words say so, else the last."""
    at = next((i for i, name in enumerate(named) if _SPREADS.search(name.lower())), len(named) - groups)
    at = max(1, min(at, len(named) - groups))
    under = [f"{named[at]} - {part}" for part in parts] if groups == 1 else parts
    return [*named[:at], *under, *named[at + groups :]]


def _is_index(reading: Reading, row: Row) -> bool:
    """A row that numbers the columns: `A | B | 1 | 2 | 4=3/2`."""
    names = [words(reading, cell).lower() for cell in row]
    filled = [name for name in names if name]
    return len(filled) > 2 and len(filled) > len(row) - 2 and all(_INDEX.fullmatch(name) for name in filled) and _rises(filled)


def _rises(names: list[str]) -> bool:
    figures = [int(name) for name in names if name.isdigit()]
    return figures == sorted(figures) and len(set(figures)) == len(figures)


@cache
def _meanings() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], int], ...]:
    table = cast(dict[str, dict[str, object]], toml("columns.toml"))

    def listed(meaning: dict[str, object], key: str) -> tuple[str, ...]:
        return tuple(cast(list[str], meaning.get(key, [])))

    return tuple(
        (
            name,
            listed(meaning, "starts"),
            listed(meaning, "holds"),
            listed(meaning, "never"),
            cast(int, meaning.get("longest", 300)),
        )
        for name, meaning in table.items()
    )


@cache
def meaning_of(column: str) -> str | None:
    """What a column holds by its head: `lead` for `Cơ quan chủ trì`, None for a head that says nothing."""
    head = " ".join(column.lower().split())
    for name, starts, holds, never, longest in _meanings():
        if len(head) > longest or any(word in head for word in never):
            continue
        if any(_begins(head, word) for word in starts) or any(word in head for word in holds):
            return name
    return None


def _begins(head: str, word: str) -> bool:
    return head.startswith(word) and not head[len(word) : len(word) + 1].isalpha()


def meanings(table: Table) -> tuple[str | None, ...]:
    """What each column of a table holds."""
    return tuple(meaning_of(column) if column else None for column in table.columns)
