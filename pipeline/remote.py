"""Inputs below a URL that fsspec knows: `s3://bucket/plans`, `gs://...`, `file:///mnt/plans`.

is_url("s3://bucket/plans")     inputs_below("s3://bucket/plans")     bytes_at("s3://bucket/plans/a.txt", "a.txt", 0)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from pipeline.errors import SourceError, UsageError


def is_url(path: str) -> bool:
    """Whether a path names its file system: `s3://bucket/plans`."""
    return "://" in path


def system_of(url: str) -> str:
    """The name of a URL's file system: `s3`."""
    return url.partition("://")[0]


def load_systems(names: Iterable[str]) -> None:
    """Import the libraries of file systems and open nothing: done before workers are forked. One that is unknown is told
    where it is used."""
    for name in names:
        with suppress(ImportError, ValueError):
            from fsspec import get_filesystem_class

            get_filesystem_class(name)


def inputs_below(url: str) -> Iterator[tuple[str, str]]:
    """The files below a URL, hidden ones left out: their places and their own URLs. Raises UsageError `no_such_path`."""
    system, root = _file_system(url)
    try:
        found = sorted(system.find(root))
    except (OSError, ValueError) as error:
        raise UsageError("no_such_path", path=url) from error
    if not found:
        raise UsageError("no_such_path", path=url)
    for path in found:
        place = path.removeprefix(root).lstrip("/") or path.rpartition("/")[2]
        if not any(part.startswith(".") for part in place.split("/")):
            yield place, system.unstrip_protocol(path)


def state_of(url: str) -> tuple[int, int] | None:
    """The size of a file and a number that changes when it does; None where it is not there."""
    system, path = _file_system(url)
    try:
        key = hashlib.sha256(str(system.ukey(path)).encode()).digest()
        return int(system.info(path)["size"]), int.from_bytes(key[:7])
    except OSError:
        return None


def bytes_at(url: str, name: str, most: int) -> bytes:
    """The bytes of a file, at most so many (0: any number). Raises SourceError: `unreadable`, `too_large`."""
    system, path = _file_system(url)
    try:
        size = int(system.info(path)["size"] or 0)
        if most and size > most:
            raise SourceError(name, "too_large", f"the file has {size} bytes, the limit is {most}")
        return bytes(system.cat_file(path))
    except OSError as error:
        raise SourceError(name, "unreadable", error.strerror or type(error).__name__) from error


@cache
def _file_system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        return tuple(url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError("no_file_system", url=url, why=str(error)) from error
