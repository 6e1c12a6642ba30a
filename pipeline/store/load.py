"""Runs into a store: read, check, take apart, write. Doing it again changes nothing; what was begun is taken up again.

report = load(open_store("plans.db", create=True), [Path("out")])
report.new, report.replaced, report.unchanged, report.refused
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.archive.reading import Run
from pipeline.errors import PlanError
from pipeline.plan import Plan
from pipeline.results import plan_of, results_below
from pipeline.store.database import Store
from pipeline.store.rows import PlanRows, rows_of
from pipeline.store.write import known, place, run_number, sweep, write
from pipeline.validate import check

_AT_ONCE = 200
"""Plans written in one transaction."""

Correct = Callable[[Plan, str], Plan]
"""What reviewers made of the plan at a place."""


@dataclass(slots=True)
class Report:
    """What a load did: counts of plans, and what was refused, by place, with the cause."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Places that hold the very file of an earlier place."""
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def plans(self) -> int:
        return self.new + self.replaced + self.unchanged


@dataclass(frozen=True, slots=True)
class _Entry:
    place: str
    plan: Plan
    rows: PlanRows


def load(store: Store, runs: Iterable[Path], correct: Correct | None = None) -> Report:
    """Load what lies in folders of results, `.json` and `.jsonl` files. Raises StoreError, OSError."""
    report = Report()
    for run in runs:
        with store.writing() as connection:
            number = run_number(connection, str(run.resolve()))
        entries = _entries(run, correct, report)
        seen: set[str] = set()
        while batch := list(islice(entries, _AT_ONCE)):
            _load(store, number, batch, seen, report)
    if report.replaced:
        with store.writing() as connection:
            sweep(connection)
    return report


def _entries(run: Path, correct: Correct | None, report: Report) -> Iterator[_Entry]:
    for name, found in _plans(run):
        if isinstance(found, PlanError):
            report.refused[name] = str(found)
            continue
        plan = correct(found, name) if correct else found
        yield _Entry(name, found, rows_of(plan))


def _plans(run: Path) -> Iterator[tuple[str, Plan | PlanError]]:
    """The plans of a run, a folder or a file, by their places in it; those that cannot be read with the cause."""
    if run.is_dir():
        with closing(Run(run)) as opened:
            yield from _read(opened, run)
    for file in [run] if run.is_file() else (path for path in results_below(run) if path.suffix == ".jsonl"):
        yield from _lines(file, file.relative_to(run).as_posix() if run.is_dir() else file.name)


def _read(run: Run, folder: Path) -> Iterator[tuple[str, Plan | PlanError]]:
    try:
        for place, content in run.contents():
            try:
                yield place, plan_of(content, place)
            except PlanError as error:
                yield place, error
    except PlanError as error:  # a result that the run's ledger has and the disk has not: what follows is not read
        yield folder.name, error


def _lines(file: Path, name: str) -> Iterator[tuple[str, Plan | PlanError]]:
    """The plan of a JSON file, or those of the lines of a JSON Lines file, each called by its number."""
    many = file.suffix == ".jsonl"
    with file.open("rb") as lines:
        for number, line in enumerate(lines if many else [lines.read()], 1):
            if not line.strip():
                continue
            where = f"{name}:{number}" if many else name.removesuffix(".json")
            try:
                yield where, plan_of(line, f"{file}:{number}" if many else str(file))
            except PlanError as error:
                yield where, error


def _load(store: Store, run: int, batch: Sequence[_Entry], seen: set[str], report: Report) -> None:
    """One transaction: the plans of a batch that the store has not yet in this version, and the places of all."""
    with store.reading() as connection:
        before = known(connection, [entry.rows.id for entry in batch])
    good: dict[str, PlanRows] = {}
    for entry in batch:
        rows = entry.rows
        if rows.id in seen:
            report.repeated += 1
        elif rows.id in before and before[rows.id].digest == rows.digest:
            report.unchanged += 1
        elif problems := check(entry.plan):
            report.refused[entry.place] = "; ".join(map(str, problems))
            continue
        else:
            good[rows.id] = rows
            report.replaced += rows.id in before
            report.new += rows.id not in before
        seen.add(rows.id)
    with store.writing() as connection:
        numbers = {id: one.no for id, one in before.items()} | write(connection, list(good.values()))
        place(connection, run, {entry.place: numbers[entry.rows.id] for entry in batch if entry.place not in report.refused})
