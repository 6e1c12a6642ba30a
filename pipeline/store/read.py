"""Plans out of a store.

plan_from(store, "sha256:ba3e...")      the Plan as it was loaded, equal to the byte
for plan in plans_from(store): ...      all, in the order they were loaded
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, Select, select

from pipeline.errors import StoreError
from pipeline.plan import Plan
from pipeline.store.columns import Row, Value
from pipeline.store.database import Store
from pipeline.store.rebuild import column_names, plan_json
from pipeline.store.tables import PARTS, plans

_AT_ONCE = 200
"""Plans that are read together."""


def plan_from(store: Store, id: str) -> Plan:
    """The plan with this id. Raises StoreError where the store has none."""
    with store.reading() as connection:
        for plan in _plans(connection, select(plans.c.no).where(plans.c.id == id)):
            return plan
    raise StoreError(f"{store.name}: no plan has the id {id!r}")


def plans_from(store: Store) -> Iterator[Plan]:
    """All plans, by their numbers in the store."""
    last = 0
    while True:
        with store.reading() as connection:
            some = select(plans.c.no).where(plans.c.no > last).order_by(plans.c.no).limit(_AT_ONCE)
            numbers = list(connection.scalars(some))
            found = list(_plans(connection, some)) if numbers else []
        yield from found
        if not numbers:
            return
        last = numbers[-1]


def _plans(connection: Connection, chosen: Select[int]) -> Iterator[Plan]:
    numbers = list(connection.scalars(chosen))
    if not numbers:
        return
    tables: dict[int, dict[str, list[Row]]] = {no: {} for no in numbers}
    for name, owner in [("plans", "no"), *((table.name, "plan_no") for table in PARTS)]:
        for no, rows in _by_plan(connection, name, owner, numbers).items():
            tables[no][name] = rows
    for no in numbers:
        yield Plan.model_validate(plan_json(tables[no]))


def _by_plan(connection: Connection, name: str, owner: str, numbers: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of a table by plan, in the order of its key."""
    table = plans.metadata.tables[name]
    columns = [table.c[owner], *(table.c[column] for column in column_names(name))]
    rows = defaultdict(list)
    for no, *values in connection.execute(select(*columns).where(table.c[owner].in_(numbers)).order_by(*table.primary_key)):
        rows[no].append(tuple(map(_plain, values)))
    return rows


def _plain(value: Value | date) -> Value:
    return value.isoformat() if isinstance(value, date) else value
