"""`kehoach load`: results into a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.commands import Exit, Shell
from pipeline.corrections import CorrectionLog, corrected
from pipeline.errors import UsageError
from pipeline.plan import Plan
from pipeline.store import load, open_store


def run_load(shell: Shell, paths: Sequence[str], to: str) -> Exit:
    """Load runs and results, name what was refused, tell the totals. Raises UsageError, StoreError."""
    for path in paths:
        if not Path(path).exists():
            raise UsageError("no_such_path", path=path)
    store = open_store(to, create=True)
    reports = [load(store, [Path(path)], _reviewed(Path(path))) for path in paths]
    refused = {place: cause for report in reports for place, cause in report.refused.items()}
    for place, cause in refused.items():
        shell.complain(shell.say("load.refused", place=place, cause=cause))
    counts = {name: sum(getattr(report, name) for report in reports) for name in ("new", "replaced", "unchanged", "repeated")}
    shell.complain(shell.say("load.totals", **counts, refused=len(refused)))
    return Exit.of(sum(report.plans for report in reports), len(refused))


def _reviewed(run: Path) -> Callable[[Plan, str], Plan] | None:
    """Puts into effect what reviewers said of a run's plans, where they said anything."""
    path = Folder(run).corrections
    if not path.exists():
        return None
    log = CorrectionLog(path)
    return lambda plan, place: corrected(plan, log.active(plan.id, place)).plan
