"""Results made ready for a store: read as plans, checked, corrected, taken apart; in processes beside the one that writes.

for ready in prepared(incoming, Reviewed(), jobs=2):
    ready.place, ready.rows, ready.refused
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from threading import Thread
from typing import TypeAlias

from pipeline.corrections.reviewed import Reviewed
from pipeline.errors import StoreError
from pipeline.store.rows import PlanRows, rows_of
from pipeline.validate import check
from pipeline.validate.shape import read

_AT_ONCE = 25
"""Results that a process is handed together."""

Results: TypeAlias = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A place with the rows of its plan, or with the reason why there are none."""

    place: str
    rows: PlanRows | None
    refused: str = ""


def json_digest(content: bytes) -> str:
    """By which a result is known again without being read."""
    return sha256(content).hexdigest()


def prepared(results: Iterable[tuple[str, bytes]], reviewed: Reviewed, jobs: int) -> Iterator[Ready]:
    """The results in their order. More than one process begins only where there is more than a handful of results.

    Raises StoreError where a process is ended from outside.
    """
    results = iter(results)
    first, second = _some(results), _some(results)
    if jobs == 1 or not second:
        own = _Preparer(reviewed)
        yield from chain.from_iterable(map(own, chain((first, second), iter(lambda: _some(results), []))))
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (reviewed,)) as pool:
        waiting: deque[Future[list[Ready]]] = deque()
        for some in chain((first, second), iter(lambda: _some(results), [])):
            waiting.append(pool.submit(_prepare, some))
            if len(waiting) > 2 * jobs:
                yield from _result(waiting)
        while waiting:
            yield from _result(waiting)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cyclic garbage: plans and rows hold no cycles, and it would walk through them time and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _some(results: Iterator[tuple[str, bytes]]) -> Results:
    return list(islice(results, _AT_ONCE))


def _result(waiting: deque[Future[list[Ready]]]) -> list[Ready]:
    try:
        return waiting.popleft().result()
    except BrokenProcessPool as error:
        raise StoreError("a process that checks plans was ended from outside; load again to go on, with fewer --jobs") from error


class _Preparer:
    def __init__(self, reviewed: Reviewed) -> None:
        self._reviewed = reviewed
        self._concerned = reviewed.concerned()

    def __call__(self, some: Results) -> list[Ready]:
        with uncollected():
            return [self._ready(place, content) for place, content in some]

    def _ready(self, place: str, content: bytes) -> Ready:
        plan, problems = read(content)
        if plan is not None:
            problems += check(plan)
        if plan is None or problems:
            return Ready(place, None, "; ".join(map(str, problems)))
        if self._concerned.isdisjoint((plan.id, place)):
            return Ready(place, rows_of(plan, json_digest(content)))
        return Ready(place, rows_of(self._reviewed.corrected(plan, place)))


def _begin(reviewed: Reviewed) -> None:
    """Sets up a process: it ends with the one that began it, which also answers Ctrl-C."""
    global _preparer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _preparer = _Preparer(reviewed)
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _prepare(some: Results) -> list[Ready]:
    return _preparer(some)


_preparer: _Preparer
