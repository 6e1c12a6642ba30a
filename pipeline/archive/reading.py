"""The plans of a run, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.errors import PlanError, UsageError
from pipeline.plan import Plan
from pipeline.results import plan_of, plans_in, results_below


def plans_in_run(run: Path) -> Iterator[tuple[str, Plan]]:
    """The plans of a run with their places, in order of the inputs' places; a folder of results or a JSON Lines file will do too.

    Raises UsageError `no_such_path`; PlanError for a result that is missing or is no plan.
    """
    if not run.exists():
        raise UsageError("no_such_path", path=str(run))
    if run.is_file():
        for plan in plans_in(run.read_text("utf-8"), run.name):
            _, sign, number = plan.id.partition("#")
            yield f"{plan.source.path}{sign}{number}", plan
        return
    places = _recorded(run) if Folder(run).ledger.exists() else _found(run)
    for place in places:
        path = run / f"{place}.json"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise PlanError(f"{path}: {error.strerror}; run `kehoach extract` again to make up for it") from error
        yield place, plan_of(content, str(path))


def _recorded(run: Path) -> Iterator[str]:
    ledger = Ledger(Folder(run).ledger, read_only=True)
    try:
        for result in ledger.results():
            yield result.place
    finally:
        ledger.close()


def _found(run: Path) -> Iterator[str]:
    for path in results_below(run):
        if path.suffix == ".json":
            yield path.relative_to(run).with_suffix("").as_posix()
