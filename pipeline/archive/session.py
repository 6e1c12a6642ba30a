"""One session of a run: gives the inputs that are to be read to workers and records how they end."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, get_args

from pipeline.archive.folder import Folder
from pipeline.archive.interrupts import Interrupts
from pipeline.archive.ledger import Entry, Ledger, Row
from pipeline.archive.outcome import Outcome, State
from pipeline.archive.places import places_of
from pipeline.archive.scan import NOT_ITS_FAULT, Scan, content_of
from pipeline.archive.shards import Shards
from pipeline.archive.task import Job, Same, Task
from pipeline.archive.warden import Report
from pipeline.inputs import Input
from pipeline.tally import Counts

LISTED = 50
"""So many failures and passed-over files are named at the end; the quarantine list has all."""
_FLUSH = 0.5
"""Seconds of records that a kill may lose."""


Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(slots=True)
class Progress:
    """Inputs of a session: `total` to be read, of which `ended`, of which `failed`; seconds since it began."""

    total: int = 0
    ended: int = 0
    failed: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class End:
    """How a session ended: what was read in it; why it `stopped` early: `interrupted`, `strict`, `fail_over`, `full`.

    `states` counts the inputs that the session met, those that had been done before included; `failures` and `passed_over` are
    the first of them; `skipped` counts those passed over in this session.
    """

    progress: Progress = field(default_factory=Progress)
    counts: Counts = field(default_factory=Counts)
    states: dict[State, int] = field(default_factory=dict)
    skipped: int = 0
    failures: list[Row] = field(default_factory=list)
    passed_over: list[Row] = field(default_factory=list)
    stopped: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a session goes: `fail_over` is the share of failures (percent of what is to be read) at which it stops."""

    jobs: int = 1
    retry_failed: bool = False
    strict: bool = False
    fail_over: float | None = None
    engine: Engine = "local"


class Workers(Protocol):
    """What does the tasks: a `Pool` here, a `ClusterPool` elsewhere."""

    @property
    def room(self) -> int: ...
    def __len__(self) -> int: ...
    def submit(self, task: Task) -> None: ...
    def take(self, timeout: float) -> list[tuple[Task, Report]]: ...
    def close(self) -> None: ...
    def kill(self) -> None: ...


