"""What a run over an archive costs and survives: `python -m benchmarks.archive [rate] [kills] [hostile] [ray] [--plans 5000]`.

    rate     plans a second with one worker and with two, last tenth against first, memory of the parent, share of the ledger
    kills    kill -9 of the run at ten random moments and of workers at fifty, the last result cut: the results must be the same
    ray      a cluster of two nodes against the local engine, in turns
    hostile  50 hostile files among 500 good ones: all good results the same, every cause the true one, the time bounded

The plans are made from the corpus (`benchmarks.generate`). Exit code 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import mean

import psutil
from rich.console import Console

from benchmarks.generate import papers
from pipeline.archive.folder import Folder
from pipeline.archive.limits import Limits
from pipeline.archive.run import Request, run
from pipeline.archive.session import End, Engine, Progress, Rules
from pipeline.archive.task import Job
from pipeline.results import COMPACT

ROOT = Path(__file__).parent.parent
COUNTRY = 10_000_000
HOSTILE = ("sleeps", "spins", "swells", "crashes", "exits", "scan", "daemon")
CAUSES = {"swells": "memory", "crashes": "crashed", "exits": "crashed"}
TIMEOUT = 5.0


def write_plans(folder: Path, count: int) -> None:
    for paper in papers(count):
        path = folder / paper.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(paper.text, "utf-8")


def results(out: Path) -> dict[str, bytes]:
    """Results and manifest."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.json")}


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "pipeline", "extract", str(folder), "--out", str(out), "--jobs", str(jobs)]


class Curve:
    """How a run went: inputs over time, and the memory of this process."""

    def __init__(self) -> None:
        self.points: list[tuple[float, int, int]] = []

    def __call__(self, progress: Progress) -> None:
        self.points.append((progress.seconds, progress.ended, psutil.Process().memory_info().rss))

    def rate(self, start: float, end: float) -> float:
        """Plans a second between two shares of all plans, from the first on: loading is no part of it."""
        total = self.points[-1][1]
        inside = [point for point in self.points if max(1, start * total) <= point[1] <= end * total]
        return (inside[-1][1] - inside[0][1]) / (inside[-1][0] - inside[0][0])

    def growth(self) -> int:
        """Bytes that this process grew by after the first tenth."""
        early = [size for _, ended, size in self.points if ended <= self.points[-1][1] / 10]
        return max(size for _, _, size in self.points) - max(early)


def once(
    folder: Path, out: Path, jobs: int, work: str = "pipeline.archive.work:prepare", engine: Engine = "local"
) -> tuple[Curve, End]:
    curve = Curve()
    limits = Limits(seconds=TIMEOUT, memory=600 << 20) if "hostile" in work else Limits()
    request = Request([str(folder)], Job(out, Folder(out).parts, COMPACT, limits=limits), Rules(jobs, engine=engine), work)
    return curve, run(request, curve)


def rate(scratch: Path, count: int, say: Callable[[str], None]) -> bool:
    """Rates of one and two workers in turns, so that other load on the machine falls on both."""
    folder = scratch / "plans"
    write_plans(folder, count)
    rates: dict[int, list[float]] = {1: [], 2: []}
    ok = True
    for turn in range(2):
        for jobs in (1, 2):
            out = scratch / f"out-{jobs}-{turn}"
            before = os.times()
            curve, end = once(folder, out, jobs)
            after = os.times()
            rates[jobs].append(curve.rate(0, 1))
            tail, growth = curve.rate(0.9, 1) / curve.rate(0, 0.1), curve.growth()
            own = (after.user + after.system - before.user - before.system) / end.progress.seconds
            say(
                f"{jobs} workers: {curve.rate(0, 1):.1f} plans/s, last tenth {tail:.2f} of the first,"
                f" parent grew {growth / 1e6:.1f} MB,"
                f" parent (scan, ledger, progress) used {100 * own:.1f} % of a processor, failed {end.progress.failed}"
            )
            ok &= growth <= 100e6 and not end.progress.failed
            shutil.rmtree(out)
    one, two = mean(rates[1]), mean(rates[2])
    say(f"two workers are {two / one:.2f} times as fast as one (bound 1.8)")
    say(f"{COUNTRY:,} plans like these at {two:.1f}/s: {COUNTRY / two / 86400:.1f} days on two processors")
    say(f"ledger: {ledger_share(folder, scratch / 'ledger', two):.2f} % of the time of the run (bound 3)")
    return ok and two / one >= 1.8


def ledger_share(folder: Path, out: Path, rate: float) -> float:
    """Percent of a run's time that its records take: the same records written with nothing else done, against its rate."""
    from pipeline.archive.ledger import Entry, Ledger
    from pipeline.archive.outcome import Outcome, Result
    from pipeline.archive.scan import Scan
    from pipeline.inputs import walk_inputs

    target = Folder(out)
    target.make()
    ledger = Ledger(target.ledger)
    session = ledger.begin("", 1, "local")
    job = Job(out, target.parts, COMPACT)
    started = time.perf_counter()
    count = sum(Scan(ledger, session, "stamp", job).take(walk_inputs([str(folder)], out)))
    entries = []
    for row in ledger.todo(session):
        outcome = Outcome("done", "0" * 64, coverage=0.9, results=(Result(row.place, 46_000, "0" * 64),))
        entries.append(Entry(row.place, outcome, 0.02, 1 << 27))
        if len(entries) == 50:
            ledger.record(entries, "stamp")
            ledger.commit()
            entries = []
    ledger.record(entries, "stamp")
    ledger.commit()
    taken = time.perf_counter() - started
    ledger.close()
    return 100 * taken / (count / rate)


