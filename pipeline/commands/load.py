"""`kehoach load`: results into a database, with what reviewers have corrected."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.commands import Exit, Shell
from pipeline.corrections.reviewed import Reviewed
from pipeline.errors import UsageError
from pipeline.store import load, open_store


def run_load(shell: Shell, paths: Sequence[str], to: str, jobs: int, prune: bool) -> Exit:
    """Load runs and results, name what was refused, tell the totals; `jobs` 0 is one for each processor.

    Raises UsageError, StoreError.
    """
    for path in paths:
        if not Path(path).exists():
            raise UsageError("no_such_path", path=path)
        if prune and Folder(Path(path)).is_active():
            raise UsageError("run_is_active", path=path)
    store = open_store(to, create=True)
    jobs = jobs or len(os.sched_getaffinity(0))
    reports = [load(store, [Path(path)], _reviewed(Path(path), to), jobs=jobs, prune=prune) for path in paths]
    for place, cause in (refused for report in reports for refused in report.refused.items()):
        shell.complain(shell.say("load.refused", place=place, cause=cause))
    names = ("new", "replaced", "unchanged", "repeated")
    counts = {name: sum(getattr(report, name) for report in reports) for name in names}
    refused = sum(len(report.refused) for report in reports)
    shell.complain(shell.say("load.totals", **counts, refused=refused))
    for path, report in zip(paths, reports, strict=True):
        if report.gone:
            shell.complain(shell.say("load.pruned" if prune else "load.gone", path=path, count=report.gone))
    return Exit.of(sum(report.plans for report in reports), refused)


def _reviewed(run: Path, to: str) -> Reviewed:
    """What reviewers said of a run, kept in it, or of the database, kept beside it."""
    return Reviewed(tuple(path for path in (Folder(run).corrections, Path(f"{to}.corrections")) if path.is_file()))