class Session:
    """`stamp` names options and version, `open_pool` starts workers, `watch` is told how far things are."""

    def __init__(
        self,
        folder: Folder,
        ledger: Ledger,
        job: Job,
        rules: Rules,
        stamp: str,
        open_pool: Callable[[], Workers],
        watch: Callable[[Progress], None],
    ) -> None:
        self._ledger, self._job, self._rules, self._stamp, self._watch = ledger, job, rules, stamp, watch
        self._folder, self._open_pool = folder, open_pool
        self._shards: Shards | None = None
        self._pool: Workers | None = None
        self._started = time.monotonic()
        self._id = ledger.begin(datetime.now(UTC).isoformat(timespec="seconds"), rules.jobs, rules.engine)
        self._scan = Scan(ledger, self._id, stamp, job)
        self._end = End()
        self._entries: list[Entry] = []
        self._flushed = self._started
        self._again: deque[Row] = deque()
        self._waiting: dict[str, list[Row]] = {}
        self._contents: dict[str, str] = {}

    def go(self, entries: Iterable[Input], interrupts: Interrupts) -> End:
        """Raises WorkersError, sqlite3.Error; what was recorded stays in any case."""
        end = self._end
        try:
            self._plan(entries)
            if end.progress.total:
                self._read(interrupts)
        except KeyboardInterrupt:
            end.stopped = "interrupted"
        finally:
            if self._pool is not None:
                (self._pool.kill if end.stopped else self._pool.close)()
        self._flush()
        end.states = self._ledger.counts(self._id)
        end.failures = list(self._ledger.with_state("failed", self._id, LISTED))
        end.passed_over = list(self._ledger.with_state("skipped", self._id, LISTED))
        self._ledger.tell_session(self._id, end.progress.seconds, end.progress.ended, end.stopped or "ended")
        self._ledger.commit()
        return end

    def _plan(self, entries: Iterable[Input]) -> None:
        sessions = self._ledger.sessions()
        if len(sessions) > 1 and sessions[-2].state != "ended":
            self._scan.distrust_the_last()
        if self._rules.retry_failed:
            self._ledger.retry(self._id)
        else:
            for todo in self._scan.take(entries):
                if todo:
                    self._workers()
        if self._job.format != "json":
            self._shards = Shards(self._folder, self._ledger, self._job)
            self._shards.pack()
        self._end.progress.total = self._ledger.counts(self._id).get("todo", 0)

    def _workers(self) -> Workers:
        if self._pool is None:
            self._pool = self._open_pool()
        return self._pool

    def _read(self, interrupts: Interrupts) -> None:
        rows = self._ledger.todo(self._id)
        while not self._end.stopped:
            pool = self._workers()
            while not interrupts.asked and pool.room > 0 and (row := self._next(rows)):
                self._dispatch(row, pool)
            if not len(pool):
                break
            for task, report in pool.take(_FLUSH):
                self._record(task, report)
            self._pause()
        if interrupts.asked:
            self._end.stopped = "interrupted"

    def _next(self, rows: Iterator[Row]) -> Row | None:
        """What waited for another file with the same bytes comes before what is still to be read."""
        return self._again.popleft() if self._again else next(rows, None)

    def _dispatch(self, row: Row, pool: Workers) -> None:
        content = self._content_of(row)
        if content is not None:
            self._contents[row.place] = content
            if content in self._waiting:
                self._waiting[content].append(row)
                return
            if self._is_known(row, content):
                return
            if same := self._ledger.same_content(content, self._stamp, row.place):
                self._as(same, row, content, pool)
                return
            self._waiting[content] = []
        pool.submit(Task(row.entry))

    def _content_of(self, row: Row) -> str | None:
        """SHA-256 of a file that may be known, under its own name or another; None where reading it would be for nothing."""
        limit = self._job.limits.file_bytes
        if row.size is None or (limit and row.size > limit):
            return None
        if row.sha256 is None and not self._ledger.has_size_in_common(row):
            return None
        try:
            return content_of(row.entry)
        except OSError:
            return None

    def _is_known(self, row: Row, content: str) -> bool:
        """Whether the file has new dates only; then it is what it was."""
        if row.sha256 != content or row.stamp != self._stamp:
            return False
        results = self._ledger.results_of([row.place]).get(row.place, ())
        if row.cause is None and (not results or not self._scan.are_there(results)):
            return False
        if row.cause in NOT_ITS_FAULT:
            return False
        self._ledger.settle(row.place, "failed" if row.cause else "done")
        if self._shards is not None:
            self._shards.note([row.place])
        self._end.progress.total -= 1
        return True

    def _as(self, same: Row, row: Row, content: str, pool: Workers) -> None:
        """Record a file as another one with the same bytes."""
        if same.state == "done":
            results = self._ledger.results_of([same.place]).get(same.place, ())
            pool.submit(Task(row.entry, Same(same.entry.name, content, results)))
        elif same.cause in NOT_ITS_FAULT:
            pool.submit(Task(row.entry))
        else:
            self._enter(Entry(row.place, Outcome("failed", content, same.cause, same.message), 0.0, 0))

    def _record(self, task: Task, report: Report) -> None:
        outcome = report.value if isinstance(report.value, Outcome) else Outcome("failed", None, report.cause, report.message)
        content = self._contents.pop(task.entry.place, None)
        if outcome.state == "failed" and outcome.sha256 is None:
            outcome = replace(outcome, sha256=content or self._digest_of(task.entry))
        if outcome.fatal:
            self._end.stopped, self._end.message = "full", outcome.message or ""
            return
        self._enter(Entry(task.entry.place, self._without_conflict(outcome, task), report.seconds, report.peak))
        waiting = self._waiting.pop(content, []) if content else []
        if waiting:
            self._flush()
            self._again.extend(waiting)

    def _digest_of(self, entry: Input) -> str | None:
        limit = self._job.limits.file_bytes
        with suppress(OSError):
            if entry.path is not None and entry.path.is_file() and not (limit and entry.path.stat().st_size > limit):
                return content_of(entry)
        return None

    def _without_conflict(self, outcome: Outcome, task: Task) -> Outcome:
        """The outcome; a failure where another input (named `a.txt#2`) has a result of the same place."""
        for result in outcome.results if len(outcome.results) > 1 or "#" in task.entry.place else ():
            if self._ledger.owner_of(result.place) not in (None, task.entry.place):
                return Outcome("failed", outcome.sha256, "same_place", f"another input has the result {result.place}")
        return outcome

    def _enter(self, entry: Entry) -> None:
        """Count how an input ended; the ledger gets it with the next flush."""
        self._entries.append(entry)
        end, outcome, rules = self._end, entry.outcome, self._rules
        end.progress.ended += 1
        if outcome.counts is not None:
            end.counts.merge(outcome.counts)
        end.skipped += outcome.state == "skipped"
        if outcome.state == "failed":
            end.progress.failed += 1
            if rules.strict:
                end.stopped, end.message = "strict", f"{entry.place}: {outcome.message} ({outcome.cause})"
            elif rules.fail_over is not None and 100 * end.progress.failed > rules.fail_over * end.progress.total:
                end.stopped = "fail_over"

    def _pause(self) -> None:
        now = time.monotonic()
        if now - self._flushed >= _FLUSH:
            self._flush()
            self._flushed = now
        self._end.progress.seconds = now - self._started
        self._watch(self._end.progress)

    def _flush(self) -> None:
        entries, self._entries = self._entries, []
        self._end.progress.seconds = time.monotonic() - self._started
        if entries:
            before = self._ledger.results_of([entry.place for entry in entries])
            self._ledger.record(entries, self._stamp)
            self._remove_stale(before, entries)
        self._ledger.tell_session(self._id, self._end.progress.seconds, self._end.progress.ended)
        self._ledger.commit()
        if entries and self._shards is not None:
            self._shards.note([entry.place for entry in entries])
            self._shards.pack()

    def _remove_stale(self, before: dict[str, Any], entries: list[Entry]) -> None:
        """A result of what a file held before it changed is no result any more."""
        now: defaultdict[str, set[str]] = defaultdict(set)
        for entry in entries:
            now[entry.place] = {result.place for result in entry.outcome.results}
        for owner, results in before.items():
            for result in results:
                if result.place not in now[owner]:
                    places_of(self._job).remove(result.place)
