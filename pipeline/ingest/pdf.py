"""PDF files: known by their mark, read page by page in `pdf_pages`, whose libraries are loaded for the first PDF only."""

from __future__ import annotations

from contextlib import closing

from pipeline.document import Document

_MARK = b"%PDF-"
_HEAD = 1024


def recognises(data: bytes) -> bool:
    """Whether the bytes are a PDF; some writers put a few bytes before the mark."""
    return _MARK in data[:_HEAD]


def read(data: bytes, name: str) -> Document:
    """The document of a PDF file. Raises SourceError as `pdf_pages.read_pages` does."""
    from pipeline.ingest.pdf_pages import read_pages

    return read_pages(data, name)


def page_count(data: bytes) -> int:
    """The pages of a PDF, told without reading them; 0 where it is broken."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as file:
            return len(file)
    except pypdfium2.PdfiumError:
        return 0
