"""What the review page costs over a large archive: first view, plan view, memory over many views. Bounds of the project:

first view of the list 1 s, plan view 0.3 s at the median, 20 MB growth over 1,000 plan views after the first hundred.

    python -m benchmarks.review [--count 2000] [--views 1000]

The archive is generated; the server is a process of its own, asked over HTTP as a browser would.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.generate import papers
from pipeline.assemble import assemble
from pipeline.ingest import read_bytes
from pipeline.results import WholeFile, json_text
from pipeline.store import load, open_store

FIRST_VIEW, PLAN_VIEW, GROWTH = 1.0, 0.3, 20.0
_WARM = 100


def archive(folder: Path, count: int) -> Path:
    """A database with so many generated plans."""
    lines, database = folder / "plans.jsonl", folder / "plans.db"
    with WholeFile(lines) as file:
        for paper in papers(count):
            file.write(json_text(assemble(read_bytes(paper.text.encode(), paper.name))))
    load(open_store(database, create=True), [lines])
    return database


def seconds(address: str) -> tuple[float, bytes]:
    begun = time.perf_counter()
    with urlopen(address, timeout=60) as answer:
        content: bytes = answer.read()
    return time.perf_counter() - begun, content


def measure(database: Path, views: int) -> dict[str, tuple[float, float | None]]:
    """Each figure with its bound."""
    line = [sys.executable, "-m", "pipeline", "review", str(database), "--no-browser", "--lang", "en"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        site = server.stderr.readline().split(" at ")[1].split()[0]
        process = psutil.Process(server.pid)
        try:
            first = seconds(f"{site}api/plans")[0] + seconds(f"{site}api/facets")[0]
            later = [seconds(f"{site}api/plans?sort={sort}")[0] for sort in ("date", "title", "province", "attention")]
            rows = json.loads(seconds(f"{site}api/plans?sort=place")[1])["rows"]
            addresses = [f"{site}api/plans/{quote(row['id'], safe='')}" for row in rows]
            times = []
            for view in range(views):
                times.append(seconds(addresses[view % len(addresses)])[0])
                if view == min(_WARM, views - 1):
                    before = process.memory_info().rss
            growth = (process.memory_info().rss - before) / 1e6
            resident = process.memory_info().rss / 1e6
        finally:
            server.terminate()
    return {
        "first view of the list, s": (first, FIRST_VIEW),
        "another order of the list, s": (statistics.median(later), None),
        "plan view, median, s": (statistics.median(times), PLAN_VIEW),
        f"growth over {views} plan views, MB": (growth, GROWTH),
        "memory of the server, MB": (resident, None),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description="What the review page costs.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--views", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(archive(Path(folder), options.count), options.views)
    table = Table("figure", "measured", "bound", title=f"Review page over {options.count} plans", title_justify="left")
    for name, (value, bound) in figures.items():
        table.add_row(name, f"{value:.3f}", "" if bound is None else f"{bound:g}")
    Console().print(table)
    return int(any(bound is not None and value > bound for value, bound in figures.values()))


if __name__ == "__main__":
    raise SystemExit(main())
