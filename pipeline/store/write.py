"""Plans into the tables of a store: new ones added, changed ones replaced whole, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, Connection, Date, bindparam, delete, exists, func, select, update

from pipeline.store.bulk import insert
from pipeline.store.columns import Row, short_key
from pipeline.store.linking import join, leave
from pipeline.store.rebuild import column_names
from pipeline.store.rows import PlanRows
from pipeline.store.tables import PARTS, citations, cited_documents, places, plans, runs


@dataclass(frozen=True, slots=True)
class Known:
    """A plan that the store has: its number, and digests and key of the version that it has."""

    no: int
    digest: str
    json_digest: str | None
    key: str | None


def known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those of the plans with these ids that the store has."""
    asked = select(plans.c.id, plans.c.no, plans.c.digest, plans.c.json_digest, plans.c.key).where(plans.c.id.in_(list(ids)))
    return {row.id: Known(*row[1:]) for row in connection.execute(asked)}


def write(connection: Connection, batch: Sequence[PlanRows]) -> dict[str, int]:
    """Write plans with different ids and give their numbers; of those whose digest the store has only the JSON is noted.

    The transaction must be the only one that writes (`Store.writing`).
    """
    before = known(connection, (plan.id for plan in batch))
    changed = [plan for plan in batch if plan.id in before and before[plan.id].digest != plan.digest]
    new = [plan for plan in batch if plan.id not in before]
    same = [plan for plan in batch if plan.id in before and before[plan.id].digest == plan.digest]
    _note_json(connection, [(before[plan.id].no, plan.json_digest) for plan in same])
    first = (connection.scalar(select(func.max(plans.c.no))) or 0) + 1
    numbers = {id: one.no for id, one in before.items()} | {plan.id: no for no, plan in enumerate(new, first)}
    _replace(connection, changed, numbers)
    insert(connection, plans, [(numbers[plan.id], plan.digest, plan.json_digest, *plan.tables["plans"][0]) for plan in new])
    _add_cited(connection, changed + new)
    for table in PARTS:
        rows = [(numbers[plan.id], *row) for plan in changed + new for row in plan.tables.get(table.name, ())]
        insert(connection, table, rows)
    renamed = [numbers[plan.id] for plan in changed if plan.key != before[plan.id].key]
    leave(connection, renamed)
    join(connection, [*renamed, *(numbers[plan.id] for plan in new)])
    return numbers


def run_number(connection: Connection, name: str) -> int:
    """The number of a run, which is entered if it is new."""
    found = connection.scalar(select(runs.c.no).where(runs.c.name == name))
    if found is None:
        found = (connection.scalar(select(func.max(runs.c.no))) or 0) + 1
        insert(connection, runs, [(found, name)])
    return int(found)


def place(connection: Connection, run: int, found: Mapping[str, int]) -> None:
    """Note which plans (by number) lie at which places of a run."""
    wanted = {short_key(name): no for name, no in found.items()}
    asked = select(places.c.place, places.c.plan_no).where(places.c.run_no == run, places.c.place.in_(list(wanted)))
    before = {row.place: row.plan_no for row in connection.execute(asked)}
    moved = [name for name, no in wanted.items() if before.get(name, no) != no]
    if moved:
        connection.execute(delete(places).where(places.c.run_no == run, places.c.place.in_(moved)))
    insert(connection, places, [(run, name, no) for name, no in wanted.items() if name not in before or name in moved])


def sweep(connection: Connection) -> None:
    """Remove cited documents that no plan cites any more."""
    cited = exists().where(citations.c.key == cited_documents.c.key)
    connection.execute(delete(cited_documents).where(~cited))


def _note_json(connection: Connection, found: Sequence[tuple[int, str | None]]) -> None:
    if found:
        noted = update(plans).where(plans.c.no == bindparam("known_no")).values(json_digest=bindparam("new_digest"))
        connection.execute(noted, [{"known_no": no, "new_digest": digest} for no, digest in found])


def _replace(connection: Connection, changed: Sequence[PlanRows], numbers: Mapping[str, int]) -> None:
    """Remove all parts of plans and write their own rows anew, under the numbers they had."""
    if not changed:
        return
    for table in reversed(PARTS):
        connection.execute(delete(table).where(table.c.plan_no.in_([numbers[plan.id] for plan in changed])))
    names = [name for name in column_names("plans") if name != "id"]
    values: dict[str, BindParameter[object]] = {name: bindparam(f"new_{name}") for name in ("digest", "json_digest", *names)}
    connection.execute(
        update(plans).where(plans.c.no == bindparam("known_no")).values(values),
        [
            {"known_no": numbers[plan.id], "new_digest": plan.digest, "new_json_digest": plan.json_digest, **_typed(names, plan)}
            for plan in changed
        ],
    )


def _typed(names: Sequence[str], plan: PlanRows) -> dict[str, object]:
    row = dict(zip(column_names("plans"), plan.tables["plans"][0], strict=True))
    days = {column.name for column in plans.columns if isinstance(column.type, Date)}
    return {f"new_{name}": _day(row[name]) if name in days else row[name] for name in names}


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _add_cited(connection: Connection, batch: Sequence[PlanRows]) -> None:
    at = column_names("citations").index("key")
    keys = {str(row[at]) for plan in batch for row in plan.tables.get("citations", ()) if row[at] is not None}
    if not keys:
        return
    there = set(connection.scalars(select(cited_documents.c.key).where(cited_documents.c.key.in_(keys))))
    insert(connection, cited_documents, [_cited(key) for key in sorted(keys - there)])


def _cited(key: str) -> Row:
    issuer, type_code, number, year = key.split("/") if key.count("/") == 3 else (None,) * 4
    return (key, issuer, type_code, number, year)
