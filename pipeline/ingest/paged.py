"""The document of a paged file: its pages put together, with what the source says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline.document import Document, Method, Page, Source
from pipeline.errors import SourceError
from pipeline.ingest.normal import lost
from pipeline.ingest.ocr import Scans
from pipeline.paper.compose import compose
from pipeline.paper.tokens import Sheet


def paged_document(data: bytes, name: str, media_type: str, sheets: Iterable[Sheet], scans: Scans) -> Document:
    """The document of pages read one after the other. Raises SourceError: `empty` where no page shows a word."""
    composed = compose(sheets)
    if not composed.text.strip():
        raise SourceError(name, "empty", "no page shows a word that could be read")
    source = Source(
        path=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        page_count=len(composed.pages),
        method=_method(composed.pages),
        repairs=composed.repairs,
        furniture=composed.furniture,
        encoding=composed.encoding,
        ocr=scans.told(),
    )
    return Document(composed.text, source, composed.pages, composed.words, lost(composed.text))


def _method(pages: tuple[Page, ...]) -> Method:
    """The method of all pages that hold text, or `pdf_mixed`."""
    methods: set[Method] = {page.method for page in pages if page.start < page.end}
    return methods.pop() if len(methods) == 1 else "pdf_mixed"
