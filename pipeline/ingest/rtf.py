"""Rich text (.rtf), through LibreOffice."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.ingest import docx
from pipeline.ingest.office import Kind, converted

MEDIA_TYPE = "application/rtf"
_KIND = Kind("rtf", "Rich Text Format")


def recognises(data: bytes) -> bool:
    """Whether the bytes are rich text, whatever blanks or byte order mark stand before it."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(rb"{\rtf")


def read(data: bytes, name: str) -> Document:
    """The document of the file. Raises SourceError: those of `converted` and of `docx.read`."""
    return docx.read_as(converted(data, _KIND, name), name, data, MEDIA_TYPE, "rtf")
