"""How fast a run is, and what it takes beside its workers: `rate(scratch, plans, slice, print)`. Part of `benchmarks.archive`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil

from benchmarks.generate import papers
from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Entry, Ledger
from pipeline.archive.limits import Limits
from pipeline.archive.outcome import Outcome, Result
from pipeline.archive.run import Request, run
from pipeline.archive.scan import Scan
from pipeline.archive.session import End, Engine, Progress, Rules
from pipeline.archive.task import Job
from pipeline.inputs import walk_inputs
from pipeline.results import COMPACT

COUNTRY = 10_000_000
TIMEOUT = 5.0
GROWTH = 100e6
Say = Callable[[str], None]


def write_plans(folder: Path, count: int) -> None:
    for paper in papers(count):
        path = folder / paper.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(paper.text, "utf-8")


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of a run; `own` are CPU seconds of this process and the warden, `size` its resident bytes."""

    seconds: float
    ended: int
    own: float
    size: int


class Curve:
    """How a run goes. With `say` it tells each tenth."""

    def __init__(self, say: Say | None = None) -> None:
        self.points: list[Point] = []
        self._say, self._tenth = say, 1
        self._me, self._warden = psutil.Process(), psutil.Process()

    def __call__(self, progress: Progress) -> None:
        if self._warden is self._me and progress.ended and (children := self._me.children()):
            self._warden = children[0]
        own = _seconds(self._me) + (_seconds(self._warden) if self._warden is not self._me else 0.0)
        self.points.append(Point(progress.seconds, progress.ended, own, self._me.memory_info().rss))
        if self._say is not None and 10 * progress.ended >= self._tenth * progress.total:
            self._say(
                f"  {self._tenth} tenths: {self.rate((self._tenth - 1) / 10, self._tenth / 10, progress.total):.1f} plans/s"
            )
            self._tenth += 1

    def rate(self, start: float, end: float, total: int = 0) -> float:
        """Plans a second between two shares of all plans, from the first on: loading is no part of it."""
        first, last = self._between(start, end, total)
        return (last.ended - first.ended) / max(1e-9, last.seconds - first.seconds)

    def own(self) -> float:
        """CPU seconds of parent and warden for a thousand plans, from the first plan on."""
        first, last = self._between(0, 1)
        return 1000 * (last.own - first.own) / max(1, last.ended - first.ended)

    def share(self) -> float:
        """The same in percent of a processor."""
        first, last = self._between(0, 1)
        return 100 * (last.own - first.own) / max(1e-9, last.seconds - first.seconds)

    def growth(self) -> int:
        """Bytes that this process grew by after the first tenth."""
        early = [point.size for point in self.points if point.ended <= self.points[-1].ended / 10]
        return max(point.size for point in self.points) - max(early)

    def _between(self, start: float, end: float, total: int = 0) -> tuple[Point, Point]:
        total = total or self.points[-1].ended
        inside = [point for point in self.points if max(1, start * total) <= point.ended <= end * total]
        return inside[0], inside[-1]


def _seconds(process: psutil.Process) -> float:
    """CPU seconds of a process without its children; 0 where it has gone."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def once(
    folder: Path,
    out: Path,
    jobs: int,
    work: str = "pipeline.archive.work:prepare",
    engine: Engine = "local",
    say: Say | None = None,
) -> tuple[Curve, End]:
    curve = Curve(say)
    limits = Limits(seconds=TIMEOUT, memory=600 << 20) if "hostile" in work else Limits()
    request = Request([str(folder)], Job(out, Folder(out).parts, COMPACT, limits=limits), Rules(jobs, engine=engine), work)
    return curve, run(request, curve)


def rate(scratch: Path, count: int, part: int, say: Say) -> bool:
    """One and two workers in turns on a part of the plans, so that other load on the machine falls on both; then two on all."""
    slice_, folder = scratch / "slice", scratch / "plans"
    write_plans(slice_, part)
    write_plans(folder, count)
    rates: dict[int, list[float]] = {1: [], 2: []}
    ok = True
    for turn in range(2):
        for jobs, found in rates.items():
            curve, end = once(slice_, scratch / "out", jobs)
            found.append(curve.rate(0, 1))
            ok &= not end.progress.failed
            say(
                f"turn {turn + 1}, {part} plans, {jobs} workers: {found[-1]:.1f} plans/s; parent and warden {curve.own():.2f} s"
                f" of CPU for 1,000 plans, {curve.share():.1f} % of a processor; failed {end.progress.failed}"
            )
            shutil.rmtree(scratch / "out")
    ratio = mean(rates[2]) / mean(rates[1])
    say(f"two workers are {ratio:.2f} times as fast as one (bound 1.8)")
    return _long_run(folder, scratch, count, say) and ok and ratio >= 1.8


def _long_run(folder: Path, scratch: Path, count: int, say: Say) -> bool:
    curve, end = once(folder, scratch / "out", 2, say=say)
    speed, tail, growth = curve.rate(0, 1), curve.rate(0.9, 1) / curve.rate(0, 0.1), curve.growth()
    shutil.rmtree(scratch / "out")
    share = ledger_share(folder, scratch / "ledger", speed)
    say(
        f"{count} plans, 2 workers: {speed:.1f} plans/s, {end.states}; last tenth {tail:.2f} of the first (bound 0.9);"
        f" parent grew {growth / 1e6:.1f} MB (bound {GROWTH / 1e6:.0f}); parent and warden {curve.share():.1f} % of a processor;"
        f" ledger {share:.2f} % of the time of the run (bound 3)"
    )
    say(
        f"{COUNTRY:,} plans like these (text, 4,800 characters in the mean) at {speed:.1f}/s:"
        f" {COUNTRY / speed / 86400:.1f} days on two processors, if disk and rate stay as they are"
    )
    return tail >= 0.9 and growth <= GROWTH and share <= 3 and not end.progress.failed


def ledger_share(folder: Path, out: Path, rate: float) -> float:
    """Percent of a run's time that its records take: the same records written with nothing else done, against its rate."""
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
