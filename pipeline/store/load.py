"""Runs into a store: read, check, take apart, write. Doing it again changes nothing; what was begun is taken up again.

report = load(open_store("plans.db", create=True), [Path("out")], jobs=2)
report.new, report.replaced, report.unchanged, report.refused, report.gone
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from pipeline.corrections.reviewed import Reviewed
from pipeline.errors import PlanError
from pipeline.store.columns import short_key
from pipeline.store.database import Store
from pipeline.store.incoming import Incoming, incoming
from pipeline.store.prepare import Ready, json_digest, prepared, uncollected
from pipeline.store.prune import forget, gone
from pipeline.store.rows import PlanRows
from pipeline.store.tables import places, plans
from pipeline.store.write import known, place, run_number, sweep, write

_AT_ONCE = 200
"""Plans written in one transaction."""


@dataclass(slots=True)
class Report:
    """What a load did: counts of plans, and what was refused, by place, with the cause."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Places that hold the very file of an earlier place."""
    gone: int = 0
    """Plans that the store has and that lie nowhere any more; they were removed if that was asked for."""
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def plans(self) -> int:
        return self.new + self.replaced + self.unchanged


def load(store: Store, runs: Iterable[Path], reviewed: Reviewed | None = None, *, jobs: int = 1, prune: bool = False) -> Report:
    """Load what lies in folders of results, `.json` and `.jsonl` files, corrected where reviewers have corrected it.

    `jobs` processes check plans (the caller's main module must be importable without running anything if there are several).
    With `prune`, plans that were loaded from these runs, lie there no more and nowhere else either are removed.
    Raises StoreError, OSError.
    """
    report = Report()
    for run in runs:
        _Loading(store, run, reviewed or Reviewed(), report).load(jobs, prune)
    if report.replaced:
        with store.writing() as connection:
            sweep(connection)
    return report


class _Loading:
    """One run on its way into the store."""

    def __init__(self, store: Store, run: Path, reviewed: Reviewed, report: Report) -> None:
        self._store, self._run, self._reviewed, self._report = store, run, reviewed, report
        with store.writing() as connection:
            self._number = run_number(connection, str(run.resolve()))
        self._concerned = reviewed.concerned()
        self._seen: set[str] = set()
        self._met: set[str] = set()
        self._all_met = True

    def load(self, jobs: int, prune: bool) -> None:
        ready = prepared(self._fresh(), self._reviewed, jobs)
        while batch := list(islice(ready, _AT_ONCE)):
            with uncollected():
                self._write(batch)
        if self._all_met:
            self._report.gone += (forget if prune else gone)(self._store, self._number, self._met)

    def _fresh(self) -> Iterator[tuple[str, bytes]]:
        """What has to be read: all but what the store has from the very same JSON, and what cannot be read."""
        found = self._found()
        while some := list(islice(found, _AT_ONCE)):
            self._met.update(short_key(name) for name, _ in some)
            stored = self._stored([name for name, _ in some])
            for name, content in some:
                if isinstance(content, PlanError):
                    self._report.refused[name] = str(content)
                    continue
                id, digest = stored.get(short_key(name), ("", None))
                if digest is None or digest != json_digest(content) or not self._concerned.isdisjoint((id, name)):
                    yield name, content
                elif id in self._seen:
                    self._report.repeated += 1
                else:
                    self._seen.add(id)
                    self._report.unchanged += 1

    def _found(self) -> Iterator[Incoming]:
        try:
            yield from incoming(self._run)
        except PlanError as error:
            self._report.refused[self._run.name] = str(error)
            self._all_met = False

    def _stored(self, names: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        """The plans at these places of the run as the store has them: id and digest of their JSON."""
        asked = select(places.c.place, plans.c.id, plans.c.json_digest).join(plans, plans.c.no == places.c.plan_no)
        own = asked.where(places.c.run_no == self._number, places.c.place.in_(list(map(short_key, names))))
        with self._store.reading() as connection:
            return {row.place: (row.id, row.json_digest) for row in connection.execute(own)}

    def _write(self, batch: Sequence[Ready]) -> None:
        """One transaction: the plans of a batch that the store has not yet in this version, and the places of all."""
        report, found = self._report, {one.place: one.rows for one in batch if one.rows is not None}
        report.refused.update((one.place, one.refused) for one in batch if one.rows is None)
        with self._store.reading() as connection:
            before = known(connection, {rows.id for rows in found.values()})
        changed: dict[str, PlanRows] = {}
        for rows in found.values():
            own = before.get(rows.id)
            if rows.id in self._seen:
                report.repeated += 1
                continue
            self._seen.add(rows.id)
            report.new += own is None
            report.unchanged += own is not None and own.digest == rows.digest
            report.replaced += own is not None and own.digest != rows.digest
            if own is None or (own.digest, own.json_digest) != (rows.digest, rows.json_digest):
                changed[rows.id] = rows
        with self._store.writing() as connection:
            numbers = {id: one.no for id, one in before.items()} | write(connection, list(changed.values()))
            place(connection, self._number, {name: numbers[rows.id] for name, rows in found.items()})
