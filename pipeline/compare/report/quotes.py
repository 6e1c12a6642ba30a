"""Words of the plans themselves, fetched from the store for what the report prints only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import func, select

from pipeline.store.database import Store
from pipeline.store.tables import responsibilities, texts


@dataclass(frozen=True, slots=True)
class Quotes:
    """Reads from the store that was compared."""

    store: Store

    def tasks(self, duties: pd.DataFrame, topics: Iterable[int]) -> dict[int, str]:
        """The words of one duty of each topic. `duties` as in `Duties.items`."""
        first = duties[duties["topic"].isin(list(topics))].drop_duplicates("topic")
        found: dict[int, str] = {}
        with self.store.reading() as connection:
            for topic, plan, item in first[["topic", "plan", "id"]].to_numpy():
                own = (responsibilities.c.plan_no == int(plan)) & (responsibilities.c.id == item)
                found[int(topic)] = connection.scalar(select(responsibilities.c.task).where(own)) or ""
        return found

    def passages(self, spans: pd.DataFrame) -> list[str]:
        """The text at each plan, start, end."""
        with self.store.reading() as connection:
            return [
                connection.scalar(
                    select(func.substr(texts.c.text, int(start) + 1, int(end - start))).where(texts.c.plan_no == int(plan))
                )
                or ""
                for plan, start, end in spans[["plan", "start", "end"]].to_numpy()
            ]
