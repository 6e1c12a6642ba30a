"""What comparing costs, and what it recovers of archives whose truth is known.

    python -m benchmarks.compare [PLANS ...]        default: 1000 10000

For each size two archives, `planted` and `held_out`, of seeds on which no threshold was set (letters: on others of both).
Every step has a process of its own: planting into SQLite (not ours to judge), indexing, `kehoach compare` whole (reading,
comparing, page and CSV), each with seconds and peak of memory, then precision and recall of every question. Above 10,000 plans
only the cost is measured. Fails where a score lies below 0.95 or `kehoach compare` takes more than 120 s of processor or 2 GB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

from benchmarks.held_out import PLANS_OF_ONE, held_out
from benchmarks.planted import Archive, Truth, planted
from benchmarks.planted_score import score
from benchmarks.planted_store import stored
from pipeline.commands import Shell
from pipeline.commands.compare import run_compare
from pipeline.compare.comparison import compare
from pipeline.compare.index import index
from pipeline.compare.selection import select_plans
from pipeline.messages import Messages
from pipeline.store import open_store

_SIZES = (1000, 10_000)
_LARGEST_SCORED = 10_000
_PROVINCES, _DISTRICTS = 24, 12
_AT_ONCE = 40
"""Directives in one part of an archive, made and written before the next."""
_SEEDS = {"planted": 740_000, "held_out": 870_000}
"""Never used for anything else: thresholds must not be set on what they are judged by."""
_LEAST, _MOST_SECONDS, _MOST_MB = 0.95, 120, 2000


def main() -> int:
    """Run every size; 1 where a bound is broken."""
    failed = 0
    for size in [int(word) for word in sys.argv[1:]] or _SIZES:
        for kind in _SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                for step in (_plant, _index, _compare, *([_score] if size <= _LARGEST_SCORED else [])):
                    program = [sys.executable, "-m", "benchmarks.compare", step.__name__, kind, str(size), folder]
                    failed += subprocess.run(program, env={**os.environ, "COMPARE_STEP": "1"}).returncode
    return min(failed, 1)


def _parts(kind: str, size: int) -> Iterator[Archive]:
    """An archive of about that many plans, part by part."""
    directives = max(1, round(size / (PLANS_OF_ONE if kind == "held_out" else 1 + _PROVINCES + _DISTRICTS)))
    for first in range(0, directives, _AT_ONCE):
        random, count = Random(_SEEDS[kind] + size + first), min(_AT_ONCE, directives - first)
        yield held_out(random, count, first) if kind == "held_out" else planted(random, count, _PROVINCES, _DISTRICTS, first)


def _plant(kind: str, size: int, folder: Path) -> int:
    for part in _parts(kind, size):
        stored(part.plans, folder / "plans.db")
    return 0


def _index(kind: str, size: int, folder: Path) -> int:
    index(open_store(folder / "plans.db"))
    return 0


def _compare(kind: str, size: int, folder: Path) -> int:
    run_compare(Shell(Messages("en")), str(folder / "plans.db"), "province", "", folder / "report.html")
    return int(time.process_time() > _MOST_SECONDS or _peak() > _MOST_MB)


def _score(kind: str, size: int, folder: Path) -> int:
    truth = Truth()
    for part in _parts(kind, size):
        for field in fields(Truth):
            getattr(truth, field.name).update(getattr(part.truth, field.name))
    broken = 0
    for name, one in score(compare(select_plans(open_store(folder / "plans.db"))), truth).items():
        print(f"  {name:24} precision {one.precision:.3f}  recall {one.recall:.3f}  ({one.planted} planted)")
        broken |= min(one.precision, one.recall) < _LEAST
    return broken


def _peak() -> float:
    """The most memory this process has had, in MB."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def _step(name: str, kind: str, size: int, folder: Path) -> int:
    start, cpu = time.perf_counter(), time.process_time()
    failed = {step.__name__: step for step in (_plant, _index, _compare, _score)}[name](kind, size, folder)
    took, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"{kind:8} {size:7} plans  {name[1:]:8} {took:7.1f} s  ({used:.1f} s of CPU)  {_peak():6.0f} MB", flush=True)
    return failed


if __name__ == "__main__":
    if os.environ.get("COMPARE_STEP"):
        raise SystemExit(_step(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])))
    raise SystemExit(main())
