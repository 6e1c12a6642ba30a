"""Plans as files: one JSON form, written whole or not at all, and read back.

write_whole(Path("out/sub/a.txt.json"), json_text(plan))
with WholeFile(Path("plans.jsonl")) as file:
    file.write(json_text(plan))
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import PlanError
from pipeline.plan import Plan

_PLAN = TypeAdapter(Plan)
"""Writes bytes at once, where a model would write characters."""


@dataclass(frozen=True, slots=True)
class Form:
    """How plans are written: on one line or indented by two, with their `text` or without it."""

    indent: bool = False
    with_text: bool = True


COMPACT = Form()


def place_of(place: str, index: int) -> str:
    """Where the plan with this index (from 0) of the input at `place` is written: `sub/a.txt`, `sub/a.txt#2` ...

    >>> place_of("sub/a.txt", 1)
    'sub/a.txt#2'
    """
    return place if index == 0 else f"{place}#{index + 1}"


def json_text(plan: Plan, form: Form = COMPACT) -> bytes:
    """The plan as JSON in UTF-8, keys in the order of the contract, with a line end."""
    return _PLAN.dump_json(plan, indent=2 if form.indent else None, exclude=None if form.with_text else {"text"}) + b"\n"


def write_whole(target: Path, content: bytes, parts: Path | None = None) -> None:
    """Write a file that is there whole or not at all, with the folders above it. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with WholeFile(target, parts) as file:
        file.write(content)


class WholeFile:
    """A file that appears under its name when it is complete and on the disk; after an error nothing is left. Raises OSError.

    It is written in `parts`, by default the folder where it will stand; both must be on one file system.
    """

    def __init__(self, path: Path, parts: Path | None = None) -> None:
        self._path = path
        self._part = (parts or path.parent) / f".kehoach-{os.getpid()}-{crc32(os.fsencode(path.name)):08x}.part"
        self._file: BinaryIO = self._part.open("wb")

    def write(self, content: bytes) -> None:
        self._file.write(content)

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            with self._file:
                if kind is None:
                    self._file.flush()
                    os.fsync(self._file.fileno())
            if kind is None:
                self._part.replace(self._path)
        finally:
            self._part.unlink(missing_ok=True)


def results_below(folder: Path) -> list[Path]:
    """The `.json` and `.jsonl` files of a folder, but for hidden ones, in order of their paths."""
    files = (path for path in folder.rglob("*") if path.suffix in (".json", ".jsonl") and path.is_file())
    return sorted(path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def looks_like_json(text: str) -> bool:
    """Whether a file holds results rather than a document."""
    return text.lstrip()[:1] == "{"


def plans_in(text: str, name: str) -> Iterator[Plan]:
    """The plan of a JSON file, or the plans of a JSON Lines file. Raises PlanError where one is none."""
    lines = text.split("\n") if name.endswith(".jsonl") else [text]
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield plan_of(line, f"{name}:{number}" if len(lines) > 1 else name)


def plan_of(text: str | bytes, where: str) -> Plan:
    """The plan of one JSON object; the text of one written without it is `""`. Raises PlanError."""
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        if not others and first["type"] == "missing" and first["loc"] == ("text",):
            return Plan.model_validate_json(json.dumps({**json.loads(text), "text": ""}))
        at = ".".join(map(str, first["loc"]))
        raise PlanError(f"{where}: no plan of this schema ({at + ': ' if at else ''}{first['msg']})") from error
