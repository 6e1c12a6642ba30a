"""Work for a pool that does what bad documents make readers do: `Setup("tests.hostile:prepare", folder)`.

Work for runs: `quick` reads documents and searches nothing, for tests of what a run does whatever is found.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.archive import work
from pipeline.archive.outcome import Outcome
from pipeline.archive.task import Job, Task
from pipeline.coverage import measure
from pipeline.document import Document
from pipeline.findings import Findings
from pipeline.plan import Plan


def prepare(folder: object) -> Callable[[object], object]:
    """The work: a task is a word, and a place for what processes leave behind."""

    def do(task: object) -> object:
        word = str(task)
        return DEEDS[word.partition(" ")[0]](Path(str(folder)), word)

    return do


def documents(job: object) -> Callable[[object], Outcome]:
    """The work of a run in which a document that begins with such a word does the deed while it is read."""
    return _with_deeds(work.prepare(job), job)


def quick_documents(job: object) -> Callable[[object], Outcome]:
    """The same without a search of sound documents."""
    return _with_deeds(quick(job), job)


def _with_deeds(sound: Callable[[object], Outcome], job: object) -> Callable[[object], Outcome]:
    assert isinstance(job, Job)

    def read(task: object) -> Outcome:
        assert isinstance(task, Task) and task.entry.path is not None
        word = task.entry.path.read_bytes()[:40].decode("utf-8", "replace").partition(" ")[0].strip()
        if word in DEEDS:
            DEEDS[word](job.parts, word)
        return sound(task)

    return read


def quick(job: object) -> Callable[[object], Outcome]:
    """The work of a run whose documents are read but not searched: what is tested is the run."""
    assert isinstance(job, Job)
    return work.work_with(job, _unsearched)


def unhurried(job: object) -> Callable[[object], Outcome]:
    """The same at twenty documents a second, so that there is time for something to happen."""
    sound = quick(job)

    def read(task: object) -> Outcome:
        time.sleep(0.05)
        return sound(task)

    return read


def _unsearched(document: Document) -> tuple[Plan, ...]:
    found = Findings()
    coverage = measure(document.text, (), found)
    fields = {"key": None, "sections": (), "coverage": coverage, "pipeline_version": "test", **found._asdict()}
    return (
        Plan(id=f"sha256:{document.source.sha256}", source=document.source, text=document.text, pages=document.pages, **fields),
    )


def _good(folder: Path, word: str) -> object:
    return word.upper()


def _fails(folder: Path, word: str) -> object:
    raise ValueError(word)


def _sleeps(folder: Path, word: str) -> object:
    (folder / "sleeping").touch()
    time.sleep(3600)
    return None


def _spins(folder: Path, word: str) -> object:
    """In C, with the interpreter locked and signals blocked: nothing inside Python could end it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
    return pow(3, 10**9)


def _swells(folder: Path, word: str) -> object:
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.01)


def _crashes(folder: Path, word: str) -> object:
    return ctypes.string_at(0)


def _exits(folder: Path, word: str) -> object:
    os._exit(3)


def _reads_a_scan(folder: Path, word: str) -> object:
    """A real Tesseract over a page that takes it minutes."""
    page = Image.new("L", (6000, 8000), 255)
    draw = ImageDraw.Draw(page)
    for line in range(0, 8000, 14):
        draw.text((10, line), "Kế hoạch số 65 ngày 21 tháng 11 " * 30, fill=0)
    path = folder / f"{os.getpid()}.png"
    page.save(path, compress_level=0)
    return subprocess.run(["tesseract", str(path), "-", "-l", "vie"], capture_output=True, check=False).returncode


def _leaves_a_daemon(folder: Path, word: str) -> object:
    """A grandchild in a session of its own whose parent is gone, and a worker that then hangs."""
    subprocess.run(["sh", "-c", "setsid sleep 3600 & sleep 0.1"], check=True)
    return _sleeps(folder, word)


DEEDS: dict[str, Callable[[Path, str], object]] = {
    "good": _good,
    "fails": _fails,
    "sleeps": _sleeps,
    "spins": _spins,
    "swells": _swells,
    "crashes": _crashes,
    "exits": _exits,
    "scan": _reads_a_scan,
    "daemon": _leaves_a_daemon,
}
