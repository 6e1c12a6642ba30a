"""Which files a run reads, and the names they have in its results.

find_inputs(["plans"])            sub/a.txt, b.txt ... as they lie below plans
find_inputs(["plans/sub/a.txt"])  a.txt: the root of a file is its own folder
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.document import Document
from pipeline.errors import SourceError, UsageError
from pipeline.ingest import HEAD, is_no_document, read_bytes
from pipeline.remote import bytes_at, inputs_below, is_url
from pipeline.zipped import member_bytes, members_of

STDIN = "-"
_NEVER = (".zip", ".7z", ".rar", ".gz", ".exe", ".db", ".sqlite")
"""Below a URL files are told by their names: looking into each would cost a request."""
_SHARD = re.compile(r"plans-\d{5,}\.(?:jsonl|jsonl\.zst|parquet)")
_NUMBERED = re.compile(r"#\d+$")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `place` is its path below its root; `path` is None for standard input.

    `url` stands in the place of `path` for a file elsewhere; `member` is the file's number in the directory of a ZIP archive;
    `asked` where the caller named the file itself: then it is not passed over, whatever it holds.
    """

    place: str
    path: Path | None
    asked: bool
    member: int | None = None
    url: str | None = None

    @property
    def name(self) -> str:
        """The place as results tell it: bytes of a file name that are no UTF-8 stand as U+FFFD."""
        return os.fsencode(self.place).decode("utf-8", "replace")

    @property
    def is_document(self) -> bool:
        """False where it was met in a folder and is no file (a pipe, a device, a link to a folder), or its first bytes tell an
        archive, a program or the like. A `.txt` is never passed over: it claims to be a document.
        """
        if self.url is not None:
            return PurePosixPath(self.place).suffix.lower() not in _NEVER
        if (
            self.asked
            or self.path is None
            or self.member is not None
            or self.path.suffix.lower() in (".txt", ".md", ".html", ".htm")
        ):
            return True
        try:
            if self.path.exists() and not self.path.is_file():
                return False
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
    return [entry for entry in entries if results is None or not _is_result(entry, results.resolve(), found.__contains__)]


def walk_inputs(paths: Sequence[str], results: Path) -> Iterator[Input]:
    """As `find_inputs`, but a single folder is walked while its files are taken, in no order: a million need no memory."""
    root = Path(paths[0])
    if len(paths) > 1 or not root.is_dir():
        return iter(find_inputs(paths, results))
    written = results.resolve()
    return (entry for entry in _below(root) if not _is_result(entry, written, lambda place: (root / place).is_file()))


def _inputs_of(path: str) -> Iterator[Input]:
    root = Path(path)
    if is_url(path):
        yield from (Input(place, None, False, url=url) for place, url in inputs_below(path))
    elif path == STDIN:
        yield Input("stdin", None, asked=True)
    elif root.is_dir():
        yield from _below(root)
    elif root.exists():
        yield from _opened(Input(root.name, root, asked=True))
    else:
        raise UsageError("no_such_path", path=path)


def _below(root: Path) -> Iterator[Input]:
    """What lies below a folder, with the folders that cannot be opened; links to folders are told but not followed."""
    closed: list[OSError] = []
    for folder, subfolders, files in os.walk(root, onerror=closed.append):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in (*files, *(name for name in subfolders if Path(folder, name).is_symlink())):
            if not name.startswith("."):
                path = Path(folder, name)
                yield from _opened(Input(path.relative_to(root).as_posix(), path, asked=False))
    for error in closed:
        path = Path(error.filename)
        yield Input(path.relative_to(root).as_posix(), path, asked=True)


def _opened(entry: Input) -> Iterator[Input]:
    """The members of a ZIP archive, else the file itself."""
    members = members_of(entry.path) if entry.path is not None and entry.path.suffix.lower() == ".zip" else None
    if members is None:
        yield entry
    else:
        yield from (Input(f"{entry.place}/{place}", entry.path, entry.asked, number) for number, place in members)


def read_input(entry: Input) -> Document:
    """The document of an input. Raises SourceError."""
    return read_bytes(bytes_of(entry), entry.name)


def bytes_of(entry: Input, most: int = 0) -> bytes:
    """The bytes of an input, at most so many (0: any number).

    Raises SourceError: `unreadable`, `not_a_file` (a pipe or a device that was not asked for), `too_large`.
    """
    if entry.url is not None:
        return bytes_at(entry.url, entry.name, most)
    if entry.path is None:
        return sys.stdin.buffer.read()
    if entry.member is not None:
        return member_bytes(entry.path, entry.member, entry.name, most)
    try:
        with open(entry.path, "rb", opener=None if entry.asked else _at_once) as file:
            status = os.fstat(file.fileno())
            if not (stat.S_ISREG(status.st_mode) or entry.asked):
                raise SourceError(entry.name, "not_a_file", "it is no regular file but a folder, a pipe or a device")
            if most and status.st_size > most:
                raise SourceError(entry.name, "too_large", f"the file has {status.st_size} bytes, the limit is {most}")
            return file.read()
    except OSError as error:
        raise SourceError(entry.name, "unreadable", error.strerror or type(error).__name__) from error


def _at_once(path: str, flags: int) -> int:
    """Opens a pipe without waiting for somebody to write to it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _same_file(one: Input, other: Input) -> bool:
    if one.path is None or other.path is None:
        return one.path is other.path and one.url == other.url
    if one.member != other.member:
        return False
    return one.path.resolve() == other.path.resolve()


def _is_result(entry: Input, results: Path, is_input: Callable[[str], bool]) -> bool:
    """Whether a file is `DIR/sub/a.txt.json` (or `a.txt#2.json`) of another input `sub/a.txt`, or a shard of the run in DIR."""
    if entry.asked or entry.path is None or entry.path.suffix not in (".json", ".jsonl", ".zst", ".parquet"):
        return False
    path = entry.path.resolve()
    if path.suffix != ".json":
        return path.parent == results and bool(_SHARD.fullmatch(path.name)) and (results / ".kehoach").is_dir()
    return path.is_relative_to(results) and is_input(_NUMBERED.sub("", path.relative_to(results).with_suffix("").as_posix()))
