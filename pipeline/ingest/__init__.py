"""Files to documents: one format, one module; a file is known by its content, never by its name.

    read(Path("plans/a.txt"), "a.txt")      Document(text="Số: 65/KH-LĐLĐ\\n...", ...)

A format is added by a module with `recognises` and `read` and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import doc as doc
from pipeline.ingest import docx as docx
from pipeline.ingest import html as html
from pipeline.ingest import image as image
from pipeline.ingest import odt as odt
from pipeline.ingest import pdf as pdf
from pipeline.ingest import rtf as rtf
from pipeline.ingest import text as text
from pipeline.ingest.source import not_text
from pipeline.lexicon import tables


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `recognises` looks at the bytes, `read` makes the document or raises `SourceError`."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]


FORMATS = (
    Format("PDF", pdf.recognises, pdf.read),
    Format("image", image.recognises, image.read),
    Format("HTML", html.recognises, html.read),
    Format("OpenDocument", odt.recognises, odt.read),
    Format("Word", docx.recognises, docx.read),
    Format("Word 97-2003", doc.recognises, doc.read),
    Format("RTF", rtf.recognises, rtf.read),
)
"""In the order they are asked: the most particular first. What none of them knows is text, if it is anything."""

HEAD = 16
"""So many first bytes tell a foreign format."""


def read(path: Path, name: str | None = None) -> Document:
    """The document in a file; `name` (default: the file's name) is its path below the input root, for `source.path`.

    Raises `SourceError`: `unreadable` if the system gives no bytes, else as `read_bytes`.
    """
    shown = name if name is not None else path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(shown, "unreadable", error.strerror or type(error).__name__) from error
    return read_bytes(data, shown)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in the bytes of a file. Raises `SourceError`: `empty` (no bytes, blanks only), `not_text` (all else)."""
    if not data:
        raise SourceError(name, "empty", "the file has no bytes")
    for known in FORMATS:
        if known.recognises(data):
            return known.read(data, name)
    if foreign := _foreign_format(data):
        raise not_text(name, f"the file is {foreign}, which cannot be read as text")
    if text.recognises(data):
        return text.read(data, name)
    raise not_text(name, "the file is binary data in no known format")


def bound_pages(data: bytes, name: str, most: int) -> None:
    """Raises SourceError `too_many_pages` for a PDF or picture file of more pages (0: any number), told without reading them.

    What has no pages before it is laid out (text, HTML, Word and the like) has none here; what is broken is its reader's to tell.
    """
    count = pdf.page_count(data) if pdf.recognises(data) else image.page_count(data) if image.recognises(data) else 0
    if most and count > most:
        raise SourceError(name, "too_many_pages", f"the document has {count} pages, the limit is {most}")


def is_no_document(head: bytes) -> bool:
    """Whether the first bytes tell a kind of file that holds no document for a reader here: an archive, a program."""
    known = _signature_of(head)
    return known is not None and not known["document"]


def _foreign_format(data: bytes) -> str | None:
    known = _signature_of(data)
    return known["format"] if known else None


def _signature_of(data: bytes) -> dict[str, str] | None:
    head = data[:HEAD]
    return next((row for signature, row in _signatures() if head.startswith(signature)), None)


@cache
def _signatures() -> tuple[tuple[bytes, dict[str, str]], ...]:
    return tuple((bytes.fromhex(row["signature"]), row) for row in tables.rows("file_signatures.csv"))
