"""The worklist of a session: what lies below the paths, compared with what the ledger has recorded of it.

A file counts as unchanged when its path, size and times of change are; else its bytes decide (`Session`). The time of the last
status change cannot be set back by programs, so a file with new bytes is noticed whatever its date says.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.archive.ledger import Ledger, Row
from pipeline.archive.outcome import Result
from pipeline.archive.places import places_of
from pipeline.archive.shards import shard_path
from pipeline.archive.task import Job
from pipeline.errors import SourceError
from pipeline.inputs import Input, bytes_of
from pipeline.remote import state_of

_BATCH = 500
_LAST = 1000
"""So many results of a killed run are read again before it goes on; a power cut may have harmed them."""
NOT_ITS_FAULT = ("unwritable", "same_place", "killed")
"""Failures that say nothing of the file: it is tried again without being asked for."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`stamp` names the options and version of this session."""

    ledger: Ledger
    session: int
    stamp: str
    job: Job
    shards: dict[int, bool] = field(default_factory=dict)
    """Shards that have been looked for, and whether they are whole."""

    def take(self, entries: Iterable[Input]) -> Iterator[int]:
        """Record all inputs, in batches; after each the number of those that have to be read."""
        iterator = iter(entries)
        while batch := list(islice(iterator, _BATCH)):
            yield self._take(batch)

    def _take(self, batch: list[Input]) -> int:
        found = [self._row(entry) for entry in batch]
        known = self.ledger.rows([row.place for row in found])
        results = self.ledger.results_of([row.place for row in found])
        todo, kept = [], []
        for row in found:
            if self._is_unchanged(row, known.get(row.place), results.get(row.place, ())):
                kept.append(row.place)
            else:
                todo.append((row, self.session))
        self.ledger.await_inputs(todo)
        if kept:
            self.ledger.keep_inputs(kept, self.session)
        self.ledger.commit()
        return len(todo)

    def _row(self, entry: Input) -> Row:
        if entry.url is not None:
            size, key = state_of(entry.url) or (None, None)
            return Row(entry.place, entry.url, entry.asked, size, key, None, None, "todo", None, None, "", None)
        path = entry.path or Path()
        try:
            status: os.stat_result | None = os.stat(path)  # noqa: PTH116
        except OSError:
            status = None
        size, changed, touched = (status.st_size, status.st_mtime_ns, status.st_ctime_ns) if status else (None, None, None)
        return Row(
            entry.place, str(path.absolute()), entry.asked, size, changed, touched, None, "todo", None, None, "", entry.member
        )

    def _is_unchanged(self, row: Row, known: Row | None, results: tuple[Result, ...]) -> bool:
        if known is None or known.stamp != self.stamp or known.status != row.status:
            return False
        if known.state == "failed":
            return known.cause not in NOT_ITS_FAULT and row.size is not None
        return known.state == "skipped" or (known.state == "done" and self.are_there(results))

    def are_there(self, results: Iterable[Result]) -> bool:
        """Whether results stand where they should, with their size."""
        return all(self._is_there(result) for result in results)

    def _is_there(self, result: Result) -> bool:
        try:
            if result.shard is None:
                return places_of(self.job).size(result.place) == result.size
            if result.shard not in self.shards:
                size = shard_path(self.job.out, result.shard, self.job.format).stat().st_size
                self.shards[result.shard] = size == self.ledger.sharding.sizes()[result.shard]
            return self.shards[result.shard]
        except OSError:
            return False

    def distrust_the_last(self) -> None:
        """Find results of a killed run that are not what was recorded; their inputs are read again."""
        harmed = {owner for owner, result in self.ledger.last_results(_LAST) if not self._is_whole(result)}
        for place in harmed:
            self.ledger.distrust([place])

    def _is_whole(self, result: Result) -> bool:
        try:
            return result.shard is not None or sha256(places_of(self.job).read(result.place)) == result.sha256
        except OSError:
            return False


def content_of(entry: Input) -> str | None:
    """SHA-256 of an input's bytes; None where it is no file. Raises OSError."""
    if entry.path is None or not entry.path.is_file():
        return None
    if entry.member is None:
        return digest(entry.path)
    try:
        return sha256(bytes_of(entry))
    except SourceError:
        return None


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
