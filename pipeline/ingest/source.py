"""A normalised text and the bytes it came from, made into a document."""

from __future__ import annotations

import hashlib

from pipeline.document import Document, Furniture, Method, Source
from pipeline.errors import SourceError
from pipeline.ingest.encodings import Decoded
from pipeline.ingest.normal import lost

_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\x1a"


def not_text(name: str, what: str) -> SourceError:
    """The error for a file that holds no text one could read."""
    return SourceError(name, "not_text", what)


def make_document(
    data: bytes, name: str, decoded: Decoded, media_type: str, method: Method, furniture: tuple[Furniture, ...] = ()
) -> Document:
    """The document of a decoded file. Raises `SourceError`: `empty` if it shows no character, `not_text` if none survived."""
    seen = decoded.text.strip().strip(_UNSEEN)
    if not seen or seen.isspace():
        raise SourceError(name, "empty", "the file holds blanks only")
    if not seen.replace("\ufffd", "").strip():
        raise not_text(name, "no character of the file could be decoded")
    source = Source(
        path=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        page_count=None,
        method=method,
        encoding=decoded.encoding,
        repairs=decoded.repairs,
        furniture=furniture,
    )
    return Document(decoded.text, source, replaced=lost(decoded.text))
