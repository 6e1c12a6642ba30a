"""What tests of runs share: folders of plans, a run in one call, and the files it leaves.

Runs do `tests.hostile:quick` where nothing else is said: loading the extractor takes seconds and none of it concerns a run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.generate import papers
from pipeline.archive.folder import Folder
from pipeline.archive.limits import Limits
from pipeline.archive.run import Request, run
from pipeline.archive.session import End, Rules
from pipeline.archive.task import Format, Job
from pipeline.results import Form

ROOT = Path(__file__).parent.parent
LIMITS = Limits(seconds=5, memory=600 << 20)


def write_plans(folder: Path, count: int) -> None:
    for paper in papers(count):
        path = folder / paper.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(paper.text, "utf-8")


def extract(folder: Path | str, out: Path, form: Format = "json", **rules: Any) -> End:
    given = {"jobs": 2, **rules}
    work = given.pop("work", "tests.hostile:quick")
    results = given.pop("results", None)
    job = Job(out, Folder(out).parts, Form(), limits=LIMITS, format=form, results=results)
    return run(Request([str(folder)], job, Rules(**given), work))


def program(folder: Path, out: Path, work: str, jobs: int = 2) -> list[str]:
    """The same call as a command line; it prints why the run stopped."""
    call = f"extract(Path({str(folder)!r}), Path({str(out)!r}), work={work!r}, jobs={jobs})"
    lines = ("import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from pathlib import Path", "from tests.archives import extract")
    return [sys.executable, "-c", "\n".join((*lines, f"print({call}.stopped)"))]


def files(out: Path) -> dict[str, bytes]:
    """Results and manifest."""
    own = {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}
    kept = {name: path for name, path in own.items() if ".kehoach" not in name.parts or name.stem == "manifest"}
    return {name.as_posix(): path.read_bytes() for name, path in kept.items()}


def plans_of(out: Path) -> dict[str, bytes]:
    """Results without the manifest."""
    return {name: content for name, content in files(out).items() if "manifest" not in name}
