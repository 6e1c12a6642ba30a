"""Which files a run reads, and the names they have in its results.

find_inputs(["plans"])            sub/a.txt, b.txt ... as they lie below plans
find_inputs(["plans/sub/a.txt"])  a.txt: the root of a file is its own folder
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import UsageError
from pipeline.ingest import HEAD, is_no_document, read, read_bytes

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `place` is its path below its root; `path` is None for standard input.

    `asked` where the caller named the file itself: then it is not passed over, whatever it holds.
    """

    place: str
    path: Path | None
    asked: bool

    @property
    def name(self) -> str:
        """The place as results tell it: bytes of a file name that are no UTF-8 stand as U+FFFD."""
        return os.fsencode(self.place).decode("utf-8", "replace")

    @property
    def is_document(self) -> bool:
        """False where the file was met in a folder and its first bytes tell an archive, a program or the like.

        A `.txt` is never passed over: it claims to be a document.
        """
        if self.asked or self.path is None or self.path.suffix.lower() in (".txt", ".md", ".html", ".htm"):
            return True
        try:
            with self.path.open("rb") as file:
                return not is_no_document(file.read(HEAD))
        except OSError:
            return True


def find_inputs(paths: Sequence[str], results: Path | None = None) -> list[Input]:
    """The files named by paths of files and folders, in order of their places; `-` is standard input.

    Left out: hidden files of folders, and what an earlier run has written to the folder `results` for one of the others.
    Raises UsageError: `no_such_path`; `same_place` where two files would get one name.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for entry in _inputs_of(path):
            known = found.setdefault(entry.place, entry)
            if not _same_file(known, entry):
                raise UsageError("same_place", place=entry.name, first=str(known.path), second=str(entry.path))
    entries = [found[place] for place in sorted(found)]
    return [entry for entry in entries if results is None or not _is_result(entry, results.resolve(), found)]


def _inputs_of(path: str) -> Iterator[Input]:
    root = Path(path)
    if path == STDIN:
        yield Input("stdin", None, asked=True)
    elif root.is_dir():
        yield from _below(root)
    elif root.exists():
        yield Input(root.name, root, asked=True)
    else:
        raise UsageError("no_such_path", path=path)


def _below(root: Path) -> Iterator[Input]:
    """The files below a folder, and the folders that cannot be opened; links to folders are not followed."""
    closed: list[OSError] = []
    for folder, subfolders, files in os.walk(root, onerror=closed.append):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                yield Input(path.relative_to(root).as_posix(), path, asked=False)
    for error in closed:
        path = Path(error.filename)
        yield Input(path.relative_to(root).as_posix(), path, asked=True)


def read_input(entry: Input) -> Document:
    """The document of an input. Raises SourceError."""
    if entry.path is None:
        return read_bytes(sys.stdin.buffer.read(), entry.name)
    return read(entry.path, entry.name)


def _same_file(one: Input, other: Input) -> bool:
    if one.path is None or other.path is None:
        return one.path is other.path
    return one.path.resolve() == other.path.resolve()


def _is_result(entry: Input, results: Path, found: dict[str, Input]) -> bool:
    """Whether a file is `DIR/sub/a.txt.json` of another input `sub/a.txt`."""
    if entry.asked or entry.path is None or entry.path.suffix != ".json":
        return False
    path = entry.path.resolve()
    return path.is_relative_to(results) and path.relative_to(results).with_suffix("").as_posix() in found
