"""The plans of a store as the review page needs them.

library = Library(StoreShelf(open_store("plans.db")), log)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pandas as pd
from sqlalchemy import Connection, Select, Table, func, select

from pipeline.compare.comparison import compare
from pipeline.compare.index import index
from pipeline.compare.report.page import page_of
from pipeline.compare.selection import Selection, select_plans
from pipeline.messages import Messages
from pipeline.plan import Plan
from pipeline.review.catalogue import Catalogue
from pipeline.store import Store, plan_from
from pipeline.store.search import search
from pipeline.store.search_index import words_of
from pipeline.store.tables import issuers, metadata, places, plans, warnings

_FIRST = 1
"""The number of the issuer in the head; further ones are those of a joint plan."""


class StoreShelf:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._selection: Selection | None = None
        self._selected: object = None

    def state(self) -> object:
        """Of a database in a file, when it was last written; of one on a server, how many plans and which versions it has."""
        if self._store.dialect != "postgresql":
            file = str(self._store.engine.url.database)
            return [(status.st_mtime_ns, status.st_size) for status in map(_status, (file, f"{file}-wal")) if status]
        with self._store.reading() as connection:
            counted = select(func.count(), func.max(plans.c.no), func.max(plans.c.digest), func.min(plans.c.digest))
            return tuple(connection.execute(counted).one())

    def catalogue(self) -> Catalogue:
        with self._store.reading() as connection:
            frame = pd.read_sql(_rows(), connection)
            codes = pd.read_sql(select(warnings.c.plan_no, warnings.c.code), connection)
            frame["confidence"] = frame["no"].map(_confidence(connection)).astype(float)
        frame["warnings"] = frame["no"].map(codes["plan_no"].value_counts()).fillna(0).astype(int)
        frame["unread"] = frame.pop("unassigned") / frame.pop("characters").clip(lower=1)
        return Catalogue(frame, codes.set_index("plan_no")["code"])

    def plan(self, id: str) -> tuple[Plan, str] | None:
        with self._store.reading() as connection:
            no = connection.scalar(select(plans.c.no).where(plans.c.id == id))
            if no is None:
                return None
            place = connection.scalar(
                select(places.c.place).where(places.c.plan_no == no).order_by(places.c.run_no.desc()).limit(1)
            )
        plan = plan_from(self._store, id)
        return plan, place if place is not None else plan.source.path

    def report(self, numbers: list[int], say: Messages) -> str:
        """Brings the index of comparisons up to date first, where the archive has changed."""
        with self._lock:
            state = self.state()
            if self._selection is None or state != self._selected:
                index(self._store)
                self._selection = select_plans(self._store)
                self._selected = self.state()
            selection = self._selection
        return page_of(compare(selection.only(numbers)), self._store, say, "CSV")

    def search(self, words: str) -> frozenset[int]:
        return search(self._store, words) if words_of(words) else frozenset()


def _status(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except OSError:
        return None


def _rows() -> Select[tuple[object, ...]]:
    first = issuers.alias("first")
    return select(
        plans.c.no,
        plans.c.id,
        plans.c.path,
        plans.c.title,
        plans.c.number,
        first.c.name.label("issuer"),
        first.c.province,
        first.c.level,
        first.c.kind,
        plans.c.issue_date.label("date"),
        plans.c.unassigned,
        plans.c.characters,
    ).select_from(plans.outerjoin(first, (first.c.plan_no == plans.c.no) & (first.c.no == _FIRST)))


def _confidence(connection: Connection) -> pd.Series[float]:
    """The lowest confidence of the items of each plan that was recognised from a scan."""
    recognised = select(plans.c.no).where(plans.c.ocr_engine.is_not(None))
    lowest: dict[int, float] = {}
    for table in _with_confidence():
        asked = select(table.c.plan_no, func.min(table.c.ocr_confidence)).where(table.c.plan_no.in_(recognised))
        for no, value in connection.execute(asked.group_by(table.c.plan_no)):
            if value is not None:
                lowest[no] = min(value, lowest.get(no, value))
    return pd.Series(lowest, dtype=float)


def _with_confidence() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if "ocr_confidence" in table.c)
