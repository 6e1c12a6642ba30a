"""An archive in memory, for tests of the review page: plans as they are handed over, found by plain words of their text."""

from __future__ import annotations

import html
from dataclasses import dataclass

import pandas as pd

from pipeline.messages import Messages
from pipeline.plan import Plan
from pipeline.review.catalogue import COLUMNS, Catalogue


@dataclass
class MemoryShelf:
    """The n-th plan has the number n; its place is the path of its source."""

    plans: list[Plan]

    def state(self) -> object:
        return tuple(id(plan) for plan in self.plans)

    def catalogue(self) -> Catalogue:
        rows = [_row(no, plan) for no, plan in enumerate(self.plans)]
        codes = [(no, warning.code) for no, plan in enumerate(self.plans) for warning in plan.warnings]
        series = pd.Series([code for _, code in codes], index=[no for no, _ in codes], dtype=object)
        return Catalogue(pd.DataFrame(rows, columns=list(COLUMNS)), series)

    def plan(self, id: str) -> tuple[Plan, str] | None:
        return next(((plan, plan.source.path) for plan in self.plans if plan.id == id), None)

    def report(self, numbers: list[int], say: Messages) -> str:
        return "".join(f"<p>{html.escape(self.plans[no].source.path)}</p>" for no in numbers)

    def search(self, words: str) -> frozenset[int]:
        return frozenset(no for no, plan in enumerate(self.plans) if words.lower() in plan.text.lower())


def _row(no: int, plan: Plan) -> tuple[object, ...]:
    body = plan.issuing_body
    return (
        no,
        plan.id,
        plan.source.path,
        plan.title.text if plan.title else None,
        plan.number.value if plan.number else None,
        body.name if body else None,
        body.place.province if body and body.place else None,
        body.level if body else None,
        body.kind if body else None,
        plan.issue_date.edtf if plan.issue_date else None,
        len(plan.warnings),
        None,
        plan.coverage.unassigned / max(plan.coverage.characters, 1),
    )
