"""Where results stand: in a folder, or below any URL that fsspec knows (`s3://bucket/run`, `gs://...`, `file:///mnt/run`).

places = places_of(job)
places.write("sub/a.txt", content)      places.read("sub/a.txt")
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from pipeline.archive.task import Job
from pipeline.results import write_whole


class Places(Protocol):
    """Results by their places. All methods raise OSError, those that look for one that is not there FileNotFoundError."""

    def write(self, place: str, content: bytes) -> None: ...
    def read(self, place: str) -> bytes: ...
    def size(self, place: str) -> int: ...
    def remove(self, place: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Folder:
    job: Job

    def write(self, place: str, content: bytes) -> None:
        write_whole(self.job.path_of(place), content, self.job.parts)

    def read(self, place: str) -> bytes:
        return self.job.path_of(place).read_bytes()

    def size(self, place: str) -> int:
        return self.job.path_of(place).stat().st_size

    def remove(self, place: str) -> None:
        self.job.path_of(place).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Remote:
    """Objects are stored whole or not at all; on the local file system that has to be seen to."""

    url: str

    def write(self, place: str, content: bytes) -> None:
        system, path = self._at(place)
        if "file" in _protocols(system):
            write_whole(Path(path), content)
        else:
            system.pipe_file(path, content)

    def read(self, place: str) -> bytes:
        system, path = self._at(place)
        return bytes(system.cat_file(path))

    def size(self, place: str) -> int:
        system, path = self._at(place)
        return int(system.info(path)["size"])

    def remove(self, place: str) -> None:
        system, path = self._at(place)
        with suppress(FileNotFoundError):
            system.rm_file(path)

    def _at(self, place: str) -> tuple[Any, str]:
        system, root = _file_system(self.url)
        return system, f"{root}/{place}.json"


def places_of(job: Job) -> Places:
    """Where the results of a job stand."""
    return _Remote(job.results) if job.results else _Folder(job)


@cache
def _file_system(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, root = url_to_fs(url)
    return system, root.rstrip("/")


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
