"""Plans as files: one JSON form, written whole or not at all, and read back.

write_plan(Path("out"), "sub/a.txt", plan)      out/sub/a.txt.json
with WholeFile(Path("plans.jsonl")) as file:
    file.write(json_line(plan))
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import PlanError
from pipeline.plan import Plan

_PLAN = TypeAdapter(Plan)
"""Writes bytes at once, where a model would write characters."""


def place_of(place: str, index: int) -> str:
    """Where the plan with this index (from 0) of the input at `place` is written: `sub/a.txt`, `sub/a.txt#2` ...

    >>> place_of("sub/a.txt", 1)
    'sub/a.txt#2'
    """
    return place if index == 0 else f"{place}#{index + 1}"


def json_text(plan: Plan) -> bytes:
    """The plan as a file of its own holds it: UTF-8, indented by two, keys in the order of the contract."""
    return _PLAN.dump_json(plan, indent=2) + b"\n"


def json_line(plan: Plan) -> bytes:
    """The plan as a line of a JSON Lines file."""
    return _PLAN.dump_json(plan) + b"\n"


def write_plan(folder: Path, place: str, plan: Plan) -> Path:
    """Write the plan of the input at `place` below `folder` and say where. Raises OSError."""
    target = folder / f"{place}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    with WholeFile(target) as file:
        file.write(json_text(plan))
    return target


class WholeFile:
    """A file that appears under its name when it is complete; after an error nothing is left of it. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.parent / f".kehoach-{os.getpid()}-{crc32(os.fsencode(path.name)):08x}.part"
        self._file: BinaryIO = self._part.open("wb")

    def write(self, content: bytes) -> None:
        self._file.write(content)

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._file.close()
            if kind is None:
                self._part.replace(self._path)
        finally:
            self._part.unlink(missing_ok=True)


def looks_like_json(text: str) -> bool:
    """Whether a file holds results rather than a document."""
    return text.lstrip()[:1] == "{"


def plans_in(text: str, name: str) -> Iterator[Plan]:
    """The plan of a JSON file, or the plans of a JSON Lines file. Raises PlanError where one is none."""
    lines = text.split("\n") if name.endswith(".jsonl") else [text]
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _plan(line, f"{name}:{number}" if len(lines) > 1 else name)


def _plan(text: str, where: str) -> Plan:
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise PlanError(f"{where}: no plan of this schema ({at + ': ' if at else ''}{first['msg']})") from error
