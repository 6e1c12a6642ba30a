"""`kehoach load`: results into a database, with what reviewers have corrected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.commands import Exit, Shell
from pipeline.corrections import CorrectionLog, corrected
from pipeline.errors import UsageError
from pipeline.plan import Plan
from pipeline.store import load, open_store
from pipeline.store.load import Correct


def run_load(shell: Shell, paths: Sequence[str], to: str) -> Exit:
    """Load runs and results, name what was refused, tell the totals. Raises UsageError, StoreError."""
    for path in paths:
        if not Path(path).exists():
            raise UsageError("no_such_path", path=path)
    store = open_store(to, create=True)
    reports = [load(store, [Path(path)], _corrections(Path(path), to)) for path in paths]
    for place, cause in (refused for report in reports for refused in report.refused.items()):
        shell.complain(shell.say("load.refused", place=place, cause=cause))
    names = ("new", "replaced", "unchanged", "repeated")
    counts = {name: sum(getattr(report, name) for report in reports) for name in names}
    refused = sum(len(report.refused) for report in reports)
    shell.complain(shell.say("load.totals", **counts, refused=refused))
    return Exit.of(sum(report.plans for report in reports), refused)


def _corrections(run: Path, to: str) -> Correct | None:
    """What reviewers said of a run, kept in it, or of the database, kept beside it; None where nobody has."""
    kept = [path for path in (Folder(run).own / "corrections.db", Path(f"{to}.corrections")) if path.is_file()]
    if not kept:
        return None
    logs = [CorrectionLog(path) for path in kept]

    def correct(plan: Plan, place: str) -> Plan:
        said = [correction for log in logs for correction in log.active(plan.id, place)]
        return corrected(plan, said).plan if said else plan

    return correct
