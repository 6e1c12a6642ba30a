"""`kehoach load`: results into a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.errors import UsageError
from pipeline.store import load, open_store


def run_load(shell: Shell, paths: Sequence[str], to: str) -> Exit:
    """Load runs and results, name what was refused, tell the totals. Raises UsageError, StoreError."""
    for path in paths:
        if not Path(path).exists():
            raise UsageError("no_such_path", path=path)
    report = load(open_store(to, create=True), map(Path, paths))
    for place, cause in report.refused.items():
        shell.complain(shell.say("load.refused", place=place, cause=cause))
    counts = {name: getattr(report, name) for name in ("new", "replaced", "unchanged", "repeated")}
    shell.complain(shell.say("load.totals", **counts, refused=len(report.refused)))
    return Exit.of(report.plans, len(report.refused))
