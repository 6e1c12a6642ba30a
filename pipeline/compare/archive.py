"""A store as pandas frames: whole tables, typed, with province, level and year of the plan on every row.

    archive = Archive("plans.db")
    archive.quotas().groupby("province", observed=True)["max"].median()
    archive.columns("quotas")["comparator"]       'max, min, exact, approx, range, over or under.'

Columns are those of the tables (docs/data-dictionary.md). Days are `datetime64[s]`, numbers with gaps `Int64`, truth values
`boolean`, words out of a short list, provinces among them, `category`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd
from sqlalchemy import BigInteger, Boolean, Date, Integer, Select, Table, and_, extract, func, select

from pipeline.messages import Language
from pipeline.store import Store, open_store
from pipeline.store.tables import issuers, meaning, metadata, plans

_CATEGORIES = frozenset({
    "capacity", "code", "comparator", "district", "doc_type_code", "doc_type_name", "evidence", "field", "kind", "level", "mark",
    "media_type", "method", "province", "province_code", "role", "rule", "successor_province", "successor_province_code", "type",
    "type_code", "unit",
})  # fmt: skip
_OF_PLAN = ("province", "successor_province", "level", "year")
"""Columns of the plan that stand on every row of its items."""


class Archive:
    """The plans of a store as frames; each call reads the database anew. Raises StoreError where there is no such store."""

    def __init__(self, where: str | Path | Store) -> None:
        self.store = where if isinstance(where, Store) else open_store(where)

    def plans(self) -> pd.DataFrame:
        """One row a plan, by `no`: the columns of `plans`, and of its first issuer `issuer`, `organ`, `parent`, `issuer_kind`,
        `level` and the place; `year` is that of issue, else the one printed in the number.
        """
        return self._typed(_plans(), plans, issuers).set_index("no")

    def frame(self, name: str) -> pd.DataFrame:
        """A table of the store by its name. Rows of items have `province`, `successor_province`, `level` and `year` of the plan
        behind `plan_no` (where the table has columns of that name itself, the plan's are `plan_province` and so on).
        """
        table = metadata.tables[name]
        frame = self._typed(select(table).order_by(*table.primary_key), table)
        if "plan_no" not in frame:
            return frame
        of_plan = self._of_plan.rename(columns={column: f"plan_{column}" for column in _OF_PLAN if column in frame})
        joined = frame.join(of_plan, on="plan_no")
        return joined[["plan_no", *of_plan.columns, *(column for column in frame.columns if column != "plan_no")]]

    def columns(self, name: str, language: Language = "en") -> dict[str, str]:
        """What the columns of a table mean."""
        return {column.name: meaning(name, column.name, language) for column in metadata.tables[name].columns}

    def sections(self) -> pd.DataFrame:
        return self.frame("sections")

    def citations(self) -> pd.DataFrame:
        return self.frame("citations")

    def cited_documents(self) -> pd.DataFrame:
        return self.frame("cited_documents")

    def anniversaries(self) -> pd.DataFrame:
        return self.frame("anniversaries")

    def dates(self) -> pd.DataFrame:
        return self.frame("dates")

    def quotas(self) -> pd.DataFrame:
        return self.frame("quotas")

    def responsibilities(self) -> pd.DataFrame:
        return self.frame("responsibilities")

    def partners(self) -> pd.DataFrame:
        return self.frame("partners")

    def recipients(self) -> pd.DataFrame:
        return self.frame("recipients")

    def signatures(self) -> pd.DataFrame:
        return self.frame("signatures")

    def campaigns(self) -> pd.DataFrame:
        return self.frame("campaigns")

    def entities(self) -> pd.DataFrame:
        return self.frame("entities")

    def mentions(self) -> pd.DataFrame:
        return self.frame("mentions")

    def tables(self) -> pd.DataFrame:
        return self.frame("tables")

    def cells(self) -> pd.DataFrame:
        return self.frame("cells")

    def warnings(self) -> pd.DataFrame:
        return self.frame("warnings")

    def issuers(self) -> pd.DataFrame:
        return self.frame("issuers")

    def copies(self) -> pd.DataFrame:
        return self.frame("copies")

    def runs(self) -> pd.DataFrame:
        return self.frame("runs")

    def texts(self) -> pd.DataFrame:
        return self.frame("texts")

    @cached_property
    def _of_plan(self) -> pd.DataFrame:
        return self.plans()[list(_OF_PLAN)]

    def _typed(self, asked: Select[*tuple[object, ...]], *tables: Table) -> pd.DataFrame:
        with self.store.reading() as connection:
            rows = connection.execute(asked)
            frame = pd.DataFrame(rows.all(), columns=list(rows.keys()))
        kinds = {column.name: column.type for table in reversed(tables) for column in table.columns}
        for name in frame.columns:
            kind = kinds.get(name)
            if isinstance(kind, Date):
                frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
            elif isinstance(kind, Integer | BigInteger) or (name == "year" and kind is None):
                frame[name] = frame[name].astype("Int64")
            elif isinstance(kind, Boolean):
                frame[name] = frame[name].astype("boolean")
            elif name in _CATEGORIES or name == "issuer_kind":
                frame[name] = frame[name].astype("category")
        return frame


def _plans() -> Select[*tuple[object, ...]]:
    """Plans with their first issuers."""
    first = and_(issuers.c.plan_no == plans.c.no, issuers.c.no == 1)
    renamed = {"name": "issuer", "kind": "issuer_kind"}
    wanted = ("name", "organ", "parent", "kind", "level", "place_name", "province", "province_code", "district",
              "successor_province", "successor_province_code")  # fmt: skip
    of_issuer = [issuers.c[name].label(renamed.get(name, name)) for name in wanted]
    year = func.coalesce(extract("year", plans.c.issue_start), plans.c.number_year).label("year")
    return select(*plans.columns, *of_issuer, year).outerjoin(issuers, first).order_by(plans.c.no)
