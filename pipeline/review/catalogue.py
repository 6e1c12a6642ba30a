"""The archive as a list: one row a plan, filtered, counted, sorted and cut into pages in memory.

    catalogue.page(Query(province=("Kiên Giang",), sort="date"))

A hundred thousand plans are a table of some tens of megabytes, over which every question costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import pandas as pd
from pydantic import BaseModel

from pipeline.lexicon.keys import fold

Sort = Literal["attention", "date", "province", "title", "place"]
SORTS: tuple[Sort, ...] = get_args(Sort)
FACETS = ("province", "level", "kind", "year", "warning", "reviewed")
ROWS = 50
"""Plans on a page of the list."""
_ORDER: dict[Sort, tuple[list[str], list[bool]]] = {
    "attention": (["warnings", "confidence", "unread"], [False, True, False]),
    "date": (["date"], [False]),
    "province": (["province", "date"], [True, False]),
    "title": (["title"], [True]),
    "place": (["path"], [True]),
}
COLUMNS = (
    "no",
    "id",
    "path",
    "title",
    "number",
    "issuer",
    "province",
    "level",
    "kind",
    "date",
    "warnings",
    "confidence",
    "unread",
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the list: the values chosen in each facet (none: all), the plans a search found (None: no search)."""

    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    found: frozenset[int] | None = None
    sort: Sort = "attention"
    page: int = 1


class Row(BaseModel):
    """A plan in the list; `confidence` is the lowest of its items (0-100), None where nothing was recognised from a scan."""

    id: str
    path: str
    title: str | None
    number: str | None
    issuer: str | None
    province: str | None
    date: str | None
    warnings: int
    confidence: float | None
    corrections: int


class ListPage(BaseModel):
    total: int
    page: int
    pages: int
    rows: tuple[Row, ...]


class Choice(BaseModel):
    value: str
    count: int


class Catalogue:
    """Built from a frame with COLUMNS and a series of warning codes by plan number; both are kept as they are."""

    def __init__(self, plans: pd.DataFrame, codes: pd.Series[str]) -> None:
        self._plans = plans.reset_index(drop=True)
        self._plans["year"] = self._plans["date"].str.slice(0, 4)
        self._rows = pd.Series(self._plans.index, index=self._plans["no"])
        self._codes = codes[codes.index.isin(self._plans["no"])]
        self._folded: pd.Series[str] | None = None
        self._orders: dict[Sort, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self._plans)

    def named(self, words: str) -> frozenset[int]:
        """The numbers of the plans whose title, number, issuer or path holds all the words, marks and case aside."""
        kept = np.ones(len(self._plans), dtype=bool)
        for word in fold(words).split():
            kept &= self._naming().str.contains(word, regex=False).to_numpy()
        return frozenset(int(no) for no in self._plans["no"].to_numpy()[kept])

    def _naming(self) -> pd.Series[str]:
        if self._folded is None:
            whole = self._plans[["title", "number", "issuer", "path"]].fillna("").agg(" ".join, axis=1)
            self._folded = whole.map(fold)
        return self._folded

    def page(self, query: Query, corrections: Mapping[str, int]) -> ListPage:
        """One page of the plans that fit; `corrections` counts those of each plan id. A page beyond the last gives the last."""
        order = self._ordered(query, corrections)
        pages = max(1, -(-len(order) // ROWS))
        page = min(max(1, query.page), pages)
        cut = self._plans.iloc[order[(page - 1) * ROWS : page * ROWS]]
        rows = [_row(values, corrections) for values in cut.astype(object).where(cut.notna(), None).to_dict("records")]
        return ListPage(total=len(order), page=page, pages=pages, rows=tuple(rows))

    def facets(self, query: Query, corrections: Mapping[str, int]) -> dict[str, tuple[Choice, ...]]:
        """For each facet its values and how many plans each would leave, the choices in the other facets kept."""
        return {name: self._choices(name, self._mask(query, corrections, but=name), corrections) for name in FACETS}

    def around(self, query: Query, plan: str, corrections: Mapping[str, int]) -> tuple[str | None, str | None]:
        """The plans before and after this one in the list; None at its ends and where the plan is not in it."""
        ids = self._plans["id"].to_numpy()[self._ordered(query, corrections)]
        at = np.flatnonzero(ids == plan)
        if not len(at):
            return None, None
        before, after = int(at[0]) - 1, int(at[0]) + 1
        return (str(ids[before]) if before >= 0 else None), (str(ids[after]) if after < len(ids) else None)

    def chosen(self, query: Query, corrections: Mapping[str, int]) -> list[int]:
        """The numbers of all plans that fit."""
        return [int(no) for no in self._plans["no"].to_numpy()[self._mask(query, corrections)]]

    def _ordered(self, query: Query, corrections: Mapping[str, int]) -> np.ndarray:
        if query.sort not in self._orders:
            by, ascending = _ORDER[query.sort]
            ordered = self._plans.sort_values([*by, "path"], ascending=[*ascending, True], kind="stable", na_position="last")
            self._orders[query.sort] = ordered.index.to_numpy()
        order = self._orders[query.sort]
        fitting: np.ndarray = order[self._mask(query, corrections)[order]]
        return fitting

    def _mask(self, query: Query, corrections: Mapping[str, int], but: str = "") -> np.ndarray:
        kept = np.ones(len(self._plans), dtype=bool)
        if query.found is not None:
            kept &= self._plans["no"].isin(query.found).to_numpy()
        for name, values in query.chosen.items():
            if values and name != but and name in FACETS:
                kept &= self._fits(name, values, corrections)
        return kept

    def _fits(self, name: str, values: Sequence[str], corrections: Mapping[str, int]) -> np.ndarray:
        if name == "warning":
            return self._plans["no"].isin(self._codes.index[self._codes.isin(values)]).to_numpy()
        if name == "reviewed":
            return self._reviewed(corrections).isin(values).to_numpy()
        return self._plans[name].isin(values).to_numpy()

    def _choices(self, name: str, mask: np.ndarray, corrections: Mapping[str, int]) -> tuple[Choice, ...]:
        if name == "warning":
            rows = self._rows.reindex(self._codes.index).to_numpy()
            values = self._codes[mask[rows]]
            counts = values.groupby([values.index, values.to_numpy()]).size().groupby(level=1).size()
        else:
            column = self._reviewed(corrections) if name == "reviewed" else self._plans[name]
            counts = column[mask].value_counts()
        found = [Choice(value=str(value), count=int(count)) for value, count in counts.items() if count]
        if name == "year":
            return tuple(sorted(found, key=lambda choice: choice.value, reverse=True))
        return tuple(sorted(found, key=lambda choice: (-choice.count, choice.value)))

    def _reviewed(self, corrections: Mapping[str, int]) -> pd.Series[str]:
        return self._plans["id"].isin(list(corrections)).map({True: "yes", False: "no"})


def _row(values: Mapping[Hashable, object], corrections: Mapping[str, int]) -> Row:
    known = {name: values[name] for name in Row.model_fields if name != "corrections"}
    return Row.model_validate({**known, "corrections": corrections.get(str(values["id"]), 0)})