def kills(scratch: Path, count: int, say: Callable[[str], None]) -> bool:
    """The run is killed ten times, its workers fifty times, and the last result is cut each time."""
    folder, out = scratch / "plans", scratch / "out"
    write_plans(folder, count)
    once(folder, scratch / "clean", 2)
    chance = random.Random(5)
    workers = parents = 0
    while parents < 10 or workers < 50:
        process = subprocess.Popen(command(folder, out, 2), cwd=ROOT, stderr=subprocess.DEVNULL)
        end = time.monotonic() + chance.uniform(0.2, 12)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(chance.uniform(0.05, 0.6))
            with suppress(psutil.Error, IndexError):
                wardens = psutil.Process(process.pid).children()
                if wardens and (victims := wardens[0].children()) and workers < 50:
                    chance.choice(victims).kill()
                    workers += 1
        if process.poll() is not None and workers >= 50 and parents >= 10:
            break
        if process.poll() is None:
            process.kill()
            parents += 1
        process.wait()
        if process.returncode >= 0 and (parents < 10 or workers < 50):
            shutil.rmtree(out)  # it came to its end before enough was killed
        elif written := list(out.rglob("*.txt.json")):
            last = max(written, key=lambda path: path.stat().st_mtime_ns)
            last.write_bytes(last.read_bytes()[: chance.randrange(1000)])
    _, end_of = once(folder, out, 2)
    same = results(out) == results(scratch / "clean")
    say(f"killed the run {parents} times and workers {workers} times: {end_of.states}, equal to an undisturbed run: {same}")
    return same and end_of.states == {"done": count}


def hostile(scratch: Path, say: Callable[[str], None]) -> bool:
    """Fifty hostile files among 500 good ones."""
    folder, out, good, bad = scratch / "plans", scratch / "out", 500, 50
    write_plans(folder, good)
    started = time.monotonic()
    once(folder, scratch / "clean", 2)
    clean_time = time.monotonic() - started
    words = [HOSTILE[number % len(HOSTILE)] for number in range(bad)]
    random.Random(7).shuffle(words)
    for number, word in enumerate(words):
        (folder / f"{number * 11:04}-{word}.txt").write_text(f"{word} {number}", "utf-8")
    started = time.monotonic()
    _, end = once(folder, out, 2, "tests.hostile:documents")
    taken = time.monotonic() - started
    with sqlite3.connect(Folder(out).ledger) as base:
        causes = base.execute("SELECT place, cause FROM inputs WHERE state = 'failed'").fetchall()
    wrong = [f"{place}: {cause}" for place, cause in causes if cause != CAUSES.get(place[5:-4], "timeout")]
    clean = {name: content for name, content in results(scratch / "clean").items() if "manifest" not in name}
    same = {name: content for name, content in results(out).items() if "manifest" not in name} == clean
    bound = -(-bad // 2) * TIMEOUT + clean_time
    say(
        f"{end.states}; good results the same: {same}; wrong causes: {wrong}; {taken:.0f} s"
        f" (bound {bound:.0f} s = {-(-bad // 2)} x {TIMEOUT:g} s and {clean_time:.0f} s for the good ones)"
    )
    return same and not wrong and len(causes) == bad and taken <= bound


def ray_cluster(scratch: Path, count: int, say: Callable[[str], None]) -> bool:
    """The same run on two workers here and on a Ray cluster of two nodes with one processor each, in turns."""
    import ray
    from ray.cluster_utils import Cluster

    folder = scratch / "plans"
    write_plans(folder, count)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    rates: dict[Engine, list[float]] = {"local": [], "ray": []}
    found = []
    for turn in range(2):
        for engine, kept in rates.items():
            out = scratch / f"{engine}-{turn}"
            curve, end = once(folder, out, 2, engine=engine)
            kept.append(curve.rate(0.1, 1))
            found.append(results(out))
            say(f"{engine}: {kept[-1]:.1f} plans/s after the first tenth, {end.states}")
    ray.shutdown()
    cluster.shutdown()  # type: ignore[no-untyped-call]
    same = all(each == found[0] for each in found)
    ratio = mean(rates["ray"]) / mean(rates["local"])
    say(f"ray does {ratio:.2f} of the local engine's rate (bound 0.9); results the same: {same}")
    return same and ratio >= 0.9


def main(arguments: list[str] | None = None) -> int:
    """Print what is measured; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description="What a run over an archive costs.")
    parser.add_argument("parts", nargs="*", choices=["rate", "kills", "hostile", "ray", []], help="default: all")
    parser.add_argument("--plans", type=int, default=5000, help="for the rates; kills take at most 2000 of them")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)
    ok = True
    for part in options.parts or ["rate", "kills", "hostile", "ray"]:
        console.rule(part)
        with tempfile.TemporaryDirectory() as scratch:
            if part == "rate":
                ok &= rate(Path(scratch), options.plans, console.print)
            elif part == "ray":
                ok &= ray_cluster(Path(scratch), min(options.plans, 1000), console.print)
            elif part == "kills":
                ok &= kills(Path(scratch), min(options.plans, 2000), console.print)
            else:
                ok &= hostile(Path(scratch), console.print)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
