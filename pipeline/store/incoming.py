"""What lies in a run, a folder of results, a `.json` or `.jsonl` file: each result with its place.

for place, content in incoming(Path("out")): ...         ("sub/a.txt", b'{"schema_version": ...')
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from pipeline.archive.folder import Folder
from pipeline.archive.reading import Run
from pipeline.errors import PlanError
from pipeline.results import results_below

Incoming: TypeAlias = tuple[str, bytes | PlanError]
"""A place and the JSON that lies there, or why it cannot be read."""


def incoming(run: Path) -> Iterator[Incoming]:
    """Every result; those of JSON Lines are called by their line (`plans.jsonl:7`).

    Raises OSError; PlanError where a shard is missing, so that it is not known what else is.
    """
    if run.is_file():
        yield from _lines(run, run.name)
        return
    with closing(Run(run)) as opened:
        yield from opened.results()
    if not Folder(run).ledger.exists():
        for file in results_below(run):
            if file.suffix == ".jsonl":
                yield from _lines(file, file.relative_to(run).as_posix())


def _lines(file: Path, name: str) -> Iterator[Incoming]:
    many = file.suffix == ".jsonl"
    with file.open("rb") as lines:
        for number, line in enumerate(lines if many else [lines.read()], 1):
            if line.strip():
                yield f"{name}:{number}" if many else name.removesuffix(".json"), line
