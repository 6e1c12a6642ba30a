"""Workers: what is stuck, swollen or dead is ended with everything that hangs on it, and costs nothing else its answer."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from pipeline.archive import processes
from pipeline.archive.pool import Pool, WorkersError
from pipeline.archive.warden import Report, Setup

MB = 1 << 20
CAUSES = {
    "sleeps": ("timeout", "2 s"),
    "spins": ("timeout", "2 s"),
    "swells": ("memory", "MB"),
    "crashes": ("crashed", "killed by SIGSEGV"),
    "exits": ("crashed", "exit status 3"),
    "fails": ("internal", "ValueError: fails"),
    "scan": ("timeout", "2 s"),
    "daemon": ("timeout", "2 s"),
}


def answers(pool: Pool[str], between: Callable[[], None] = lambda: None) -> dict[str, Report]:
    found: dict[str, Report] = {}
    while len(pool):
        found.update(pool.take(1.0))
        between()
    return found


def left_over(token: str) -> list[str]:
    """The names of processes of a run that are still there."""
    names = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(processes.TOKEN) == token and process.status() != psutil.STATUS_ZOMBIE:
                names.append(process.name())
        except psutil.Error:
            continue
    return names


def setup(folder: Path, **options: float) -> Setup:
    given = {"jobs": 2, "seconds": 2.0, "memory": 400 * MB, **options}
    return Setup("tests.hostile:prepare", str(folder), **given)  # type: ignore[arg-type]


def test_bad_work_ends_with_its_cause_and_nothing_stays_behind(tmp_path: Path) -> None:
    tasks = [f"good {number}" for number in range(20)]
    with Pool[str](setup(tmp_path), "test-bad") as pool:
        for word in (*CAUSES, *tasks):
            pool.submit(word)
        found = answers(pool)
        assert "sleep" not in left_over("test-bad") and "tesseract" not in left_over("test-bad")
    assert {word: found[word].value for word in tasks} == {word: word.upper() for word in tasks}
    for word, (cause, message) in CAUSES.items():
        assert (found[word].cause, message in found[word].message) == (cause, True), found[word]
    assert found["swells"].peak > 400 * MB
    assert left_over("test-bad") == []


def test_workers_and_wardens_that_are_killed_are_replaced(tmp_path: Path) -> None:
    tasks = [f"good {number}" for number in range(400)]
    with Pool[str](setup(tmp_path), "test-kill") as pool:
        victims, found = [0, 0], dict[str, Report]()

        def kill() -> None:
            workers = psutil.Process(pool.warden).children()
            if len(found) < 20 * sum(victims):
                return
            if workers and victims[0] < 10:
                workers[0].kill()
                victims[0] += 1
            elif victims[1] < 1:
                os.kill(pool.warden, signal.SIGKILL)
                victims[1] += 1

        while tasks or len(pool):
            while tasks and len(pool) < 4:
                pool.submit(tasks.pop())
            found.update(pool.take(1.0))
            kill()
    assert victims == [10, 1]
    assert {report.value for report in found.values()} == {f"GOOD {number}" for number in range(400)}
    assert left_over("test-kill") == []


def test_what_the_killed_run_left_is_swept_by_the_next(tmp_path: Path) -> None:
    pool = Pool[str](setup(tmp_path, seconds=3600.0), "test-sweep")
    pool.submit("daemon")
    while "sleep" not in left_over("test-sweep"):
        pool.take(0.1)
    os.kill(pool.warden, signal.SIGKILL)
    while [name for name in left_over("test-sweep") if name != "sleep"]:
        time.sleep(0.05)
    assert left_over("test-sweep") == ["sleep"]
    processes.sweep("test-sweep")
    assert left_over("test-sweep") == []
    pool.close()


def test_a_pool_that_is_gone_takes_its_workers_along(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        pool = Pool[str](setup(tmp_path, seconds=3600.0), "test-gone")
        for word in ("daemon", "spins"):
            pool.submit(word)
        pool.take(3600)
    while not {"sleep"} <= set(left_over("test-gone")):
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    end = time.monotonic() + 30
    while left_over("test-gone") and time.monotonic() < end:
        time.sleep(0.05)
    assert left_over("test-gone") == []


def test_work_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    with Pool[str](Setup("tests.hostile:no_such", None)) as pool:
        pool.submit("good")
        with pytest.raises(WorkersError, match="no_such"):
            answers(pool)
