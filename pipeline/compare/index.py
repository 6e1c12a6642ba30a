"""The index that comparisons stand on: the wording of passages, duties and quota subjects, and which of them say the same.

    index(store)        signs the plans that are new or changed, then groups; gives how many were signed

A step of its own after loading. It commits every batch of plans signed and every pass of the grouping, so that it goes on where
it was stopped. There are groups of all plans as they are or none: whatever changes the plans signed empties `alike`; a plan that
another `VERSION` signed is a changed one. While passages are being grouped, the last pass stands there as `passages/1`,
`passages/2`. Its tables (`DERIVED` of `pipeline.store.tables`) are made from the plans alone and may be emptied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, Select, delete, func, literal, select

from pipeline.compare.features import hashed
from pipeline.compare.grouping import PASSES, Grouping
from pipeline.compare.letters import Nearness, by_letters
from pipeline.compare.links import Likeness
from pipeline.compare.passages import passages
from pipeline.store.bulk import insert
from pipeline.store.columns import Row
from pipeline.store.database import Store
from pipeline.store.tables import alike, plans, quotas, responsibilities, sections, signed, texts, wordings

VERSION = 3
"""Counted up with every change of how wordings are cut, signed or grouped: the next `index` of a store then begins anew."""
LIKENESS = {"passages": Likeness(0.5, 0.53), "responsibilities": Likeness(0.35), "quotas": Likeness(0.48)}
"""At which likeness wordings are the same passage, task, subject: `python -m benchmarks.compare` shows what they recover."""
_IN_LETTERS: dict[str, tuple[Column[str], Nearness]] = {
    "responsibilities": (responsibilities.c.task, Nearness(0.25, 0.4)),
    "quotas": (quotas.c.subject, Nearness(0.4, 0.6)),
}
"""What is looked at a second time, letter by letter: the shorter, the more two must have in common to be no chance."""
_AT_ONCE = 500
_ROWS_AT_ONCE = 20_000
_LONGEST = 120
"""Syllables kept of a wording; those beyond tell nothing more."""

Tell = Callable[[str, int, int], None]
"""Told what is done (signing: plans; grouping: passes), how many of how many."""


def index(store: Store, tell: Tell = lambda *_: None) -> int:
    """Bring the index of a store up to date. Raises StoreError."""
    with store.writing() as connection:
        _drop_stale(connection)
    todo = _unsigned(store)
    for at in range(0, len(todo), _AT_ONCE):
        with store.writing() as connection:
            _sign(connection, todo[at : at + _AT_ONCE])
        tell("signing", min(at + _AT_ONCE, len(todo)), len(todo))
    for at, field in enumerate(LIKENESS):
        if not _grouped(store, field):
            for turn in _group(store, field):
                tell("grouping", at * PASSES + turn, len(LIKENESS) * PASSES)
    return len(todo)


def is_current(store: Store) -> bool:
    """Whether the index holds every plan of the store as it is, grouped."""
    return not _unsigned(store) and all(_grouped(store, field) for field in LIKENESS)


def _current() -> Select[int]:
    return select(signed.c.plan_no).join(plans, (plans.c.no == signed.c.plan_no) & (_mark() == signed.c.digest))


def _mark() -> ColumnElement[str]:
    """What is noted of a plan that was signed."""
    return literal(f"{VERSION}:") + plans.c.digest


def _unsigned(store: Store) -> list[tuple[int, str]]:
    with store.reading() as connection:
        asked = select(plans.c.no, _mark().label("mark")).where(plans.c.no.not_in(_current())).order_by(plans.c.no)
        return [(row.no, row.mark) for row in connection.execute(asked)]


def _grouped(store: Store, field: str) -> bool:
    with store.reading() as connection:
        counts = [connection.scalar(select(func.count()).where(table.c.field == field)) for table in (wordings, alike)]
    return counts[0] == counts[1]


def _drop_stale(connection: Connection) -> None:
    """Forget plans that were changed, are gone, or were signed by another version."""
    stale = list(connection.scalars(select(signed.c.plan_no).where(signed.c.plan_no.not_in(_current()))))
    for at in range(0, len(stale), _AT_ONCE):
        for table in (wordings, signed):
            connection.execute(delete(table).where(table.c.plan_no.in_(stale[at : at + _AT_ONCE])))
    if stale:
        connection.execute(delete(alike))


def _sign(connection: Connection, some: Sequence[tuple[int, str]]) -> None:
    numbers = [no for no, _ in some]
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for no, start, end in connection.execute(_columns(numbers, sections.c.plan_no, sections.c.span_start, sections.c.span_end)):
        spans[no].append((start, end))
    rows: list[Row] = []
    for no, text in connection.execute(_columns(numbers, texts.c.plan_no, texts.c.text)):
        found = [
            (no, "passages", at, start, end, _words(text[start:end])) for at, (start, end) in enumerate(passages(text, spans[no]))
        ]
        rows += found  # type: ignore[arg-type]
    for table, words in ((responsibilities, responsibilities.c.task), (quotas, quotas.c.subject)):
        at = (table.c.plan_no, table.c.no, table.c.span_start, table.c.span_end)
        for no, item, start, end, said in connection.execute(_columns(numbers, *at, words)):
            if said:
                rows.append((no, table.name, item, start, end, _words(said)))  # type: ignore[arg-type]
    connection.execute(delete(alike))
    insert(connection, wordings, rows)
    insert(connection, signed, list(some))


def _columns(numbers: Sequence[int], *columns: Column[Any]) -> Select[Any]:
    """The rows of some plans; the first column is the plan's number."""
    return select(*columns).where(columns[0].in_(numbers))


