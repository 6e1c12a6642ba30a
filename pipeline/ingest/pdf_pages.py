"""PDF, page by page: the text layer where it is sound, else the page is drawn and read by OCR.

    read_pages(data, "plan.pdf")        Document(text="UBND TỈNH ...", source=Source(method="pdf_text", page_count=4, ...),
    pages=..., words=...)

pypdfium2 gives words and draws pages, pdfplumber finds ruled tables on pages that show rules. Pages are closed one by one, and
the file every `PAGES_AT_ONCE` pages: open files keep the fonts and objects of all pages seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest.limits import MOST_BYTES, MOST_PAGES, MOST_POINTS, PAGES_AT_ONCE
from pipeline.ingest.ocr import Scans
from pipeline.ingest.paged import paged_document
from pipeline.ingest.pdf_streams import check_streams
from pipeline.ingest.pdf_tables import Tables, may_have_tables
from pipeline.ingest.pdf_words import words_of
from pipeline.ingest.soundness import is_sound, joined
from pipeline.paper.tokens import Sheet
from pipeline.scanning.render import draw, is_scanned

_END_MARK, _TAIL = b"%%EOF", 4096


def read_pages(data: bytes, name: str) -> Document:
    """The document of a PDF file.

    Raises SourceError: `encrypted`, `truncated`, `damaged`, `no_pages`, `too_large`, `empty` (no page shows a word),
    `ocr_missing`, `ocr_timeout`, `ocr_failed`."""
    if len(data) > MOST_BYTES:
        raise SourceError(name, "too_large", f"the file has {len(data):,} bytes, at most {MOST_BYTES:,} are read")
    check_streams(data, name)
    with _opened(data, name) as file:
        count = len(file)
    with closing(Scans(name)) as scans, closing(Tables(data)) as tables:
        reader = _Reader(data, count, scans, tables, name)
        return paged_document(data, name, "application/pdf", reader.sheets(), scans)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _trouble(data, name, str(error)) from error
    with closing(file):
        count = len(file)
        if count == 0:
            raise _no_pages(name)
        if _END_MARK not in data[-_TAIL:]:
            raise _cut_short(name)
        if count > MOST_PAGES:
            raise SourceError(name, "too_large", f"the PDF has {count:,} pages, at most {MOST_PAGES:,} are read")
        yield file


def _trouble(data: bytes, name: str, message: str) -> SourceError:
    opens = _opens(data)
    if not opens and "password" in message.lower():
        return SourceError(name, "encrypted", "the PDF asks for a password")
    if _END_MARK not in data[-_TAIL:]:
        return _cut_short(name)
    return _no_pages(name) if opens else SourceError(name, "damaged", f"the PDF cannot be opened ({message})")


def _opens(data: bytes) -> bool:
    """Whether pdfium opens the file: one without pages it does, and pypdfium2 then names the error of some file before it."""
    opened = pdfium_c.FPDF_LoadMemDocument64(data, len(data), None)
    if opened:
        pdfium_c.FPDF_CloseDocument(opened)
    return bool(opened)


def _no_pages(name: str) -> SourceError:
    return SourceError(name, "no_pages", "the PDF has no pages")


def _cut_short(name: str) -> SourceError:
    return SourceError(name, "truncated", "the PDF ends before its end mark; fetch the file again")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reading a page needs."""

    data: bytes
    count: int
    scans: Scans
    tables: Tables
    name: str

    def sheets(self) -> Iterator[Sheet]:
        """The pages in order; each is closed before the next is opened."""
        for start in range(0, self.count, PAGES_AT_ONCE):
            with closing(pdfium.PdfDocument(self.data)) as file:
                for index in range(start, min(start + PAGES_AT_ONCE, self.count)):
                    yield self._page(file, index)

    def _page(self, file: pdfium.PdfDocument, index: int) -> Sheet:
        try:
            page = file[index]
        except pdfium.PdfiumError as error:
            raise SourceError(self.name, "damaged", f"page {index + 1} of the PDF cannot be opened") from error
        with closing(page):
            return self._sheet(page, index + 1)

    def _sheet(self, page: pdfium.PdfPage, number: int) -> Sheet:
        width, height = page.get_size()
        if not (0 < width <= MOST_POINTS and 0 < height <= MOST_POINTS):
            raise SourceError(
                self.name, "too_large", f"page {number} is {width:,.0f} x {height:,.0f} points, at most {MOST_POINTS:,} are read"
            )
        with closing(page.get_textpage()) as layer:
            words, encoding = words_of(page, layer)
        tokens = joined(words)
        scanned = is_scanned(page)
        if tokens and is_sound(tokens, scanned=scanned):
            grids = self.tables.on(number) if may_have_tables(page) else ()
            return Sheet(number, width, height, "pdf_text", tuple(tokens), grids, encoding=encoding)
        if not tokens and not scanned and _is_blank(page):
            return Sheet(number, width, height, "pdf_text", ())
        return self.scans.sheet(draw(page, self.name, number), number, (width, height), "ocr")


def _is_blank(page: pdfium.PdfPage) -> bool:
    return bool(pdfium_c.FPDFPage_CountObjects(page.raw) == 0)
