"""Pictures of pages (PNG, JPEG, GIF, BMP, WebP, TIFF): known by their marks, read in `image_pages`, loaded for the first one
only.
"""

from __future__ import annotations

from pipeline.document import Document

_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_BITMAP_HEAD = 14


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a picture does."""
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") == len(data) and data[6:10] == b"\0\0\0\0" and len(data) > _BITMAP_HEAD
    return data.startswith(_MARKS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def read(data: bytes, name: str) -> Document:
    """The document of a picture file, one page for each of its frames. Raises SourceError as `image_pages.read_pages` does."""
    from pipeline.ingest.image_pages import read_pages

    return read_pages(data, name)


def page_count(data: bytes) -> int:
    """The frames of a picture file, told by its directory; 0 where it is broken."""
    from pipeline.ingest.image_pages import frames_of

    return frames_of(data)
