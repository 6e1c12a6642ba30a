"""Stores: the rate of loading beside that of bare executemany or COPY of the same rows in the same run, and of search.

    python -m benchmarks.store [--count 1000 10000] [--run RUN]                                 SQLite
    python -m benchmarks.store --stores postgresql://.../one postgresql://.../two               two empty databases

Plans are those of a run of `kehoach extract` (default: 1,000 papers of `benchmarks.generate`, read first), over and over, each
as another file with a key of its own. `tables` takes plans in memory to tables (rows built, versions compared, copies linked);
`bare` puts the very same rows into the same empty schema. Both commit every 200 plans and take turns. `whole` is
the rate of `kehoach load` over files, with reading JSON and checking plans, by as many processes as there are processors.

Exit code 1 where a ratio falls below 0.4 or a search takes more than 100 ms at the median.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import count as numbers
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Table

from benchmarks.generate import papers
from pipeline import extract
from pipeline.archive import plans_in_run
from pipeline.plan import Plan
from pipeline.results import json_text, write_whole
from pipeline.store import Question, Store, hits, index_words, load, open_store
from pipeline.store.bulk import insert
from pipeline.store.columns import Row
from pipeline.store.prepare import uncollected
from pipeline.store.rebuild import column_names
from pipeline.store.rows import PlanRows, rows_of
from pipeline.store.tables import PARTS, cited_documents, plans
from pipeline.store.write import write

WORDS = ("điển hình tiên tiến", "hoi nghi", "hòa bình", "phòng cháy", "bảo hiểm xã hội", "chuyển đổi số", "hoà giải")
_PAPERS = 1000
_AT_ONCE = 200
_LEAST_RATIO, _LONGEST_SEARCH = 0.4, 0.1


def make_run(folder: Path) -> None:
    """A run for those who have none: generated papers, read."""
    for made in papers(_PAPERS):
        (folder / "paper.txt").write_text(made.text, "utf-8")
        write_whole(folder / "run" / f"{made.name}.json", json_text(extract(folder / "paper.txt")))


def varied(run: Path, count: int) -> Iterator[Plan]:
    """So many plans with ids, paths and keys of their own: those of the run as they are, then as other files."""
    for number, plan in zip(range(count), (plan for turn in numbers() for plan in _turn(run, turn)), strict=False):
        path = f"{number:07}.txt"
        yield plan.model_copy(update={"source": plan.source.model_copy(update={"path": path})})


def _turn(run: Path, turn: int) -> Iterator[Plan]:
    for _, plan in plans_in_run(run):
        digest = sha256(f"{turn} {plan.id}".encode()).hexdigest()
        source = plan.source.model_copy(update={"sha256": digest})
        key = f"{plan.key}-{turn}" if plan.key and turn else plan.key
        yield plan.model_copy(update={"id": f"sha256:{digest}", "source": source, "key": key})


def measure(where: str, bare: str, run: Path, count: int) -> bool:
    """Load into one store batch by batch, and the same rows bare into another; whether the bounds hold."""
    ours, theirs = open_store(where, create=True), open_store(bare, create=True)
    seconds, cited, found = [0.0, 0.0], set[str](), varied(run, count)
    while batch := list(islice(found, _AT_ONCE)):
        with uncollected():
            taken: dict[str, int] = {}
            seconds[0] += _timed(partial(_load, ours, batch, taken))
            rows = _rows([rows_of(plan) for plan in batch], taken, cited)
            seconds[1] += _timed(partial(_put, theirs, rows))
    rates = [count / one for one in seconds]
    ratio = rates[0] / rates[1]
    print(f"{ours.dialect:10} {count:7}  tables {rates[0]:6.0f}/s  bare {rates[1]:6.0f}/s  ratio {ratio:.2f}", flush=True)
    spent = _timed(partial(index_words, ours))
    answers = [_timed(partial(hits, ours, Question(words))) for words in WORDS for _ in range(3)]
    middle, worst = median(answers), max(answers)
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{'':18}  index {count / spent:7.0f}/s  search {middle * 1000:.0f} ms at the median, {worst * 1000:.0f} ms at most,"
        f"  peak {peak:.0f} MB",
        flush=True,
    )
    return ratio >= _LEAST_RATIO and middle <= _LONGEST_SEARCH


def whole(folder: Path, run: Path, count: int) -> None:
    """`kehoach load` over files: reading, checking, tables."""
    with (folder / "whole.jsonl").open("wb") as file:
        file.writelines(json_text(plan.model_copy(update={"key": None})) for plan in varied(run, count))
    store, jobs = open_store(folder / "whole.db", create=True), len(os.sched_getaffinity(0))
    first, again = (_timed(partial(load, store, [folder / "whole.jsonl"], jobs=jobs)) for _ in range(2))
    print(f"{'whole':10} {count:7}  load {count / first:8.0f}/s  again {count / again:.0f}/s", flush=True)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _load(store: Store, batch: Sequence[Plan], taken: dict[str, int]) -> None:
    with store.writing() as connection:
        taken.update(write(connection, [rows_of(plan) for plan in batch]))


def _put(store: Store, rows: Sequence[tuple[Table, list[Row]]]) -> None:
    with store.writing() as connection:
        for table, values in rows:
            insert(connection, table, values)


def _rows(batch: Sequence[PlanRows], taken: dict[str, int], cited: set[str]) -> list[tuple[Table, list[Row]]]:
    """What a store holds of a batch; of cited documents those that are new."""
    at = column_names("citations").index("key")
    keys = {str(row[at]) for plan in batch for row in plan.tables["citations"] if row[at] is not None} - cited
    cited.update(keys)
    heads: list[Row] = [(taken[plan.id], plan.digest, None, *plan.tables["plans"][0]) for plan in batch]
    parts = [(table, [(taken[p.id], *row) for p in batch for row in p.tables.get(table.name, ())]) for table in PARTS]
    return [(cited_documents, [_cited(key) for key in sorted(keys)]), (plans, heads), *parts]


def _cited(key: str) -> Row:
    return (key, *(key.split("/") if key.count("/") == 3 else (None,) * 4))


def main() -> int:
    """Every size; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, nargs="+", default=[1000])
    parser.add_argument("--stores", nargs=2, metavar="URL")
    parser.add_argument("--run", type=Path)
    asked, kept = parser.parse_args(), True
    for number in asked.count:
        with TemporaryDirectory() as place:
            folder = Path(place)
            if asked.run is None:
                make_run(folder)
            run = asked.run or folder / "run"
            ours, bare = asked.stores or (f"{place}/ours.db", f"{place}/bare.db")
            kept = measure(ours, bare, run, number) and kept
            if not asked.stores:
                whole(folder, run, number)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
