"""The archive behind the pages: the list, plans as corrected, corrections kept, page images.

Questions come from several threads at once; the catalogue is made anew when the archive has changed.
"""

from __future__ import annotations

from threading import Lock
from typing import Protocol

from pipeline.corrections import Correction, CorrectionLog, corrected
from pipeline.errors import KehoachError
from pipeline.messages import Messages
from pipeline.plan import Plan
from pipeline.review.catalogue import Catalogue, Choice, ListPage, Query
from pipeline.review.images import Originals, page_image
from pipeline.review.view import PlanView, plan_view
from pipeline.review.wish import Wish, draft_of


class NoSuchPlanError(KehoachError):
    """A plan that is not in the archive."""


class Shelf(Protocol):
    """Where the plans stand."""

    def state(self) -> object:
        """Something that is different once the archive has changed."""

    def catalogue(self) -> Catalogue: ...

    def plan(self, id: str) -> tuple[Plan, str] | None:
        """A plan and the place of its result; None where there is no such plan."""

    def search(self, words: str) -> frozenset[int]:
        """The numbers of the plans that hold the words."""

    def report(self, numbers: list[int], say: Messages) -> str:
        """The comparison of the plans with these numbers, as a page."""


class Library:
    """`originals` finds the files that the plans were read from, for page images."""

    def __init__(self, shelf: Shelf, log: CorrectionLog, originals: Originals | None = None) -> None:
        self._shelf = shelf
        self._log = log
        self._originals = originals
        self._lock = Lock()
        self._state: object = None
        self._catalogue: Catalogue | None = None

    def catalogue(self) -> Catalogue:
        with self._lock:
            state = self._shelf.state()
            if self._catalogue is None or state != self._state:
                self._state, self._catalogue = state, self._shelf.catalogue()
            return self._catalogue

    def page(self, query: Query) -> ListPage:
        return self.catalogue().page(query, self._log.counts())

    def facets(self, query: Query) -> dict[str, tuple[Choice, ...]]:
        return self.catalogue().facets(query, self._log.counts())

    def around(self, query: Query, plan: str) -> tuple[str | None, str | None]:
        """The plans before and after this one in the list that the query gives."""
        return self.catalogue().around(query, plan, self._log.counts())

    def chosen(self, query: Query) -> list[int]:
        """The numbers of the plans that the query gives."""
        return self.catalogue().chosen(query, self._log.counts())

    def report(self, query: Query, say: Messages) -> str:
        """The comparison of the plans that the query gives, as a page."""
        return self._shelf.report(self.chosen(query), say)

    def search(self, words: str) -> frozenset[int]:
        """The plans that hold the words, in what names them or anywhere in their text."""
        return self.catalogue().named(words) | self._shelf.search(words)

    def view(self, id: str) -> PlanView:
        """The plan with its corrections. Raises NoSuchPlanError."""
        plan, place = self._plan(id)
        return plan_view(plan, place, self._log.history(plan.id, place))

    def correct(self, id: str, wish: Wish, reviewer: str) -> Correction:
        """Keep a correction. Raises NoSuchPlanError, ConflictError, and ValueError where the wish makes no correction."""
        plan, place = self._plan(id)
        now = corrected(plan, self._log.active(plan.id, place)).plan
        return self._log.add(plan.id, place, reviewer, draft_of(wish, now, plan), wish.seen_revision)

    def image(self, id: str, number: int) -> bytes | None:
        """A page of the original as PNG; None where the file is not at hand, is another by now, or has no such page."""
        plan, place = self._plan(id)
        path = self._originals(plan.source, place) if self._originals is not None else None
        return page_image(path, plan.source.sha256, number) if path is not None else None

    def _plan(self, id: str) -> tuple[Plan, str]:
        found = self._shelf.plan(id)
        if found is None:
            raise NoSuchPlanError(id)
        return found
