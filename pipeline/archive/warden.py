"""The process between a run and its workers: loads the work once, forks workers, and ends those that are stuck or swollen.

    main(descriptor)        this process's end of a socket pair to the `Pool`

It is a process of its own so that limits are watched from outside whatever native code a worker is in, so that a new worker costs
a fork and no loading, and so that something is left to end the workers when the run itself is killed.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from termios import FIONREAD
from types import FrameType

from pipeline.archive import processes
from pipeline.archive.worker import Told, Work, serve_tasks

TRIES = 3
"""A document that ended so many workers is given up: `crashed`, or `killed` where a signal from outside ended the last."""
_TICK = 0.1
"""Seconds between two looks at limits. A document that takes less is never looked at."""
_SLOW = 0.5
"""Who is at one document for so many seconds gives back the others of its batch; programs that it has started are looked at."""
_SHARE = 50
"""A look at the whole tree reads all processes of the machine: it may take one part in so many of the time."""
_LARGEST = 256


@dataclass(frozen=True, slots=True)
class Setup:
    """How a pool works. `work` is `module:function`, called once with `argument`; what it gives back is called with each task.

    `seconds` and `memory` (resident bytes) bound a task, 0 is no bound; a worker is replaced after `recycle` tasks.
    """

    work: str
    argument: object
    jobs: int = 1
    seconds: float = 0.0
    memory: int = 0
    recycle: int = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """How a task ended. `value` is what the work gave, or `cause` says `timeout`, `memory`, `crashed`, `killed`, `internal`."""

    value: object
    cause: str | None
    message: str
    seconds: float
    peak: int


@dataclass(slots=True)
class _Job:
    key: int
    task: bytes
    tries: int = 0
    spent: float = 0.0


@dataclass(slots=True)
class _Worker:
    """`jobs` are those of its batch that it has not reported; `seen` is the one it was last seen at, since when, how large."""

    pid: int
    pipe: Connection
    tickets: tuple[int, int]
    jobs: deque[_Job] = field(default_factory=deque)
    busy: bool = False
    done: int = 0
    seen: _Job | None = None
    since: float = 0.0
    peak: int = 0

    @property
    def left(self) -> int:
        """Tickets that it has not taken."""
        return int.from_bytes(ioctl(self.tickets[0], FIONREAD, bytes(4)), sys.byteorder)

    def look(self) -> _Job | None:
        """The job it is at: the first without a ticket that is left; those before it have ended and are not reported."""
        now = self.jobs[max(0, len(self.jobs) - self.left - 1)] if self.jobs else None
        if now is not self.seen:
            self.seen, self.since, self.peak = now, time.monotonic(), 0
        return now

    def give(self, jobs: list[_Job]) -> None:
        """A batch. Tickets come first: a worker that finds none has been relieved of the rest."""
        self.jobs.extend(jobs)
        self.busy, self.seen, self.since, self.peak = True, jobs[0], time.monotonic(), 0
        os.write(self.tickets[1], bytes(len(jobs)))
        with suppress(OSError):  # a worker that has just died is noticed by its closed pipe
            self.pipe.send([job.task for job in jobs])

    def relieve(self) -> list[_Job]:
        """Take back what it has not begun, in order."""
        try:
            count = len(os.read(self.tickets[0], _LARGEST))
        except BlockingIOError:
            return []
        return [self.jobs.pop() for _ in range(count)][::-1]

    def elapsed(self, job: _Job) -> float:
        return job.spent + time.monotonic() - self.since

    def close(self) -> None:
        self.pipe.close()
        for end in self.tickets:
            os.close(end)


class Warden:
    """Gives tasks to workers and answers to the pool until the pool hangs up.

    The pool sends lists of keys with pickled tasks, and gets lists of keys with reports.
    """

    def __init__(self, pool: Connection, setup: Setup, work: Work) -> None:
        self._pool, self._setup, self._work = pool, setup, work
        self._queue: deque[_Job] = deque()
        self._workers: list[_Worker] = []
        self._next_watch = self._next_look = 0.0

    def serve(self) -> None:
        """Raises EOFError or OSError when the pool is gone."""
        try:
            while True:
                self._hand_out()
                busy = any(worker.busy for worker in self._workers)
                for pipe in wait([self._pool, *(worker.pipe for worker in self._workers)], _TICK if busy else None):
                    self._hear(pipe)
                if time.monotonic() >= self._next_watch:
                    self._watch()
                    self._next_watch = time.monotonic() + _TICK
        finally:
            for worker in self._workers:
                processes.end_tree(worker.pid)
            processes.end_orphans(())

    def _hand_out(self) -> None:
        """Batches grow with the queue and shrink as it ends, so that all workers end at about the same time."""
        while self._queue:
            worker = next((worker for worker in self._workers if not worker.busy), None)
            if worker is None:
                if len(self._workers) == self._setup.jobs:
                    return
                worker = self._fork()
            count = max(1, min(_LARGEST, len(self._queue) // (2 * self._setup.jobs)))
            worker.give([self._queue.popleft() for _ in range(count)])

    def _hear(self, pipe: object) -> None:
        if pipe is self._pool:
            self._queue.extend(_Job(key, task) for key, task in self._pool.recv())
            return
        worker = next((worker for worker in self._workers if worker.pipe is pipe), None)
        if worker is None:
            return
        reports: list[Told] = []
        try:
            reports, ended = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker)
            return
        answers = []
        for value, cause, message, seconds, size in reports:
            job = worker.jobs.popleft()
            peak = max(size, worker.peak) if job is worker.seen else size
            answers.append((job.key, (value, cause, message, job.spent + seconds, peak)))
            worker.done += 1
        if answers:
            self._pool.send(answers)
        worker.busy = not ended
        swollen = self._setup.memory and reports and reports[-1][-1] > self._setup.memory // 2
        if ended and (worker.done >= self._setup.recycle or swollen):
            self._end(worker)

    def _lose(self, worker: _Worker) -> None:
        """A worker ended by itself or by a signal: its task is tried again, not for ever and not beyond its time."""
        job, status = self._end(worker)
        if job is None:
            return
        took = worker.elapsed(job)
        job.tries, job.spent = job.tries + 1, took
        if job.tries < TRIES and not (self._setup.seconds and took > self._setup.seconds):
            self._queue.append(job)
        else:
            cause = "killed" if status == signal.SIGKILL else "crashed"
            self._answer(job, (None, cause, _ending(status), took, worker.peak))

    def _watch(self) -> None:
        """End what is over its time or its memory; a document that was not there at the last look is let be."""
        limits = self._setup
        for worker in list(self._workers):
            before, job = worker.seen, worker.look()
            if job is None or job is not before or (took := time.monotonic() - worker.since) < _TICK:
                continue
            size = self._size_of(worker, took)
            worker.peak = max(worker.peak, size)
            if limits.memory and size > limits.memory:
                self._give_up(worker, job, "memory", f"{size >> 20} MB")
            elif limits.seconds and worker.elapsed(job) > limits.seconds:
                self._give_up(worker, job, "timeout", f"{limits.seconds:g} s")
            elif took > _SLOW:
                self._queue.extendleft(reversed(worker.relieve()))

    def _size_of(self, worker: _Worker, took: float) -> int:
        now = time.monotonic()
        if took < _SLOW or now < self._next_look:
            return processes.resident(worker.pid)
        size = processes.resident_tree(worker.pid)
        self._next_look = now + _SHARE * (time.monotonic() - now)
        return size

    def _give_up(self, worker: _Worker, job: _Job, cause: str, message: str) -> None:
        took, peak = worker.elapsed(job), worker.peak
        last, _ = self._end(worker)
        if last is job:
            self._answer(job, (None, cause, message, took, peak))
        elif last is not None:  # it had just come to an end
            self._queue.appendleft(last)

    def _answer(self, job: _Job, told: Told) -> None:
        self._pool.send([(job.key, told)])

    def _end(self, worker: _Worker) -> tuple[_Job | None, int]:
        """End a worker: gives the job it was at and its wait status; the others of its batch go back into the queue."""
        self._workers.remove(worker)
        status = processes.end_tree(worker.pid)
        job = worker.look()
        self._queue.extendleft(other for other in reversed(worker.jobs) if other is not job)
        worker.close()
        processes.end_orphans([other.pid for other in self._workers])
        return job, status

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        tickets = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            try:
                os.setsid()
                processes.die_with(parent)
                for connection in (ours, self._pool, *(worker.pipe for worker in self._workers)):
                    connection.close()
                serve_tasks(theirs, tickets[0], self._work)
            finally:
                os._exit(0)
        theirs.close()
        self._workers.append(_Worker(pid, ours, tickets))
        return self._workers[-1]


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit status {os.WEXITSTATUS(status)}"


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(descriptor: int) -> None:
    """Load the work and serve; the pool's first two messages are its `sys.path` and the `Setup`."""
    signal.signal(signal.SIGTERM, _leave)
    processes.adopt_orphans()
    pool = Connection(descriptor)
    with suppress(EOFError, OSError):
        sys.path[:] = pool.recv()
        setup: Setup = pool.recv()
        module, _, name = setup.work.partition(":")
        try:
            work = getattr(import_module(module), name)(setup.argument)
        except Exception as error:
            pool.send(f"{type(error).__name__}: {error}")
            return
        pool.send(None)
        Warden(pool, setup, work).serve()
