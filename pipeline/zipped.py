"""ZIP archives as folders of inputs: their members with places, and the bytes of one.

    members_of(Path("plans.zip"))       [(0, "sub/a.txt"), (2, "b.pdf")]

A Word or OpenDocument file is a ZIP archive too; it has no members here.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import SourceError

_OF_A_DOCUMENT = {"[Content_Types].xml", "mimetype"}
_UTF8 = 0x800
_ENCRYPTED = 0x1


def members_of(path: Path) -> list[tuple[int, str]] | None:
    """The files in an archive: the number in its directory and the place, which never leads out; None where it is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if _OF_A_DOCUMENT & {entry.filename for entry in entries}:
        return None
    return list(_places(entries))


def member_bytes(path: Path, number: int, name: str, most: int) -> bytes:
    """The bytes of a member, at most so many (0: any number).

    Raises SourceError: `unreadable`, `damaged`, `encrypted`, `too_large`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.infolist()[number]
            if entry.flag_bits & _ENCRYPTED:
                raise SourceError(name, "encrypted", "the archive asks for a password")
            if most and entry.file_size > most:
                raise SourceError(name, "too_large", f"the file has {entry.file_size} bytes, the limit is {most}")
            with archive.open(entry) as file:
                data = file.read(most + 1) if most else file.read()
    except OSError as error:
        raise SourceError(name, "unreadable", error.strerror or type(error).__name__) from error
    except (zipfile.BadZipFile, NotImplementedError, IndexError, EOFError, ValueError, zlib.error) as error:
        raise SourceError(name, "damaged", f"the archive is broken here: {error}") from error
    if most and len(data) > most:
        raise SourceError(name, "too_large", f"the file has more bytes than it claims, the limit is {most}")
    return data


def _places(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[int, str]]:
    taken: dict[str, int] = {}
    for number, entry in enumerate(entries):
        parts = [part for part in PurePosixPath(_name(entry)).parts if part not in ("/", "..")]
        if entry.is_dir() or not parts or any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
            continue
        place = "/".join(parts)
        taken[place] = taken.get(place, 0) + 1
        yield number, place if taken[place] == 1 else f"{place}~{taken[place]}"


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; many writers leave out the sign that theirs is UTF-8."""
    if not entry.flag_bits & _UTF8:
        try:
            return entry.filename.encode("cp437").decode("utf-8").replace("\\", "/")
        except UnicodeError:
            pass
    return entry.filename.replace("\\", "/")
