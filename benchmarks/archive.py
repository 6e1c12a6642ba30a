"""What a run over an archive costs and survives: `python -m benchmarks.archive [rate] [kills] [hostile] [ray] [--plans 5000]`.

    rate     one worker and two in turns on `--slice` plans, then two on all: rates, last tenth against first, CPU and memory
             of the parent and the warden, share of the ledger
    kills    kill -9 of the run at ten random moments and of workers at fifty, the last result cut: the results must be the same
    ray      a cluster of two nodes against the local engine, in turns
    hostile  64 hostile files among 500 good ones: all good results the same, every cause the true one, the time bounded

The plans are made from the corpus (`benchmarks.generate`). Exit code 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
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

from benchmarks.archive_rate import TIMEOUT, once, rate, write_plans
from pipeline.archive.folder import Folder
from pipeline.archive.session import Engine
from tests.hostile_files import hostile_files
from tests.test_word_bad_input import BODY, bomb

ROOT = Path(__file__).parent.parent
HOSTILE = ("sleeps", "spins", "swells", "crashes", "exits", "scan", "daemon")
CAUSES = {"swells": frozenset({"memory"}), "crashes": frozenset({"crashed"}), "exits": frozenset({"crashed"})}


def results(out: Path) -> dict[str, bytes]:
    """Results and manifest."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.json")}


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "pipeline", "extract", str(folder), "--out", str(out), "--jobs", str(jobs)]


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
    """Broken and bloated files, and those that do something to their reader, among 500 good ones."""
    folder, out = scratch / "plans", scratch / "out"
    write_plans(folder, 500)
    started = time.monotonic()
    once(folder, scratch / "clean", 2)
    clean_time = time.monotonic() - started
    head, end = BODY.encode().split(b"</w:body>")
    files = hostile_files() | {"bomb.docx": (bomb("word/document.xml", head, b"</w:body>" + end), frozenset({"too_large"}))}
    for number, word in enumerate(HOSTILE * 2):
        files[f"{word}-{number}.txt"] = (f"{word} {number}".encode(), CAUSES.get(word, frozenset({"timeout"})))
    for number, (name, (data, _)) in enumerate(random.Random(7).sample(sorted(files.items()), len(files))):
        (folder / f"{number * 8:04}-{name}").write_bytes(data)
    started = time.monotonic()
    _, over = once(folder, out, 2, "tests.hostile:documents")
    taken = time.monotonic() - started
    with sqlite3.connect(Folder(out).ledger) as base:
        causes = base.execute("SELECT substr(place, 6), cause FROM inputs WHERE state = 'failed'").fetchall()
    wrong = [f"{name}: {cause}" for name, cause in causes if cause not in files[name][1]]
    clean = {name: content for name, content in results(scratch / "clean").items() if "manifest" not in name}
    same = {name: content for name, content in results(out).items() if "manifest" not in name} == clean
    bound = -(-len(files) // 2) * TIMEOUT + clean_time
    say(
        f"{over.states}; good results the same: {same}; wrong causes: {wrong}; {taken:.0f} s"
        f" (bound {bound:.0f} s = {-(-len(files) // 2)} x {TIMEOUT:g} s and {clean_time:.0f} s for the good ones)"
    )
    return same and not wrong and len(causes) == len(files) and taken <= bound


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
    parser.add_argument("--plans", type=int, default=5000, help="for the long run; kills take at most 2000 of them")
    parser.add_argument("--slice", type=int, default=2000, help="for one worker and two in turns")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)

    def say(line: str) -> None:
        console.print(line)
        sys.stdout.flush()

    ok = True
    for part in options.parts or ["rate", "kills", "hostile", "ray"]:
        console.rule(part)
        with tempfile.TemporaryDirectory() as scratch:
            if part == "rate":
                ok &= rate(Path(scratch), options.plans, min(options.slice, options.plans), say)
            elif part == "ray":
                ok &= ray_cluster(Path(scratch), min(options.plans, 1000), say)
            elif part == "kills":
                ok &= kills(Path(scratch), min(options.plans, 2000), say)
            else:
                ok &= hostile(Path(scratch), say)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
