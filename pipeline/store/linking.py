"""Copies of one plan (equal key, other bytes): every one but the plan that stands for all of them is linked to that one.

    leave(connection, [3, 8])       before these plans are removed, or after they were given other keys
    join(connection, [9, 10])       plans that are new or have other keys

The first plan of a key stands for the others. Where it leaves, the last one takes its place: plans that leave one after the
other, as a whole run does that was read anew, then rarely move all the links of those that stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, update

from pipeline.store.bulk import insert
from pipeline.store.tables import copies, plans


def leave(connection: Connection, numbers: Sequence[int]) -> None:
    """Unlink these plans; of those linked to one of them another one stands for the rest."""
    connection.execute(delete(copies).where(copies.c.plan_no.in_(numbers)))
    left = select(copies.c.copy_of, func.max(copies.c.plan_no)).where(copies.c.copy_of.in_(numbers)).group_by(copies.c.copy_of)
    heirs = [{"gone": gone, "heir": heir} for gone, heir in connection.execute(left)]
    if heirs:
        connection.execute(delete(copies).where(copies.c.plan_no.in_([one["heir"] for one in heirs])))
        moved = update(copies).where(copies.c.copy_of == bindparam("gone")).values(copy_of=bindparam("heir"))
        connection.execute(moved, heirs)


def join(connection: Connection, numbers: Sequence[int]) -> None:
    """Link these plans, which are not linked yet, to those that stand for others with their keys."""
    mine = select(plans.c.no, plans.c.key).where(plans.c.no.in_(numbers), plans.c.key.is_not(None)).order_by(plans.c.no)
    joining = connection.execute(mine).all()
    keys = mine.order_by(None).with_only_columns(plans.c.key).distinct().subquery()
    other = plans.alias()
    any_other = select(other.c.no).where(other.c.key == keys.c.key, other.c.no.not_in(numbers)).limit(1).scalar_subquery()
    there = select(keys.c.key, any_other.label("no")).subquery()
    standing = func.coalesce(copies.c.copy_of, there.c.no).label("standing")
    asked = select(there.c.key, standing).outerjoin(copies, copies.c.plan_no == there.c.no).where(there.c.no.is_not(None))
    first = {row.key: row.standing for row in connection.execute(asked)}
    insert(connection, copies, [(no, first[key]) for no, key in joining if first.setdefault(key, no) != no])
