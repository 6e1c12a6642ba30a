"""Stores: the rate of loading beside that of bare executemany or COPY of the same rows in the same run, and of search.

    python -m benchmarks.store [--count 1000 10000]                                             SQLite
    python -m benchmarks.store --stores postgresql://.../one postgresql://.../two               two empty databases

`tables` takes plans in memory to tables (rows built, versions compared, copies linked); `bare` puts the very same rows, read back
from these tables, into the same empty schema. Both commit every 200 plans and take turns. Reading JSON and checking
plans (`pipeline.validate`) come on top in `kehoach load`: `whole` is that command's rate over files.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Table, select

from pipeline import extract
from pipeline.plan import Plan
from pipeline.results import json_text, write_whole
from pipeline.store import Question, Store, hits, index_words, load, open_store
from pipeline.store.bulk import insert
from pipeline.store.columns import Row
from pipeline.store.rows import rows_of
from pipeline.store.tables import PARTS, cited_documents, plans
from pipeline.store.write import write

CORPUS = Path(__file__).parent.parent / "corpus"
WORDS = ("điển hình tiên tiến", "hoi nghi", "hòa bình", "phòng cháy", "bảo hiểm xã hội", "chuyển đổi số", "hoà giải")
_AT_ONCE = 200


def varied(count: int) -> Iterator[Plan]:
    """The plans of the corpus over and over, each as another file with a key of its own."""
    base = [extract(path) for path in sorted(CORPUS.glob("**/plans/*.txt"))]
    for number in range(count):
        plan, digest = base[number % len(base)], sha256(str(number).encode()).hexdigest()
        source = plan.source.model_copy(update={"sha256": digest, "path": f"{number:07}.txt"})
        key = f"{plan.key}-{number}" if plan.key else None
        yield plan.model_copy(update={"id": f"sha256:{digest}", "source": source, "key": key})


def measure(where: str, bare: str, count: int) -> None:
    """Load into one store batch by batch, and the same rows bare into another."""
    ours, theirs = open_store(where, create=True), open_store(bare, create=True)
    seconds, cited, found = [0.0, 0.0], set[str](), varied(count)
    while batch := list(islice(found, _AT_ONCE)):
        seconds[0] += _timed(partial(_load, ours, batch))
        rows = _rows(ours, batch, cited)
        seconds[1] += _timed(partial(_put, theirs, rows))
    rates = [count / one for one in seconds]
    ratio = rates[0] / rates[1]
    print(f"{ours.dialect:10} {count:7}  tables {rates[0]:6.0f}/s  bare {rates[1]:6.0f}/s  ratio {ratio:.2f}", flush=True)
    spent = _timed(partial(index_words, ours))
    answers = [_timed(partial(hits, ours, Question(words))) for words in WORDS for _ in range(3)]
    middle, worst = median(answers) * 1000, max(answers) * 1000
    print(f"{'':18}  index {count / spent:7.0f}/s  search {middle:.0f} ms at the median, {worst:.0f} ms at most", flush=True)


def whole(folder: Path, count: int) -> None:
    """`kehoach load` over files: reading, checking, tables."""
    for plan in varied(count):
        write_whole(folder / "run" / f"{plan.source.path}.json", json_text(plan.model_copy(update={"key": None})))
    store = open_store(folder / "whole.db", create=True)
    first, again = (_timed(partial(load, store, [folder / "run"])) for _ in range(2))
    print(f"{'whole':10} {count:7}  load {count / first:8.0f}/s  again {count / again:.0f}/s", flush=True)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _load(store: Store, batch: Sequence[Plan]) -> None:
    with store.writing() as connection:
        write(connection, [rows_of(plan) for plan in batch])


def _put(store: Store, rows: Sequence[tuple[Table, list[Row]]]) -> None:
    with store.writing() as connection:
        for table, values in rows:
            insert(connection, table, values)


def _rows(store: Store, batch: Sequence[Plan], cited: set[str]) -> list[tuple[Table, list[Row]]]:
    """What the store holds of a batch; of cited documents those that are new."""
    with store.reading() as connection:
        own = list(connection.scalars(select(plans.c.no).where(plans.c.id.in_([plan.id for plan in batch]))))
        keys = [tuple(row) for row in connection.execute(select(cited_documents)) if row.key not in cited]
        cited.update(str(key[0]) for key in keys)
        asked = [(plans, select(plans).where(plans.c.no.in_(own)))]
        asked += [(table, select(table).where(table.c.plan_no.in_(own))) for table in PARTS]
        found = [(table, [tuple(map(_plain, row)) for row in connection.execute(rows)]) for table, rows in asked]
    return [(cited_documents, keys), *found]


def _plain(value: object) -> str | int | float | bool | None:
    return value.isoformat() if isinstance(value, date) else value  # type: ignore[return-value]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, nargs="+", default=[1000])
    parser.add_argument("--stores", nargs=2, metavar="URL")
    asked = parser.parse_args()
    for number in asked.count:
        with TemporaryDirectory() as place:
            ours, bare = asked.stores or (f"{place}/ours.db", f"{place}/bare.db")
            measure(ours, bare, number)
            if not asked.stores:
                whole(Path(place), number)
