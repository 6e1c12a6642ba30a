"""What the comparisons read: the plans chosen from a store and the columns of their items that comparisons need, as frames.

Every frame of items has the column `plan`, the row of the plan in `Selection.plans`; every comparison is a function from a
selection (or frames of it) to frames, so it can be checked against frames made by hand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import pandas as pd
from sqlalchemy import Connection, Select, Table, Text, func, select

from pipeline.compare.wording import syllables
from pipeline.store.database import Store
from pipeline.store.search import about, words_asked
from pipeline.store.search_index import not_indexed
from pipeline.store.tables import (
    alike,
    anniversaries,
    campaigns,
    citations,
    copies,
    dates,
    issuers,
    plans,
    quotas,
    responsibilities,
    warnings,
    wordings,
)  # fmt: skip

By = Literal["province", "level", "issuer", "year"]
BY: tuple[By, ...] = get_args(By)
_ROWS_AT_ONCE = 100_000
LEVELS = ("central", "province", "district", "commune", "unit")


@dataclass(frozen=True, slots=True)
class Selection:
    """Plans and their items. Of copies of one plan (equal key) the one is here that stands for the others;
    `copies` counts all of them.

    plans         index `plan`: key, number, title, type, date (datetime, may be NaT), issuer, level, province, successor, year,
                  path, group (by what the comparison is asked for), copies, characters, in_sections, in_items
    citations     plan, paper (key), label, type, role, date
    quotas        plan, id, kind, subject, comparator, min, max, unit, topic, start, end
    duties        plan, id, actor, role, deadline (id in dates), topic, start, end
    dates         plan, id, kind, role, start_date, end_date (datetime), raw, start, end
    passages      plan, start, end, group
    anniversaries plan, event, id (of the catalogue, or NA), years
    campaigns     plan, name, kind
    warnings      plan, code
    by            what `group` holds
    topic         the words the plans were chosen by, or None for all plans
    """

    plans: pd.DataFrame
    citations: pd.DataFrame
    quotas: pd.DataFrame
    duties: pd.DataFrame
    dates: pd.DataFrame
    passages: pd.DataFrame
    anniversaries: pd.DataFrame
    campaigns: pd.DataFrame
    warnings: pd.DataFrame
    by: By
    topic: str | None

    def only(self, numbers: Collection[int]) -> Selection:
        """The same for the plans with these numbers in the store."""
        chosen = self.plans[self.plans.index.isin(list(numbers))]
        frames: dict[str, Any] = {name: _of(getattr(self, name), chosen) for name in _asked()}
        return replace(self, plans=chosen, **frames)


def select_plans(store: Store, by: By = "province", topic: str | None = None) -> Selection:
    """The plans of an indexed store; with a topic those whose title has all its words, in any order.

    Where the store's index of words (`pipeline.store.index_words`) holds all plans it is asked, and words typed with tones must
    have them; else titles are looked through, tones left out of account. Raises StoreError for a topic without a word.
    """
    told = about(store, topic) if topic and not not_indexed(store) else None
    with store.reading() as connection:
        chosen = _plans(connection, by)
        if told is not None:
            chosen = chosen[chosen.index.isin(list(told))]
        elif topic:
            wanted = set(syllables(" ".join(words_asked(topic))))
            chosen = chosen[[wanted <= set(syllables(title or "")) for title in chosen["title"]]]
        frames = {name: _of(_frame(connection, asked), chosen) for name, asked in _asked().items()}
    return Selection(chosen, by=by, topic=topic, **frames)


def _frame(connection: Connection, asked: Select[Any]) -> pd.DataFrame:
    """The rows of a query, fetched in parts as they come from the driver, a fraction of the cost of whole lists of rows;
    columns of days become times."""
    types = {column.name: "str" for column in asked.selected_columns if isinstance(column.type, Text)}
    cursor = connection.execute(asked).cursor
    assert cursor is not None
    names = [column.name for column in asked.selected_columns]
    parts = [pd.DataFrame(columns=names)]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        parts.append(pd.DataFrame(rows, columns=names).astype(types))
    frame = pd.concat(parts[1:] or parts, ignore_index=True)
    for name in frame.columns.intersection(["date", "start_date", "end_date"]):
        frame[name] = pd.to_datetime(frame[name], errors="coerce")
    return frame


def _of(frame: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["plan"].isin(chosen.index)].reset_index(drop=True)


def _plans(connection: Connection, by: By) -> pd.DataFrame:
    first = issuers.c.no == 1
    copied = select(copies.c.copy_of, func.count().label("count")).group_by(copies.c.copy_of).subquery()
    asked = (
        select(
            plans.c.no.label("plan"), plans.c.key, plans.c.number, plans.c.title, plans.c.doc_type_code.label("type"),
            plans.c.issue_start.label("date"), plans.c.path, plans.c.characters, plans.c.in_sections, plans.c.in_items,
            issuers.c.name.label("issuer"), issuers.c.level, issuers.c.province, issuers.c.successor_province.label("successor"),
            (func.coalesce(copied.c.count, 0) + 1).label("copies"),
        )
        .outerjoin(issuers, (issuers.c.plan_no == plans.c.no) & first)
        .outerjoin(copied, copied.c.copy_of == plans.c.no)
        .where(plans.c.no.not_in(select(copies.c.plan_no)))
        .order_by(plans.c.no)
    )  # fmt: skip
    frame = _frame(connection, asked).set_index("plan")
    frame["year"] = frame["date"].dt.year.astype("Int64")
    frame["group"] = frame[by].astype("object").map(lambda value: None if pd.isna(value) else str(value))
    return frame


def _asked() -> dict[str, Select[Any]]:
    """The query of each frame of items, by its name in `Selection`."""

    def topics(table: Table) -> Any:
        return (alike.c.plan_no == table.c.plan_no) & (alike.c.item_no == table.c.no) & (alike.c.field == table.name)

    def place(table: Table) -> tuple[Any, ...]:
        return table.c.plan_no.label("plan"), table.c.span_start.label("start"), table.c.span_end.label("end")

    q, r, d, c, w = quotas.c, responsibilities.c, dates.c, citations.c, wordings.c
    same = (alike.c.plan_no == w.plan_no) & (alike.c.item_no == w.item_no) & (alike.c.field == w.field)
    label = func.coalesce(c.number, c.name, c.type_name).label("label")
    days = (d.kind, d.role, d.start_date, d.end_date, d.raw)
    amounts = (q.kind, q.subject, q.comparator, q.min, q.max, q.unit)
    return {
        "citations": select(c.plan_no.label("plan"), c.key.label("paper"), label, c.type_code.label("type"), c.role, c.date),
        "quotas": select(*place(quotas), q.id, *amounts, alike.c.topic).outerjoin(alike, topics(quotas)),
        "duties": select(*place(responsibilities), r.id, r.actor, r.role, d.id.label("deadline"), alike.c.topic)
        .outerjoin(dates, (d.plan_no == r.plan_no) & (d.no == r.deadline_no))
        .outerjoin(alike, topics(responsibilities)),
        "dates": select(*place(dates), d.id, *days),
        "passages": select(*place(wordings), alike.c.topic.label("group")).join(alike, same).where(w.field == "passages"),
        "anniversaries": select(
            anniversaries.c.plan_no.label("plan"), anniversaries.c.event, anniversaries.c.event_id.label("id"),
            anniversaries.c.years
        ),
        "campaigns": select(campaigns.c.plan_no.label("plan"), campaigns.c.name, campaigns.c.kind),
        "warnings": select(warnings.c.plan_no.label("plan"), warnings.c.code),
    }  # fmt: skip
