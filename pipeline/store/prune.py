"""Plans that lie nowhere any more: their file has left the run it was loaded from, or holds another document now.

gone(store, run, met)        how many there are, if only the places in `met` are left of a run
forget(store, run, met)      removes them, with all that hangs on them, and the places
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Row, delete, exists, func, select

from pipeline.store import search_index
from pipeline.store.database import Store
from pipeline.store.linking import leave
from pipeline.store.tables import DERIVED, PARTS, places, plans
from pipeline.store.write import sweep

_AT_ONCE = 500

Value = TypeVar("Value")


def gone(store: Store, run: int, met: Collection[str]) -> int:
    """How many plans `forget` would remove. Raises StoreError."""
    with store.reading() as connection:
        return len(_lost(connection, _left(connection, run, met)))


def forget(store: Store, run: int, met: Collection[str]) -> int:
    """Remove the places of a run that are not among those met, and the plans that lie nowhere then, in one transaction.

    Gives the number of plans removed. Raises StoreError.
    """
    with store.writing() as connection:
        left = _left(connection, run, met)
        lost = _lost(connection, left)
        for some in _blocks([row.place for row in left]):
            connection.execute(delete(places).where(places.c.run_no == run, places.c.place.in_(some)))
        for numbers in _blocks(lost):
            _remove(connection, numbers)
        if lost:
            sweep(connection)
    return len(lost)


def _left(connection: Connection, run: int, met: Collection[str]) -> list[Row[str, int]]:
    """The places of a run that were not met."""
    asked = select(places.c.place, places.c.plan_no).where(places.c.run_no == run)
    return [row for row in connection.execute(asked) if row.place not in met]


def _lost(connection: Connection, left: Sequence[Row[str, int]]) -> list[int]:
    """The numbers of plans that have no place but these, or none at all."""
    lost = set(connection.scalars(select(plans.c.no).where(~exists().where(places.c.plan_no == plans.c.no))))
    here = Counter(row.plan_no for row in left)
    for some in _blocks(sorted(here)):
        counted = select(places.c.plan_no, func.count()).where(places.c.plan_no.in_(some)).group_by(places.c.plan_no)
        lost.update(no for no, count in connection.execute(counted) if count == here[no])
    return sorted(lost)


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Plans with all their rows."""
    leave(connection, numbers)
    words = [table for table in search_index.metadata.sorted_tables if connection.dialect.has_table(connection, table.name)]
    for table in (*words, *DERIVED, *reversed(PARTS)):
        connection.execute(delete(table).where(table.c.plan_no.in_(numbers)))
    connection.execute(delete(plans).where(plans.c.no.in_(numbers)))


def _blocks(values: Sequence[Value]) -> list[Sequence[Value]]:
    return [values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE)]
