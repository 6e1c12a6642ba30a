"""Plain text and Markdown: the characters as they stand."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.ingest.encodings import decode, is_binary
from pipeline.ingest.source import make_document, not_text


def recognises(data: bytes) -> bool:
    """Whether the bytes can be text in any encoding; asked last."""
    return not is_binary(data)


def read(data: bytes, name: str) -> Document:
    """The document of a text file. Raises `SourceError`: `empty` for blanks only, `not_text` if no encoding fits."""
    decoded = decode(data)
    if decoded is None:
        raise not_text(name, "the bytes are text in no encoding known here")
    return make_document(data, name, decoded, "text/plain", "text")
