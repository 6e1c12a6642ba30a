"""The same work on a Ray cluster: `ClusterPool(setup)` in the place of a `Pool`, with batches of tasks instead of single ones.

Ray moves batches and starts them again when a node is lost; on each processor a `Pool` of one worker does them, with the same
limits. Paths and the installed package must be the same on all nodes. Which cluster: Ray's own rules (`RAY_ADDRESS`, else a new
one on this machine).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cache
from typing import Any

import ray
from ray.exceptions import RayError

from pipeline.archive.pool import Pool
from pipeline.archive.task import Task
from pipeline.archive.warden import TRIES, Report, Setup

_SECONDS = 2.0
"""A batch is made so large that it takes about so long: Ray needs a few milliseconds for each, whatever is in it."""
_FIRST = 8
_LARGEST = 500
_AHEAD = 2
"""Batches that each processor has to do or waiting."""


@cache
def _pool(setup: Setup) -> Pool[Task]:
    """The pool of a Ray worker; it lives as long as the worker and ends with it."""
    return Pool(setup, f"ray-{os.getpid()}")


@ray.remote(num_cpus=1, max_retries=TRIES)
def _do(setup: Setup, tasks: Sequence[Task]) -> list[Report]:
    """A batch; its reports in the order of its tasks."""
    pool = _pool(setup)
    reports: dict[str, Report] = {}
    for task in tasks:
        pool.submit(task)
    while len(pool):
        reports.update((task.entry.place, report) for task, report in pool.take(60))
    return [reports[task.entry.place] for task in tasks]


class ClusterPool:
    """Tasks done on a cluster. Batches that Ray gives up, after trying them again, are given to it anew, `TRIES` times in all."""

    def __init__(self, setup: Setup) -> None:
        self._mine = not ray.is_initialized()
        if self._mine:
            ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        self._setup = ray.put(setup)
        self._size = _FIRST
        self._batch: list[Task] = []
        self._sent: dict[Any, tuple[list[Task], int]] = {}

    def __len__(self) -> int:
        """Tasks that are not answered."""
        return len(self._batch) + sum(len(tasks) for tasks, _ in self._sent.values())

    @property
    def room(self) -> int:
        """Tasks that can be taken on."""
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        processors = max(1, int(resources.get("CPU", 1)))
        return 0 if len(self._sent) >= _AHEAD * processors else self._size - len(self._batch)

    def submit(self, task: Task) -> None:
        self._batch.append(task)
        if len(self._batch) >= self._size:
            self._send(self._batch, 0)
            self._batch = []

    def take(self, timeout: float) -> list[tuple[Task, Report]]:
        """The answers that have come, waiting up to so many seconds for one."""
        if self._batch:
            self._send(self._batch, 0)
            self._batch = []
        ready, _ = ray.wait(list(self._sent), num_returns=1, timeout=timeout)
        return [answer for reference in ready for answer in self._answers(reference)]

    def _send(self, tasks: list[Task], tries: int) -> None:
        self._sent[_do.remote(self._setup, tasks)] = (tasks, tries)

    def _answers(self, reference: Any) -> list[tuple[Task, Report]]:
        tasks, tries = self._sent.pop(reference)
        try:
            reports: list[Report] = ray.get(reference)
        except RayError as error:
            if tries + 1 < TRIES:
                self._send(tasks, tries + 1)
                return []
            return [(task, Report(None, "killed", str(error).split("\n")[0], 0.0, 0)) for task in tasks]
        mean = sum(report.seconds for report in reports) / len(reports)
        self._size = max(1, min(_LARGEST, round(_SECONDS / mean) if mean else _LARGEST))
        return list(zip(tasks, reports, strict=True))

    def close(self) -> None:
        """Leave the cluster, and end it if it was started here."""
        if self._mine:
            ray.shutdown()

    def kill(self) -> None:
        """The same, without waiting for anything."""
        for reference in self._sent:
            ray.cancel(reference, force=True)
        self.close()
