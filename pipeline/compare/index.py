"""The index that comparisons stand on: the wording of passages, duties and quota subjects, and which of them say the same.

    index(store)        signs the plans that are new or changed, then groups; gives how many were signed

A step of its own after loading. It commits plan by plan batch, so that it goes on where it was stopped; groups are replaced whole
in one transaction. Its tables (`DERIVED` of `pipeline.store.tables`) are made from the plans alone and may be emptied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Column, Connection, Select, delete, func, select

from pipeline.compare.grouping import Likeness, group, hashed
from pipeline.compare.passages import passages
from pipeline.store.bulk import insert
from pipeline.store.columns import Row
from pipeline.store.database import Store
from pipeline.store.tables import alike, plans, quotas, responsibilities, sections, signed, texts, wordings

LIKENESS = {"passages": Likeness(0.5, 0.53), "responsibilities": Likeness(0.35), "quotas": Likeness(0.45)}
"""At which likeness wordings are the same passage, task, subject: `python -m benchmarks.compare` shows what they recover."""
_AT_ONCE = 500
_LONGEST = 120
"""Syllables kept of a wording; those beyond tell nothing more."""

Tell = Callable[[int, int], None]
"""Told how many plans are signed of how many."""


def index(store: Store, tell: Tell | None = None) -> int:
    """Bring the index of a store up to date. Raises StoreError."""
    with store.writing() as connection:
        stale = _drop_stale(connection)
    todo = _unsigned(store)
    for at in range(0, len(todo), _AT_ONCE):
        with store.writing() as connection:
            _sign(connection, todo[at : at + _AT_ONCE])
        if tell:
            tell(min(at + _AT_ONCE, len(todo)), len(todo))
    if todo or stale or not _grouped(store):
        for field, least in LIKENESS.items():
            _group(store, field, least)
    return len(todo)


def is_current(store: Store) -> bool:
    """Whether the index holds every plan of the store as it is, grouped."""
    return not _unsigned(store) and _grouped(store)


def _current() -> Select[int]:
    return select(signed.c.plan_no).join(plans, (plans.c.no == signed.c.plan_no) & (plans.c.digest == signed.c.digest))


def _unsigned(store: Store) -> list[tuple[int, str]]:
    with store.reading() as connection:
        asked = select(plans.c.no, plans.c.digest).where(plans.c.no.not_in(_current())).order_by(plans.c.no)
        return [(row.no, row.digest) for row in connection.execute(asked)]


def _grouped(store: Store) -> bool:
    with store.reading() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (wordings, alike)]
    return counts[0] == counts[1]


def _drop_stale(connection: Connection) -> bool:
    """Forget plans that were changed or are gone."""
    stale = list(connection.scalars(select(signed.c.plan_no).where(signed.c.plan_no.not_in(_current()))))
    for at in range(0, len(stale), _AT_ONCE):
        for table in (alike, wordings, signed):
            connection.execute(delete(table).where(table.c.plan_no.in_(stale[at : at + _AT_ONCE])))
    return bool(stale)


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
    insert(connection, wordings, rows)
    insert(connection, signed, list(some))


def _columns(numbers: Sequence[int], *columns: Column[Any]) -> Select[Any]:
    """The rows of some plans; the first column is the plan's number."""
    return select(*columns).where(columns[0].in_(numbers))


def _words(text: str) -> bytes:
    return hashed(text)[:_LONGEST].tobytes()


def _group(store: Store, field: str, least: Likeness) -> None:
    with store.reading() as connection:
        asked = select(wordings.c.plan_no, wordings.c.item_no, wordings.c.words).where(wordings.c.field == field)
        found = connection.execute(asked.order_by(wordings.c.plan_no, wordings.c.item_no)).fetchall()
    topics = group([np.frombuffer(row.words, np.uint32) for row in found], least)
    rows: Iterable[Row] = [(row.plan_no, field, row.item_no, topic) for row, topic in zip(found, topics.tolist(), strict=True)]
    with store.writing() as connection:
        connection.execute(delete(alike).where(alike.c.field == field))
        insert(connection, alike, list(rows))
