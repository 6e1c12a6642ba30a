"""What comparing costs, and what it recovers of planted archives of growing size.

    python -m benchmarks.compare [PLANS ...]        default: 400 1000 4000

For each size, every step in a process of its own: seconds for planting into SQLite (not ours to judge), indexing, and
`kehoach compare` whole (reading, comparing, page and CSV), peaks of memory, then precision and recall of every question.
Fails below 0.95.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

from benchmarks.planted import planted
from benchmarks.planted_score import score
from benchmarks.planted_store import stored
from pipeline.commands import Shell
from pipeline.commands.compare import run_compare
from pipeline.compare.comparison import compare
from pipeline.compare.index import index
from pipeline.compare.selection import select_plans
from pipeline.messages import Messages
from pipeline.store import open_store

_SIZES = (400, 1000, 4000)
_PROVINCES, _DISTRICTS = 24, 12
_BOUND = 0.95


def main() -> int:
    """Run every size; 1 where a score falls below the bound."""
    failed = 0
    for size in [int(word) for word in sys.argv[1:]] or _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for step in (_plant, _index, _compare, _score):
                program = [sys.executable, "-m", "benchmarks.compare", step.__name__, str(size), folder]
                failed += subprocess.run(program, env={**os.environ, "COMPARE_STEP": "1"}).returncode
    return min(failed, 1)


def _archive(size: int) -> tuple[Random, int]:
    return Random(size), max(1, round(size / (1 + _PROVINCES + _DISTRICTS)))


def _plant(size: int, folder: Path) -> None:
    random, directives = _archive(size)
    stored(planted(random, directives, _PROVINCES, _DISTRICTS).plans, folder / "plans.db")


def _index(size: int, folder: Path) -> None:
    index(open_store(folder / "plans.db"))


def _compare(size: int, folder: Path) -> None:
    run_compare(Shell(Messages("en")), str(folder / "plans.db"), "province", "", folder / "report.html")


def _score(size: int, folder: Path) -> None:
    random, directives = _archive(size)
    truth = planted(random, directives, _PROVINCES, _DISTRICTS).truth
    for name, one in score(compare(select_plans(open_store(folder / "plans.db"))), truth).items():
        print(f"  {name:24} precision {one.precision:.3f}  recall {one.recall:.3f}  ({one.planted} planted)")
        if min(one.precision, one.recall) < _BOUND:
            raise SystemExit(1)


def _step(name: str, size: int, folder: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    {step.__name__: step for step in (_plant, _index, _compare, _score)}[name](size, folder)
    took, used = time.perf_counter() - start, time.process_time() - cpu
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:7} plans  {name[1:]:8} {took:7.1f} s  ({used:.1f} s of CPU)  {peak:6.0f} MB", flush=True)


if __name__ == "__main__":
    if os.environ.get("COMPARE_STEP"):
        _step(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        raise SystemExit(main())
