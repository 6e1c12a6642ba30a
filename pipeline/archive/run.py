"""A run: `run(Request(["plans"], Job(out, parts, form)))` reads what is new or changed; its folder can be trusted."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from pipeline.archive import processes
from pipeline.archive.folder import Folder
from pipeline.archive.interrupts import Interrupts
from pipeline.archive.ledger import Ledger
from pipeline.archive.manifest import stamp_of, write_manifest
from pipeline.archive.pool import Pool
from pipeline.archive.session import End, Progress, Rules, Session, Workers
from pipeline.archive.task import Job, Task
from pipeline.archive.warden import Setup
from pipeline.errors import UsageError
from pipeline.inputs import Input, walk_inputs
from pipeline.remote import is_url, system_of


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, how, and with how many workers; `work` is `module:function` of what they do."""

    paths: Sequence[str]
    job: Job
    rules: Rules = field(default_factory=Rules)
    work: str = "pipeline.archive.work:prepare"


def run(request: Request, watch: Callable[[Progress], None] = lambda progress: None) -> End:
    """Read, write, record. Raises UsageError before anything is done; WorkersError where no worker can be started.

    `watch` is called a few times a second. Ctrl-C lets the workers finish what they have, a second one does not.
    """
    folder = Folder(request.job.out)
    entries = walk_inputs(request.paths, folder.out)
    folder.make()
    lock = folder.lock()
    try:
        processes.sweep(folder.token)
        folder.clear()
        with Interrupts() as interrupts, closing(Ledger(folder.ledger)) as ledger:
            return _run(request, folder, ledger, entries, interrupts, watch)
    except (sqlite3.OperationalError, OSError) as error:
        return End(stopped="full", message=str(error))
    finally:
        os.close(lock)


def _run(
    request: Request,
    folder: Folder,
    ledger: Ledger,
    entries: Iterable[Input],
    interrupts: Interrupts,
    watch: Callable[[Progress], None],
) -> End:
    systems = frozenset(map(system_of, filter(is_url, (*request.paths, request.job.results or ""))))
    job = replace(request.job, out=folder.out.absolute(), parts=folder.parts.absolute(), systems=systems)
    rules = request.rules
    if (before := ledger.setting("format", job.format)) != job.format:
        raise UsageError("other_format", path=str(folder.out), before=before, now=job.format)
    if (place := ledger.setting("results", job.results or "")) != (job.results or ""):
        raise UsageError("other_results", path=str(folder.out), before=place or str(folder.out))

    def open_pool() -> Workers:
        if rules.engine == "ray":
            from pipeline.archive.cluster import ClusterPool

            return ClusterPool(Setup(request.work, job, 1, job.limits.seconds, job.limits.memory))
        return Pool[Task](Setup(request.work, job, rules.jobs, job.limits.seconds, job.limits.memory), folder.token)

    session = Session(folder, ledger, job, rules, stamp_of(job), open_pool, watch)
    end = session.go(_with_streams(entries, folder), interrupts)
    with suppress(OSError):  # a disk that is full has been told already
        write_manifest(folder, ledger, job)
    return end


def _with_streams(entries: Iterable[Input], folder: Folder) -> Iterator[Input]:
    """The inputs, standard input and pipes that were asked for turned into files: a worker could not read them."""
    for entry in entries:
        if entry.url is not None:
            yield entry
        elif entry.path is None or (entry.asked and entry.path.exists() and not (entry.path.is_file() or entry.path.is_dir())):
            held = folder.own / "streams" / entry.place
            held.parent.mkdir(exist_ok=True)
            with held.open("wb") as copy:
                if entry.path is None:
                    shutil.copyfileobj(sys.stdin.buffer, copy)
                else:
                    with entry.path.open("rb") as stream:
                        shutil.copyfileobj(stream, copy)
            yield replace(entry, path=held)
        else:
            yield entry
