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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from resource import RLIMIT_CORE, setrlimit
from types import FrameType

from pipeline.archive import processes

Work = Callable[[object], object]
TRIES = 3
"""A document that ended so many workers is given up: `crashed`, or `killed` where a signal from outside ended the last."""
_TICK = 0.1
"""Seconds between two looks at limits. A document that takes less is never looked at."""
_SHARE = 50
"""A look at the whole tree reads all processes of the machine: it may take one part in so many of the time."""


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
    task: object
    tries: int = 0
    spent: float = 0.0


@dataclass(slots=True)
class _Worker:
    pid: int
    pipe: Connection
    job: _Job | None = None
    started: float = 0.0
    peak: int = 0
    done: int = 0

    def elapsed(self, job: _Job) -> float:
        return job.spent + time.monotonic() - self.started


class Warden:
    """Gives tasks to workers and answers to the pool until the pool hangs up."""

    def __init__(self, pool: Connection, setup: Setup, work: Work) -> None:
        self._pool, self._setup, self._work = pool, setup, work
        self._queue: deque[_Job] = deque()
        self._workers: list[_Worker] = []
        self._next_look = 0.0

    def serve(self) -> None:
        """Raises EOFError or OSError when the pool is gone."""
        try:
            while True:
                self._hand_out()
                busy = any(worker.job for worker in self._workers)
                for pipe in wait([self._pool, *(worker.pipe for worker in self._workers)], _TICK if busy else None):
                    self._hear(pipe)
                self._watch()
        finally:
            for worker in self._workers:
                processes.end_tree(worker.pid)
            processes.end_orphans(())

    def _hand_out(self) -> None:
        while self._queue:
            worker = next((worker for worker in self._workers if worker.job is None), None)
            if worker is None:
                if len(self._workers) == self._setup.jobs:
                    return
                worker = self._fork()
            job = worker.job = self._queue.popleft()
            worker.started, worker.peak = time.monotonic(), 0
            with suppress(OSError):  # a worker that has just died is noticed by its closed pipe
                worker.pipe.send(job.task)

    def _hear(self, pipe: object) -> None:
        if pipe is self._pool:
            key, task = self._pool.recv()
            self._queue.append(_Job(key, task))
            return
        worker = next(worker for worker in self._workers if worker.pipe is pipe)
        try:
            value, cause, message, size = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker)
            return
        job, worker.job = worker.job, None
        if job is not None:
            self._answer(job, Report(value, cause, message, worker.elapsed(job), max(size, worker.peak)))
        worker.done += 1
        if worker.done >= self._setup.recycle or (self._setup.memory and size > self._setup.memory // 2):
            self._end(worker)

    def _lose(self, worker: _Worker) -> None:
        """A worker ended by itself or by a signal: its task is tried again, not for ever and not beyond its time."""
        job, took, peak = worker.job, 0.0, worker.peak
        if job is not None:
            took = worker.elapsed(job)
        status = self._end(worker)
        if job is None:
            return
        job.tries, job.spent = job.tries + 1, took
        if job.tries < TRIES and not (self._setup.seconds and took > self._setup.seconds):
            self._queue.append(job)
        else:
            cause = "killed" if status == signal.SIGKILL else "crashed"
            self._answer(job, Report(None, cause, _ending(status), took, peak))

    def _watch(self) -> None:
        """End what is over its time or its memory."""
        now, limits = time.monotonic(), self._setup
        look = now >= self._next_look
        for worker in list(self._workers):
            job = worker.job
            if job is None or now - worker.started < _TICK:
                continue
            size = processes.resident_tree(worker.pid) if look else processes.resident(worker.pid)
            worker.peak = max(worker.peak, size)
            if limits.memory and size > limits.memory:
                self._give_up(worker, job, "memory", f"{size >> 20} MB")
            elif limits.seconds and worker.elapsed(job) > limits.seconds:
                self._give_up(worker, job, "timeout", f"{limits.seconds:g} s")
        if look:
            self._next_look = now + max(_TICK, _SHARE * (time.monotonic() - now))

    def _give_up(self, worker: _Worker, job: _Job, cause: str, message: str) -> None:
        took, peak = worker.elapsed(job), worker.peak
        self._end(worker)
        self._answer(job, Report(None, cause, message, took, peak))

    def _answer(self, job: _Job, report: Report) -> None:
        self._pool.send((job.key, report))

    def _end(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        worker.pipe.close()
        status = processes.end_tree(worker.pid)
        processes.end_orphans([other.pid for other in self._workers])
        return status

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            try:
                os.setsid()
                processes.die_with(parent)
                for connection in (ours, self._pool, *(worker.pipe for worker in self._workers)):
                    connection.close()
                _serve_tasks(theirs, self._work)
            finally:
                os._exit(0)
        theirs.close()
        self._workers.append(_Worker(pid, ours))
        return self._workers[-1]


def _serve_tasks(pipe: Connection, work: Work) -> None:
    """A worker: one task after the other until the warden hangs up."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    setrlimit(RLIMIT_CORE, (0, 0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write("500")  # where the machine itself runs out of memory, a worker goes first
    while True:
        task = pipe.recv()
        value, cause, message = None, None, ""
        try:
            value = work(task)
        except MemoryError:
            cause, message = "memory", "MemoryError"
        except Exception as error:
            cause, message = "internal", f"{type(error).__name__}: {error}"
        pipe.send((value, cause, message, processes.resident(os.getpid())))


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
