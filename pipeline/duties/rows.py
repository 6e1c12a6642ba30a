"""Rows of tables that assign work: one duty a row (guidelines 10.9).

STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành
1 | Tập huấn | Vụ Pháp chế | Các Tổng cục, Cục | Tháng 4/2013      lead, partners `Các Tổng cục, Cục`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Span
from pipeline.duties.actors import actor_at
from pipeline.duties.duty import Duty
from pipeline.duties.roles import role_of
from pipeline.duties.subjects import begins_duty
from pipeline.lexicon.people import is_surname, without_titles
from pipeline.persons import name_in
from pipeline.plan import Cell, Table
from pipeline.reading import Reading
from pipeline.rules import pattern
from pipeline.tabular.heads import meanings
from pipeline.tabular.sums import is_total

_PERSON = pattern(r"họ(?: và|,)? tên|đồng chí|thành viên|tên (?:cán bộ|giáo viên|thành viên)|cán bộ, giáo viên")
_SEEN = pattern(
    r"(?:đơn vị|cơ quan|đối tượng|địa bàn|cơ sở|địa phương|công ty|doanh nghiệp|xã|phường|trường|chi bộ)[^|\n]{0,30} được "
)
_ASSIGNED = pattern(r"(?:phân công )?nhiệm vụ|phân công|nội dung (?:phụ trách|công việc|phân công|nhiệm vụ)|công việc|phụ trách")


def row_duties(reading: Reading, tables: Sequence[Table]) -> Iterator[Duty]:
    """The duties of all rows of tables that have a column for the task and one for the actor."""
    for table in tables:
        columns = _with_bodies_seen(table, meanings(table))
        if "task" in columns and "lead" in columns:
            yield from _rows(reading, table, columns)
        elif (named := _persons(table)) is not None:
            yield from _persons_rows(reading, table, columns, *named)


def _with_bodies_seen(table: Table, columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """`Đơn vị được kiểm tra` is the task of the body that checks it, where no column names one."""
    if "lead" not in columns or "task" in columns:
        return columns
    seen = next((i for i, head in enumerate(table.columns) if head and _SEEN.match(head.lower())), None)
    return columns if seen is None else (*columns[:seen], "task", *columns[seen + 1 :])


def _persons(table: Table) -> tuple[int, int] | None:
    """The columns of a list of persons and what each has to do: `Họ và tên | Chức vụ | Nhiệm vụ`."""
    heads = [(head or "").lower() for head in table.columns]
    who = next((i for i, head in enumerate(heads) if _PERSON.match(head)), None)
    what = next((i for i, head in enumerate(heads) if _ASSIGNED.match(head)), None)
    return None if who is None or what is None else (who, what)


def _persons_rows(reading: Reading, table: Table, columns: Sequence[str | None], who: int, what: int) -> Iterator[Duty]:
    """One duty a person whose cell says what to do; an office in it (`Trưởng ban`) is none."""
    for row in table.rows:
        person, task = row[who].span, row[what].span
        if person is not None and task is not None and begins_duty(reading, task.start, task.end):
            first, end = _first(row, columns), max(cell.span.end for cell in row if cell.span)
            yield Duty(first.start, end, (person.start, person.end), first.start, role_of(reading, task.start, task.end), "row")


def _rows(reading: Reading, table: Table, columns: Sequence[str | None]) -> Iterator[Duty]:
    lead, task = columns.index("lead"), columns.index("task")
    partners = columns.index("partners") if "partners" in columns else None
    above: Span | None = None
    for row in table.rows:
        what = row[task].span
        if what is None or is_total(row):
            continue
        above = actor = row[lead].span or (None if _is_title(row, columns) else above)
        if actor is None or reading.lower.startswith("theo ", actor.start):
            continue
        named = row[partners].span if partners is not None else None
        first = _first(row, columns)
        yield Duty(
            first.start,
            max(cell.span.end for cell in row if cell.span),
            _named(reading, actor),
            first.start,
            "lead" if "chủ trì" in (table.columns[lead] or "").lower() else "implement",
            "row",
            (named.start, named.end) if named else None,
        )


def _is_title(row: Sequence[Cell], columns: Sequence[str | None]) -> bool:
    """A row that names a group of tasks: `II | TUYÊN TRUYỀN`; a task alone under a number belongs to the tall cell above."""
    filled = {column: cell.text or "" for cell, column in zip(row, columns, strict=True) if cell.text}
    return set(filled) <= {"number", "task"} and not (
        filled.get("number", "").strip(".").isdigit() and not filled["task"].isupper()
    )


def _first(row: Sequence[Cell], columns: Sequence[str | None]) -> Span:
    """The row's first cell after its number."""
    return next(cell.span for cell, column in zip(row, columns, strict=True) if cell.span and column != "number")


def _named(reading: Reading, cell: Span) -> tuple[int, int]:
    """The body that a cell names: `Sở KH&CN` in `Sở KH&CN chủ trì hướng dẫn, tổng hợp`; of persons one a line, all."""
    actor = None if _are_persons(reading, cell) else actor_at(reading, cell.start, cell.end)
    return (actor.start, actor.end) if actor else (cell.start, cell.end)


def _are_persons(reading: Reading, cell: Span) -> bool:
    lines = [line.strip() for line in reading.text[cell.start : cell.end].split("\n") if line.strip()]
    return all(name_in(line, 0, len(line)) is not None and is_surname(without_titles(line).split()[0]) for line in lines)
