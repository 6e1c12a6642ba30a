"""What a worker does: documents one after the other, from batches that the warden sends it, each for a ticket.

A ticket is a byte in a pipe, one for each task of a batch; a worker takes one before it begins a task. So the warden sees from
outside, by the tickets left, how far a worker is, and can take tickets back: then those tasks are another worker's.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from resource import RLIMIT_CORE, setrlimit

from pipeline.archive import processes

Work = Callable[[object], object]
Told = tuple[bytes | None, str | None, str, float, int]
"""How a task ended: what the work gave, pickled, or None; cause and message of a failure; seconds; resident bytes at the end."""
_GATHER = 0.25
"""Seconds of reports that are sent together; a worker that is ended loses no more, and those tasks are done again."""


def serve_tasks(pipe: Connection, tickets: int, work: Work) -> None:
    """Until the warden hangs up (EOFError): receives lists of pickled tasks, sends `(reports, whether the batch has ended)`."""
    _settle()
    while True:
        reports: list[Told] = []
        sent = time.monotonic()
        for task in pipe.recv():
            try:
                os.read(tickets, 1)
            except BlockingIOError:  # the rest has been taken back
                break
            reports.append(_done(task, work))
            if (now := time.monotonic()) - sent > _GATHER:
                pipe.send((reports, False))
                reports, sent = [], now
        pipe.send((reports, True))


def _settle() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    setrlimit(RLIMIT_CORE, (0, 0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write("500")  # where the machine itself runs out of memory, a worker goes first


def _done(task: bytes, work: Work) -> Told:
    started = time.monotonic()
    value, cause, message = None, None, ""
    try:
        value = pickle.dumps(work(pickle.loads(task)))
    except MemoryError:
        cause, message = "memory", "MemoryError"
    except Exception as error:
        cause, message = "internal", f"{type(error).__name__}: {error}"
    return value, cause, message, time.monotonic() - started, processes.resident(os.getpid())