def _words(text: str) -> bytes:
    return hashed(text)[:_LONGEST].tobytes()


def _group(store: Store, field: str) -> Iterator[int]:
    """Group the wordings of a field, keeping what every pass finds, so that the next one begins there. Gives the passes done."""
    names = [*(f"{field}/{turn}" for turn in range(1, PASSES)), field]
    with store.reading() as connection:
        last = connection.scalar(select(func.max(alike.c.field)).where(alike.c.field.in_(names[:-1])))
        asked = select(wordings.c.plan_no, wordings.c.item_no).where(wordings.c.field == field)
        items = _numbers(connection, asked.order_by(wordings.c.plan_no, wordings.c.item_no))
        asked = select(alike.c.topic).where(alike.c.field == last).order_by(alike.c.plan_no, alike.c.item_no)
        groups = _numbers(connection, asked)[:, 0] if last else None
    beside, of = (None, None) if field == "passages" else (partial(_said, store, "passages"), items[:, 0])
    grouping = Grouping.of(partial(_said, store, field), LIKENESS[field], beside, of)
    for turn in range(names.index(last) + 1 if last else 0, PASSES):
        groups = grouping.once_more(groups)
        if names[turn] in _IN_LETTERS:
            column, nearness = _IN_LETTERS[field]
            groups = by_letters(partial(_in_letters, store, column), groups, nearness, of)
        with store.writing() as connection:
            connection.execute(delete(alike).where(alike.c.field.in_(names)))
            for at in range(0, len(items), _ROWS_AT_ONCE):
                some = zip(items[at : at + _ROWS_AT_ONCE].tolist(), groups[at : at + _ROWS_AT_ONCE].tolist(), strict=True)
                insert(connection, alike, [(no, names[turn], item, topic) for (no, item), topic in some])
        yield turn + 1


def _numbers(connection: Connection, asked: Select[Any]) -> NDArray[np.int64]:
    """The rows of a query as numbers."""
    width = len(asked.selected_columns)
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked)
    return np.fromiter((value for row in found for value in row), np.int64).reshape(-1, width)


def _said(store: Store, field: str) -> Iterator[list[bytes]]:
    """The wordings of a field, part by part."""
    asked = select(wordings.c.words).where(wordings.c.field == field).order_by(wordings.c.plan_no, wordings.c.item_no)
    with store.reading() as connection:
        for part in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked).scalars().partitions():
            yield list(part)


def _in_letters(store: Store, column: Column[str]) -> Iterator[list[str]]:
    """The texts of the wordings of a field, part by part; `column` holds them."""
    of, w = column.table.c, wordings.c
    same = (w.plan_no == of.plan_no) & (w.item_no == of.no) & (w.field == column.table.name)
    asked = select(column).join(wordings, same).order_by(of.plan_no, of.no)
    with store.reading() as connection:
        for part in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked).scalars().partitions():
            yield list(part)
